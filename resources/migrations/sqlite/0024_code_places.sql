-- SPDX-License-Identifier: GPL-3.0-or-later
-- Each network that asks for a code for a destination has its own, so that nobody takes another's
-- place, and the guesses of others are counted apart.

-- Codes live for minutes: those that are on their way during the change are asked for again.
DROP TABLE one_time_code;

CREATE TABLE one_time_code (
    -- sign-in, second step, new password, an identifier that is added to an account
    purpose INTEGER NOT NULL CHECK (purpose BETWEEN 0 AND 3),
    kind TEXT NOT NULL CHECK (kind IN ('phone', 'email', 'username')),
    destination TEXT NOT NULL,
    network TEXT NOT NULL, -- that asked; empty: an operator made the code
    challenge INTEGER NOT NULL,
    hash BLOB NOT NULL, -- empty: nothing matches it
    attempts INTEGER NOT NULL,
    strangers_attempts INTEGER NOT NULL,
    requested_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (purpose, kind, destination, network)
) STRICT;

-- What became of codes is kept, with one more purpose.

CREATE TABLE new_code_attempt (
    id INTEGER PRIMARY KEY, -- the code's challenge, so that the newest has the highest
    purpose INTEGER NOT NULL CHECK (purpose BETWEEN 0 AND 3), -- as of one_time_code
    kind TEXT NOT NULL CHECK (kind IN ('phone', 'email', 'username')),
    destination TEXT NOT NULL, -- masked
    account_id INTEGER REFERENCES account (id), -- null: nobody had the destination
    address TEXT NOT NULL, -- the network that asked; empty: an operator made the code
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4), -- as CodeAttempt::State
    guesses INTEGER NOT NULL,
    requested_at INTEGER NOT NULL
) STRICT;

INSERT INTO new_code_attempt (id, purpose, kind, destination, account_id, address, state, guesses,
                              requested_at)
SELECT id, purpose, kind, destination, account_id, address, state, guesses, requested_at
FROM code_attempt;

DROP TABLE code_attempt;

ALTER TABLE new_code_attempt RENAME TO code_attempt;

CREATE INDEX code_attempt_by_time ON code_attempt (requested_at);

CREATE INDEX code_attempt_by_guesses ON code_attempt (guesses);

CREATE INDEX code_attempt_by_account ON code_attempt (account_id) WHERE account_id IS NOT NULL;

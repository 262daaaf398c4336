-- SPDX-License-Identifier: GPL-3.0-or-later
-- A code that an operator made stays where its owner, or anybody, asks for another one.

ALTER TABLE one_time_code ADD COLUMN is_issued INTEGER NOT NULL DEFAULT 0
    CHECK (is_issued IN (0, 1));

-- What became of the codes that were made, for a while.

CREATE TABLE code_attempt (
    id INTEGER PRIMARY KEY, -- the code's challenge, so that the newest has the highest
    purpose INTEGER NOT NULL CHECK (purpose BETWEEN 0 AND 2), -- as of one_time_code
    kind TEXT NOT NULL CHECK (kind IN ('phone', 'email', 'username')),
    destination TEXT NOT NULL, -- masked
    account_id INTEGER REFERENCES account (id), -- null: nobody had the destination
    address TEXT NOT NULL, -- the network that asked; empty: an operator made the code
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4), -- as CodeAttempt::State
    guesses INTEGER NOT NULL,
    requested_at INTEGER NOT NULL
) STRICT;

CREATE INDEX code_attempt_by_time ON code_attempt (requested_at);

CREATE INDEX code_attempt_by_guesses ON code_attempt (guesses);

CREATE INDEX code_attempt_by_account ON code_attempt (account_id) WHERE account_id IS NOT NULL;

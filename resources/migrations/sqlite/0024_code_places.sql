-- SPDX-License-Identifier: GPL-3.0-or-later
-- Each network that asks for a code for a destination has its own, so that nobody takes another's
-- place, and the guesses of others are counted apart.

-- Codes live for minutes: those that are on their way during the change are asked for again.
DROP TABLE one_time_code;

CREATE TABLE one_time_code (
    purpose INTEGER NOT NULL CHECK (purpose BETWEEN 0 AND 2), -- sign-in, second step, new password
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

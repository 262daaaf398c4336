-- SPDX-License-Identifier: GPL-3.0-or-later
-- What an account is known by and what it proves itself with. It has one identifier of each kind at
-- most, so they are columns of the account.

-- Always proven by a code.
ALTER TABLE account ADD COLUMN phone TEXT;

ALTER TABLE account ADD COLUMN email TEXT;

-- null: the address is claimed and not proven
ALTER TABLE account ADD COLUMN email_verified_at INTEGER;

ALTER TABLE account ADD COLUMN username TEXT;

ALTER TABLE account ADD COLUMN bio TEXT NOT NULL DEFAULT '';

UPDATE account
SET phone = (SELECT value FROM identifier WHERE account_id = account.id AND kind = 'phone'),
    email = (SELECT value FROM identifier WHERE account_id = account.id AND kind = 'email'),
    email_verified_at = (SELECT verified_at FROM identifier
                         WHERE account_id = account.id AND kind = 'email'),
    username = (SELECT value FROM identifier WHERE account_id = account.id AND kind = 'username');

DROP TABLE identifier;

CREATE UNIQUE INDEX account_by_phone ON account (phone);

CREATE UNIQUE INDEX account_by_email ON account (email);

CREATE UNIQUE INDEX account_by_username ON account (lower(username));

CREATE TABLE password (
    account_id INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    hash TEXT NOT NULL, -- Argon2id in its encoded form
    changed_at INTEGER NOT NULL
) STRICT;

-- Codes live for minutes: those that are on their way during the change are asked for again.
DROP TABLE one_time_code;

CREATE TABLE one_time_code (
    purpose INTEGER NOT NULL CHECK (purpose BETWEEN 0 AND 2), -- sign-in, second step, new password
    kind TEXT NOT NULL CHECK (kind IN ('phone', 'email', 'username')),
    destination TEXT NOT NULL,
    challenge INTEGER NOT NULL,
    hash BLOB NOT NULL,
    attempts INTEGER NOT NULL,
    requested_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (purpose, kind, destination)
) STRICT;

CREATE TABLE mail_link (
    hash BLOB PRIMARY KEY, -- SHA-256 of what the link carries
    purpose INTEGER NOT NULL CHECK (purpose BETWEEN 0 AND 1), -- verify an address, new password
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    email TEXT NOT NULL, -- The address it was sent to.
    expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX mail_link_by_account ON mail_link (account_id, purpose);

CREATE INDEX mail_link_by_end ON mail_link (expires_at);

CREATE TABLE authenticator (
    account_id INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    secret BLOB NOT NULL, -- Encrypted with a key that is not in the database.
    last_step INTEGER NOT NULL, -- Of the newest code that was accepted.
    confirmed_at INTEGER -- null: shown and not yet confirmed
) STRICT;

CREATE TABLE recovery_code (
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    hash BLOB NOT NULL,
    PRIMARY KEY (account_id, hash)
) STRICT;

-- Sign-ins whose first factor was right and whose second is awaited.
CREATE TABLE sign_in_ticket (
    hash BLOB PRIMARY KEY, -- SHA-256; the ticket itself is kept nowhere.
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    device TEXT NOT NULL,
    dialect TEXT NOT NULL,
    client_name TEXT NOT NULL,
    access_lifetime INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX sign_in_ticket_by_end ON sign_in_ticket (expires_at);

-- How many seconds an access token of the session lives; 0: as the server is configured.
ALTER TABLE session ADD COLUMN access_lifetime INTEGER NOT NULL DEFAULT 0;

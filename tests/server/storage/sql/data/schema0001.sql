-- SPDX-License-Identifier: GPL-3.0-or-later
-- A database as the first migration left it, with a person in it. Never change this file.

CREATE TABLE schema_migration (
    version INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    program TEXT NOT NULL,
    applied_at INTEGER NOT NULL
) STRICT;

CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    display_name TEXT NOT NULL,
    search_name TEXT NOT NULL, -- The name in one case, to be searched.
    avatar_url TEXT NOT NULL,
    status_text TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE identifier (
    kind TEXT NOT NULL CHECK (kind IN ('phone', 'email', 'username')),
    value TEXT NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    verified_at INTEGER NOT NULL,
    PRIMARY KEY (kind, value)
) STRICT;

CREATE UNIQUE INDEX identifier_by_account ON identifier (account_id, kind);

CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    device TEXT NOT NULL,
    dialect TEXT NOT NULL,
    client_name TEXT NOT NULL,
    address TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER,
    revoked_by TEXT NOT NULL,
    revoked_why TEXT NOT NULL
) STRICT;

CREATE INDEX session_by_account ON session (account_id, device);

CREATE INDEX session_by_revocation ON session (revoked_at) WHERE revoked_at IS NOT NULL;

CREATE INDEX session_by_end ON session (expires_at);

CREATE TABLE refresh_token (
    hash BLOB PRIMARY KEY, -- SHA-256; the token itself is kept nowhere.
    session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    generation INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    first_used_at INTEGER
) STRICT;

CREATE INDEX refresh_token_by_session ON refresh_token (session_id);

CREATE INDEX refresh_token_by_end ON refresh_token (expires_at);

CREATE TABLE one_time_code (
    kind TEXT NOT NULL CHECK (kind IN ('phone', 'email', 'username')),
    destination TEXT NOT NULL,
    challenge INTEGER NOT NULL,
    hash BLOB NOT NULL,
    attempts INTEGER NOT NULL,
    requested_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (kind, destination)
) STRICT;

CREATE TABLE code_budget (
    name TEXT NOT NULL,
    subject TEXT NOT NULL,
    ends_at INTEGER NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (name, subject, ends_at)
) STRICT;

INSERT INTO schema_migration VALUES (1, 'identity', '20853f8e8b156b4e593ffc9a6fea313fbeeb56196d6ce27c020d880910325b94', '0.1.0', 1763664000000);

INSERT INTO account (id, display_name, search_name, avatar_url, status_text, created_at, updated_at)
VALUES (7400000000000001, 'Alice', 'alice', '', 'Here', 1763664000000, 1763664000000);

INSERT INTO identifier (kind, value, account_id, verified_at)
VALUES ('phone', '+911111111111', 7400000000000001, 1763664000000);

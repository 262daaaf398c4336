-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whose account was closed because all of it is another account's now.

CREATE TABLE merger (
    account_id INTEGER PRIMARY KEY REFERENCES account (id),
    into_id INTEGER NOT NULL REFERENCES account (id), -- itself merged into none
    merged_at INTEGER NOT NULL,
    merged_by TEXT NOT NULL, -- as the audit log has it
    CHECK (account_id <> into_id)
) STRICT;

CREATE INDEX merger_by_target ON merger (into_id);

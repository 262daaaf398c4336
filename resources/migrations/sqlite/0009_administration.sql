-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who runs the server, and what they did.

ALTER TABLE account ADD COLUMN staff_role INTEGER NOT NULL DEFAULT 0
    CHECK (staff_role BETWEEN 0 AND 4); -- none, auditor, moderator, admin, owner

CREATE INDEX account_by_staff_role ON account (staff_role) WHERE staff_role > 0;

-- Only ever added to. Each entry's hash is of what it says and of the hash before, so that one that
-- is changed, taken out or put in does not fit any more.
CREATE TABLE audit (
    number INTEGER PRIMARY KEY, -- 1, 2, 3, …
    at INTEGER NOT NULL,
    actor TEXT NOT NULL, -- "user:<account>", "local:<user of the machine>" or "system"
    address TEXT NOT NULL,
    request_id TEXT NOT NULL,
    action TEXT NOT NULL, -- e.g. "staff.set-role"
    target TEXT NOT NULL, -- e.g. "user:<account>"
    before TEXT NOT NULL, -- JSON objects
    after TEXT NOT NULL,
    hash BLOB NOT NULL
) STRICT;

CREATE INDEX audit_by_actor ON audit (actor, number);

CREATE INDEX audit_by_target ON audit (target, number);

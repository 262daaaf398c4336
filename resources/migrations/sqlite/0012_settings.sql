-- SPDX-License-Identifier: GPL-3.0-or-later
-- What those who run the server have set while it runs. Their history is in the audit log.

CREATE TABLE setting (
    name TEXT PRIMARY KEY, -- e.g. "otp.length"
    value TEXT NOT NULL -- JSON
) STRICT, WITHOUT ROWID;

CREATE INDEX audit_by_action ON audit (action, number);

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where the audit log was cut. What is left of it is chained to the last entry that is gone.

CREATE TABLE audit_checkpoint (
    number INTEGER PRIMARY KEY, -- of the last entry that is gone
    hash BLOB NOT NULL, -- of the same
    at INTEGER NOT NULL
) STRICT;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- The backups that were made of this server, and whether they could be restored.

CREATE TABLE backup (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE, -- of a file in the folder of backups; elsewhere its path
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2), -- under way, made, failed
    size INTEGER NOT NULL, -- bytes, once it is made
    created_at INTEGER NOT NULL,
    problem TEXT NOT NULL, -- why it failed
    proof INTEGER NOT NULL CHECK (proof BETWEEN 0 AND 3), -- none, under way, restored, failed
    proven_at INTEGER, -- when that ended
    proof_problem TEXT NOT NULL -- why it could not be restored
) STRICT;

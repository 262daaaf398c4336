-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is to be done after a commit, written in the same commit.

CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    key TEXT, -- null: any number of its kind; a second one with the same key is not added
    payload BLOB NOT NULL, -- its kind alone can read it; emptied when done
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3), -- pending, running, done, dead
    attempts INTEGER NOT NULL, -- started so far
    run_after INTEGER NOT NULL, -- of a running one: when it counts as lost and is taken again
    node INTEGER, -- where it runs; null if it does not
    last_error TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (kind, key)
) STRICT;

CREATE INDEX job_by_due ON job (kind, run_after) WHERE state < 2;

CREATE INDEX job_by_end ON job (state, updated_at) WHERE state >= 2;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- How far merging accounts is, which is many small transactions. A merger without a row here was
-- made when it was a single one.

CREATE TABLE merger_progress (
    account_id INTEGER PRIMARY KEY REFERENCES merger (account_id),
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3), -- waiting, running, done, failed
    phase INTEGER NOT NULL CHECK (phase BETWEEN 0 AND 5), -- as MergePhase
    conversation_id INTEGER NOT NULL, -- that it is at, or the last one that is done; 0: none
    place INTEGER NOT NULL, -- within it, or among what else moves
    steps INTEGER NOT NULL, -- transactions so far
    row_count INTEGER NOT NULL, -- changed by them
    ended_sessions INTEGER NOT NULL,
    before TEXT NOT NULL, -- JSON objects: how many of what both accounts had
    after TEXT NOT NULL, -- empty until it is done
    freed TEXT NOT NULL, -- a JSON array: what nobody is known by any more
    ended_at INTEGER,
    problem TEXT NOT NULL -- why it failed
) STRICT;

-- Whose doing notifications tell of is found a few at a time.
CREATE INDEX notification_by_actor ON notification (actor_id) WHERE actor_id IS NOT NULL;

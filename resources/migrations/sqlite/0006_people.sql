-- SPDX-License-Identifier: GPL-3.0-or-later
-- Friends, blocks, privacy and notifications.

CREATE TABLE friendship (
    id INTEGER PRIMARY KEY,
    low_id INTEGER NOT NULL REFERENCES account (id), -- the lower of the two: a pair has one row
    high_id INTEGER NOT NULL REFERENCES account (id),
    from_id INTEGER NOT NULL, -- who asked: one of the two
    to_id INTEGER NOT NULL, -- and the other one
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4), -- pending, accepted, declined, withdrawn, removed
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    UNIQUE (low_id, high_id),
    CHECK (low_id < high_id)
) STRICT;

CREATE INDEX friendship_by_asker ON friendship (from_id, state, id);

CREATE INDEX friendship_by_asked ON friendship (to_id, state, id);

CREATE TABLE block (
    blocker_id INTEGER NOT NULL REFERENCES account (id),
    blocked_id INTEGER NOT NULL REFERENCES account (id),
    created_at INTEGER NOT NULL,
    PRIMARY KEY (blocker_id, blocked_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX block_by_blocked ON block (blocked_id);

CREATE TABLE notification (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES account (id),
    kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 7), -- friend request, accepted, declined, group, mention, message, sign-in, security
    actor_id INTEGER REFERENCES account (id), -- null: nobody
    friendship_id INTEGER, -- may since have been replaced
    conversation_id INTEGER,
    message_id INTEGER,
    data TEXT NOT NULL, -- a JSON object
    created_at INTEGER NOT NULL,
    read_at INTEGER
) STRICT;

CREATE INDEX notification_by_user ON notification (user_id, id);

CREATE INDEX notification_unread ON notification (user_id, id) WHERE read_at IS NULL;

CREATE INDEX notification_by_friendship ON notification (friendship_id)
WHERE friendship_id IS NOT NULL;

-- Who may see or do what: everyone, friends, nobody.
ALTER TABLE account ADD COLUMN last_seen_audience INTEGER NOT NULL DEFAULT 0
CHECK (last_seen_audience BETWEEN 0 AND 2);

ALTER TABLE account ADD COLUMN avatar_audience INTEGER NOT NULL DEFAULT 0
CHECK (avatar_audience BETWEEN 0 AND 2);

ALTER TABLE account ADD COLUMN group_audience INTEGER NOT NULL DEFAULT 0
CHECK (group_audience BETWEEN 0 AND 2);

ALTER TABLE account ADD COLUMN read_receipts INTEGER NOT NULL DEFAULT 1
CHECK (read_receipts IN (0, 1));

-- Set while one of the two in a direct chat blocks the other.
ALTER TABLE conversation ADD COLUMN closed_at INTEGER;

ALTER TABLE conversation ADD COLUMN bio TEXT NOT NULL DEFAULT '';

-- Up to here the others may know that the member has read.
ALTER TABLE member ADD COLUMN shown_read_seq INTEGER NOT NULL DEFAULT 0;

UPDATE member SET shown_read_seq = read_seq;

-- Out of the member's list until something newer is written; null: in it.
ALTER TABLE member ADD COLUMN hidden_seq INTEGER;

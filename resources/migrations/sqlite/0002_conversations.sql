-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who talks with whom, and what they said.
--
-- A conversation has two counters. last_seq counts messages and nothing else, so that their places
-- have no gap; last_change counts whatever a client that was away has to learn: messages, edits,
-- deletions, receipts, members. A message takes the next of both.

CREATE TABLE conversation (
    id INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL CHECK (kind IN (0, 1)), -- direct, group
    title TEXT NOT NULL,
    avatar_url TEXT NOT NULL,
    direct_key TEXT UNIQUE, -- "<lower account>:<higher account>" of a direct chat
    created_by INTEGER NOT NULL REFERENCES account (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL, -- of its newest message or change of title or picture
    last_seq INTEGER NOT NULL DEFAULT 0,
    last_change INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Receipts are cursors. Unread is last_seq - read_seq - own_unread, without counting any message.
CREATE TABLE member (
    conversation_id INTEGER NOT NULL REFERENCES conversation (id),
    user_id INTEGER NOT NULL REFERENCES account (id),
    role INTEGER NOT NULL CHECK (role IN (0, 1)), -- member, administrator
    joined_at INTEGER NOT NULL,
    joined_seq INTEGER NOT NULL, -- reads what comes after it
    left_seq INTEGER, -- reads up to here; null while a member
    delivered_seq INTEGER NOT NULL,
    read_seq INTEGER NOT NULL,
    own_unread INTEGER NOT NULL DEFAULT 0, -- own messages after read_seq
    change_seq INTEGER NOT NULL,
    PRIMARY KEY (conversation_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX member_by_user ON member (user_id, left_seq);

CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    change_seq INTEGER NOT NULL,
    sender_id INTEGER NOT NULL,
    client_id TEXT, -- null: the sender did not name it
    fingerprint INTEGER NOT NULL, -- of what was first sent under client_id
    kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 5), -- text, image, video, audio, document, system
    body TEXT NOT NULL,
    media_url TEXT NOT NULL,
    media_thumbnail TEXT NOT NULL,
    media_size INTEGER NOT NULL,
    reply_to INTEGER, -- of the same conversation; may since have been erased
    created_at INTEGER NOT NULL, -- never before its predecessor's
    edited_at INTEGER,
    deleted_at INTEGER,
    UNIQUE (conversation_id, seq),
    UNIQUE (conversation_id, sender_id, client_id),
    FOREIGN KEY (conversation_id, sender_id) REFERENCES member (conversation_id, user_id)
) STRICT;

CREATE INDEX message_by_change ON message (conversation_id, change_seq);

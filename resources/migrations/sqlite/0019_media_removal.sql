-- SPDX-License-Identifier: GPL-3.0-or-later
-- What becomes of files that nobody needs, that are too old, or that there is no room for.

ALTER TABLE media ADD COLUMN removed_at INTEGER; -- null: its blob is there

ALTER TABLE media ADD COLUMN removal INTEGER CHECK (removal BETWEEN 0 AND 1); -- too old, no room

-- What an address calls last, without a query, is the name of a file if it is one of ours; its
-- thumbnail is called the same with "thumb_" before it.
ALTER TABLE message ADD COLUMN media_path TEXT GENERATED ALWAYS AS
    (replace(substr(media_url, 1, instr(media_url || '?', '?') - 1), '/thumb_', '/')) VIRTUAL;

ALTER TABLE message ADD COLUMN media_file TEXT GENERATED ALWAYS AS
    (replace(media_path, rtrim(media_path, replace(media_path, '/', '')), '')) VIRTUAL;

ALTER TABLE message ADD COLUMN thumbnail_path TEXT GENERATED ALWAYS AS
    (replace(substr(media_thumbnail, 1, instr(media_thumbnail || '?', '?') - 1), '/thumb_', '/'))
    VIRTUAL;

ALTER TABLE message ADD COLUMN thumbnail_file TEXT GENERATED ALWAYS AS
    (replace(thumbnail_path, rtrim(thumbnail_path, replace(thumbnail_path, '/', '')), '')) VIRTUAL;

ALTER TABLE account ADD COLUMN avatar_path TEXT GENERATED ALWAYS AS
    (replace(substr(avatar_url, 1, instr(avatar_url || '?', '?') - 1), '/thumb_', '/')) VIRTUAL;

ALTER TABLE account ADD COLUMN avatar_file TEXT GENERATED ALWAYS AS
    (replace(avatar_path, rtrim(avatar_path, replace(avatar_path, '/', '')), '')) VIRTUAL;

ALTER TABLE conversation ADD COLUMN avatar_path TEXT GENERATED ALWAYS AS
    (replace(substr(avatar_url, 1, instr(avatar_url || '?', '?') - 1), '/thumb_', '/')) VIRTUAL;

ALTER TABLE conversation ADD COLUMN avatar_file TEXT GENERATED ALWAYS AS
    (replace(avatar_path, rtrim(avatar_path, replace(avatar_path, '/', '')), '')) VIRTUAL;

DROP INDEX message_by_media;

CREATE INDEX message_by_media ON message (media_file) WHERE media_url <> '';

-- Of another file than the message's own.
CREATE INDEX message_by_thumbnail ON message (thumbnail_file)
WHERE media_thumbnail <> '' AND thumbnail_file <> media_file;

CREATE INDEX account_by_avatar ON account (avatar_file) WHERE avatar_url <> '';

CREATE INDEX conversation_by_avatar ON conversation (avatar_file) WHERE avatar_url <> '';

CREATE INDEX star_by_message ON star (message_id);

DROP INDEX media_by_sha256;

CREATE INDEX media_by_sha256 ON media (sha256, size) WHERE removed_at IS NULL;

CREATE INDEX media_by_age ON media (created_at, id);

-- Searches for what takes room and is needed no more.
CREATE TABLE sweep (
    number INTEGER PRIMARY KEY,
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2), -- under way, done, failed
    dry_run INTEGER NOT NULL CHECK (dry_run IN (0, 1)),
    rules TEXT NOT NULL, -- a JSON object: how long files are kept, and how much of them
    requested_by TEXT NOT NULL, -- as the audit log has it
    requested_at INTEGER NOT NULL,
    ended_at INTEGER,
    step TEXT NOT NULL, -- what it does at present
    step_done INTEGER NOT NULL, -- of that
    findings TEXT NOT NULL, -- a JSON object: how many of what
    problem TEXT NOT NULL -- why it failed
) STRICT;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- The name of a file is looked for at the end of an address only: the names of ours have some thirty
-- characters. Finding the last slash takes as many steps as the square of the length, and that again
-- with each change of the row: an address of 2,000 characters held up whoever wrote.

DROP INDEX message_by_media;

DROP INDEX message_by_thumbnail;

DROP INDEX account_by_avatar;

DROP INDEX conversation_by_avatar;

ALTER TABLE message DROP COLUMN media_file;

ALTER TABLE message DROP COLUMN media_path;

ALTER TABLE message DROP COLUMN thumbnail_file;

ALTER TABLE message DROP COLUMN thumbnail_path;

ALTER TABLE account DROP COLUMN avatar_file;

ALTER TABLE account DROP COLUMN avatar_path;

ALTER TABLE conversation DROP COLUMN avatar_file;

ALTER TABLE conversation DROP COLUMN avatar_path;

ALTER TABLE message ADD COLUMN media_path TEXT GENERATED ALWAYS AS
    (replace(substr(substr(media_url, 1, instr(media_url || '?', '?') - 1), -64), '/thumb_', '/'))
    VIRTUAL;

ALTER TABLE message ADD COLUMN media_file TEXT GENERATED ALWAYS AS
    (replace(media_path, rtrim(media_path, replace(media_path, '/', '')), '')) VIRTUAL;

ALTER TABLE message ADD COLUMN thumbnail_path TEXT GENERATED ALWAYS AS
    (replace(substr(substr(media_thumbnail, 1, instr(media_thumbnail || '?', '?') - 1), -64), '/thumb_', '/'))
    VIRTUAL;

ALTER TABLE message ADD COLUMN thumbnail_file TEXT GENERATED ALWAYS AS
    (replace(thumbnail_path, rtrim(thumbnail_path, replace(thumbnail_path, '/', '')), '')) VIRTUAL;

ALTER TABLE account ADD COLUMN avatar_path TEXT GENERATED ALWAYS AS
    (replace(substr(substr(avatar_url, 1, instr(avatar_url || '?', '?') - 1), -64), '/thumb_', '/'))
    VIRTUAL;

ALTER TABLE account ADD COLUMN avatar_file TEXT GENERATED ALWAYS AS
    (replace(avatar_path, rtrim(avatar_path, replace(avatar_path, '/', '')), '')) VIRTUAL;

ALTER TABLE conversation ADD COLUMN avatar_path TEXT GENERATED ALWAYS AS
    (replace(substr(substr(avatar_url, 1, instr(avatar_url || '?', '?') - 1), -64), '/thumb_', '/'))
    VIRTUAL;

ALTER TABLE conversation ADD COLUMN avatar_file TEXT GENERATED ALWAYS AS
    (replace(avatar_path, rtrim(avatar_path, replace(avatar_path, '/', '')), '')) VIRTUAL;

CREATE INDEX message_by_media ON message (media_file, conversation_id) WHERE media_url <> '';

-- Of another file than the message's own.
CREATE INDEX message_by_thumbnail ON message (thumbnail_file)
WHERE media_thumbnail <> '' AND thumbnail_file <> media_file;

CREATE INDEX account_by_avatar ON account (avatar_file) WHERE avatar_url <> '';

CREATE INDEX conversation_by_avatar ON conversation (avatar_file) WHERE avatar_url <> '';

-- SPDX-License-Identifier: GPL-3.0-or-later
-- What lists of groups and files are sorted by. What changes with every message has no
-- index: those few columns of all groups are sorted instead.

ALTER TABLE conversation ADD COLUMN member_count INTEGER NOT NULL DEFAULT 0; -- who is in it now

UPDATE conversation SET member_count = (
    SELECT count(*) FROM member
    WHERE member.conversation_id = conversation.id AND member.left_seq IS NULL);

CREATE TRIGGER member_counted AFTER INSERT ON member WHEN NEW.left_seq IS NULL
BEGIN
    UPDATE conversation SET member_count = member_count + 1 WHERE id = NEW.conversation_id;
END;

CREATE TRIGGER member_counted_again AFTER UPDATE OF left_seq ON member
WHEN (OLD.left_seq IS NULL) <> (NEW.left_seq IS NULL)
BEGIN
    UPDATE conversation SET member_count = member_count + iif(NEW.left_seq IS NULL, 1, -1)
    WHERE id = NEW.conversation_id;
END;

CREATE TRIGGER member_counted_no_more AFTER DELETE ON member WHEN OLD.left_seq IS NULL
BEGIN
    UPDATE conversation SET member_count = member_count - 1 WHERE id = OLD.conversation_id;
END;

CREATE INDEX group_by_title ON conversation (title COLLATE NOCASE, id) WHERE kind = 1;

CREATE INDEX group_by_members ON conversation (member_count, id) WHERE kind = 1;

CREATE INDEX media_by_size ON media (size, id);

CREATE INDEX media_by_name ON media (original_name COLLATE NOCASE, id);

-- SPDX-License-Identifier: GPL-3.0-or-later
-- When each account was last seen, and in which conversations a file was sent, without a look at the
-- rows themselves.

CREATE INDEX session_by_account_seen ON session (account_id, last_seen_at);

DROP INDEX message_by_media;

CREATE INDEX message_by_media ON message (media_file, conversation_id) WHERE media_url <> '';

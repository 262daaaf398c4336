-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who is named in a message, who has starred one, who wants to hear nothing, and in what language
-- somebody is written to.

-- The ids of those who are named, with a blank between them; null: nobody is.
ALTER TABLE message ADD COLUMN mentions TEXT;

-- What a line of the system says of those who are named: came, went; null: of others no line.
ALTER TABLE message ADD COLUMN membership INTEGER CHECK (membership IN (0, 1));

-- As in Accept-Language, e.g. "pt-BR"; empty: the account has not said.
ALTER TABLE account ADD COLUMN language TEXT NOT NULL DEFAULT '';

-- Until then nothing tells the member of new messages; null: everything does.
ALTER TABLE member ADD COLUMN muted_until INTEGER;

CREATE TABLE star (
    user_id INTEGER NOT NULL REFERENCES account (id),
    conversation_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, conversation_id, message_id)
) STRICT, WITHOUT ROWID;

-- Of messages that came while somebody was away: one for each conversation.
CREATE INDEX notification_of_messages ON notification (user_id, conversation_id)
WHERE kind = 5 AND read_at IS NULL;

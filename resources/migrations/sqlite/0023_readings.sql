-- SPDX-License-Identifier: GPL-3.0-or-later
-- When the two of a direct chat read what: each step of a reading cursor that the other may see.

CREATE TABLE reading (
    conversation_id INTEGER NOT NULL,
    after_seq INTEGER NOT NULL, -- read what comes after it
    through_seq INTEGER NOT NULL, -- up to here
    reader_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (conversation_id, through_seq, reader_id),
    FOREIGN KEY (conversation_id, reader_id)
        REFERENCES member (conversation_id, user_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

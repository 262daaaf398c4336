-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who may not use the server, and in which groups nobody may write.

CREATE TABLE suspension (
    account_id INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    suspended_at INTEGER NOT NULL,
    suspended_until INTEGER, -- over from then on; null: until somebody lifts it
    reason TEXT NOT NULL,
    suspended_by TEXT NOT NULL -- as the audit log has it
) STRICT;

-- Lists of accounts by name.
CREATE INDEX account_by_name ON account (search_name, id);

-- Since then a group can be read and not written in; null: it can be.
ALTER TABLE conversation ADD COLUMN frozen_at INTEGER;

-- Groups are few among all conversations.
CREATE INDEX conversation_of_groups ON conversation (id) WHERE kind = 1;

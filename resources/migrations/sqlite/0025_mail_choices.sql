-- SPDX-License-Identifier: GPL-3.0-or-later
-- Mails of what happens while somebody is not here: who wants which, and when who is written to.

-- Who has no row wants them all.
CREATE TABLE mail_choice (
    account_id INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    friend_requests INTEGER NOT NULL CHECK (friend_requests IN (0, 1)),
    while_away INTEGER NOT NULL CHECK (while_away IN (0, 1))
) STRICT;

-- Who has missed messages.
CREATE TABLE absence (
    account_id INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    due_at INTEGER NOT NULL, -- when it is looked at whether to tell them
    mailed_at INTEGER -- null: they were never told
) STRICT;

CREATE INDEX absence_by_due ON absence (due_at);

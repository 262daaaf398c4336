-- SPDX-License-Identifier: GPL-3.0-or-later
-- What people reported to those who run the server, and what became of it.

CREATE TABLE report (
    id INTEGER PRIMARY KEY,
    reporter_id INTEGER NOT NULL REFERENCES account (id),
    kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 2), -- message, user, group
    subject_id INTEGER NOT NULL, -- that message, account or conversation
    about_id INTEGER NOT NULL REFERENCES account (id), -- who wrote, is or owns it
    conversation_id INTEGER REFERENCES conversation (id), -- where a message was; null for a user
    reason TEXT NOT NULL,
    text TEXT NOT NULL, -- in the words of who reported
    evidence TEXT NOT NULL, -- a JSON object: what the subject was like then
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3), -- open, in progress, resolved, dismissed
    assignee TEXT NOT NULL, -- as the audit log has it; empty: nobody
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- The same thing reported again by the same person is the same report, until that is settled.
CREATE UNIQUE INDEX report_unsettled ON report (reporter_id, kind, subject_id) WHERE state < 2;

CREATE INDEX report_by_reporter ON report (reporter_id, id);

CREATE INDEX report_by_about ON report (about_id, id);

CREATE TABLE report_note (
    number INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    author TEXT NOT NULL, -- as the audit log has it
    text TEXT NOT NULL
) STRICT;

CREATE INDEX report_note_by_report ON report_note (report_id, number);

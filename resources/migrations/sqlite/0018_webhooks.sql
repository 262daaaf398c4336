-- SPDX-License-Identifier: GPL-3.0-or-later
-- Which other programs are told of what happens, and what they were told.

CREATE TABLE webhook (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    events TEXT NOT NULL, -- names with a space between and around them
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2), -- on, off, given up
    failing_since INTEGER, -- null: the last delivery was taken
    secret BLOB NOT NULL, -- sealed, as is the next
    old_secret BLOB, -- signs, too, while a receiver changes to the new one
    old_secret_until INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE webhook_delivery (
    id INTEGER PRIMARY KEY,
    webhook_id INTEGER NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
    event TEXT NOT NULL,
    body TEXT NOT NULL, -- JSON, as it is sent
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2), -- pending, delivered, failed
    attempts INTEGER NOT NULL,
    status INTEGER NOT NULL, -- of HTTP, in the last answer; 0: none
    duration INTEGER NOT NULL, -- milliseconds of the last attempt
    answer TEXT NOT NULL, -- the first bytes of the last one
    problem TEXT NOT NULL, -- why the last attempt failed
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX webhook_delivery_by_webhook ON webhook_delivery (webhook_id, id);

CREATE INDEX webhook_delivery_by_time ON webhook_delivery (updated_at) WHERE state > 0;

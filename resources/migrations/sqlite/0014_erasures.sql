-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whose account is to be erased, and what became of it.

CREATE TABLE erasure (
    account_id INTEGER PRIMARY KEY REFERENCES account (id),
    requested_at INTEGER NOT NULL,
    requested_by TEXT NOT NULL, -- as the audit log has it
    due_at INTEGER NOT NULL, -- until then it can be cancelled
    messages INTEGER NOT NULL CHECK (messages IN (0, 1)), -- kept, removed
    begun_at INTEGER, -- null: nothing is erased yet
    erased_at INTEGER, -- null: not all is erased yet
    counts TEXT NOT NULL, -- a JSON object: how many of what are erased
    receipt TEXT NOT NULL -- a JWS; empty until all is erased
) STRICT;

-- Who still needs a file: it is called by the last part of an address, which may be a whole one.
CREATE INDEX message_by_media
ON message (replace(media_url, rtrim(media_url, replace(media_url, '/', '')), ''))
WHERE media_url <> '';

CREATE INDEX media_by_sha256 ON media (sha256);

CREATE INDEX media_by_thumbnail ON media (thumbnail_sha256) WHERE thumbnail_sha256 IS NOT NULL;

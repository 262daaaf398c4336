-- SPDX-License-Identifier: GPL-3.0-or-later
-- Uploaded files. The bytes are elsewhere, addressed by their SHA-256.

CREATE TABLE media (
    id INTEGER PRIMARY KEY,
    name BLOB NOT NULL UNIQUE, -- random: knowing it is the right to read it
    sha256 BLOB NOT NULL,
    size INTEGER NOT NULL,
    content_type BLOB NOT NULL,
    kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 5), -- as message.kind
    original_name TEXT NOT NULL,
    owner_id INTEGER NOT NULL REFERENCES account (id),
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    thumbnail_sha256 BLOB, -- null: it has none
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX media_by_owner ON media (owner_id, id);

// SPDX-License-Identifier: GPL-3.0-or-later
// The tables such servers usually have: a row per message and recipient for its status.
import Database from 'better-sqlite3';

export function open(file) {
    const db = new Database(file);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL'); // As durable as what it is compared with.
    db.pragma('foreign_keys = ON');
    db.exec(`
        CREATE TABLE IF NOT EXISTS users (
            id TEXT PRIMARY KEY, phone_number TEXT UNIQUE NOT NULL, display_name TEXT NOT NULL,
            avatar_url TEXT, status_text TEXT, created_at TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS conversations (
            id TEXT PRIMARY KEY, type TEXT NOT NULL, group_name TEXT, group_avatar TEXT,
            created_by TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS conversation_members (
            conversation_id TEXT NOT NULL REFERENCES conversations(id),
            user_id TEXT NOT NULL REFERENCES users(id), role TEXT NOT NULL, joined_at TEXT NOT NULL,
            PRIMARY KEY (conversation_id, user_id));
        CREATE INDEX IF NOT EXISTS member_user ON conversation_members (user_id);
        CREATE TABLE IF NOT EXISTS messages (
            id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL REFERENCES conversations(id),
            sender_id TEXT NOT NULL REFERENCES users(id), client_message_id TEXT,
            content_type TEXT NOT NULL, text_content TEXT, media_url TEXT, media_thumbnail TEXT,
            media_size INTEGER, reply_to TEXT, is_deleted INTEGER NOT NULL DEFAULT 0, created_at TEXT NOT NULL,
            UNIQUE (conversation_id, sender_id, client_message_id));
        CREATE INDEX IF NOT EXISTS message_time ON messages (conversation_id, created_at);
        CREATE TABLE IF NOT EXISTS message_status (
            message_id TEXT NOT NULL REFERENCES messages(id), user_id TEXT NOT NULL,
            status TEXT NOT NULL, updated_at TEXT NOT NULL, PRIMARY KEY (message_id, user_id));
        CREATE INDEX IF NOT EXISTS status_unread ON message_status (user_id) WHERE status != 'read';
    `);
    return db;
}

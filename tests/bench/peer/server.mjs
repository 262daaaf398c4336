// SPDX-License-Identifier: GPL-3.0-or-later
// node server.mjs PORT DATABASE JWKS-FILE: one process, synchronous SQLite, a transaction per
// message; statements prepared once and each event encoded once for all its recipients.
import { createPublicKey, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

import express from 'express';
import jwt from 'jsonwebtoken';
import { Server } from 'socket.io';

import { open } from './schema.mjs';

const [port, databaseFile, keyFile] = process.argv.slice(2);
const db = open(databaseFile);
const key = createPublicKey({ key: JSON.parse(readFileSync(keyFile, 'utf8')).keys[0], format: 'jwk' });
const verify = token => jwt.verify(token, key, { algorithms: ['RS256'] });

const isMember = db.prepare('SELECT 1 FROM conversation_members WHERE conversation_id = ? AND user_id = ?').pluck();
const members = db.prepare('SELECT user_id FROM conversation_members WHERE conversation_id = ?').pluck();
const known = db.prepare('SELECT * FROM messages WHERE conversation_id = ? AND sender_id = ? AND client_message_id = ?');
const user = db.prepare('SELECT * FROM users WHERE id = ?');
const addMessage = db.prepare(`INSERT INTO messages (id, conversation_id, sender_id, client_message_id, content_type,
    text_content, media_url, media_thumbnail, media_size, reply_to, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
const touch = db.prepare('UPDATE conversations SET updated_at = ? WHERE id = ?');
const addStatus = db.prepare("INSERT INTO message_status VALUES (?, ?, 'sent', ?)");

const store = db.transaction((sender, data) => {
    if (!isMember.get(data.conversationId, sender)) throw new Error('Not a member');
    const before = data.clientMessageId && known.get(data.conversationId, sender, data.clientMessageId);
    if (before) return { message: before, recipients: [] };
    const message = {
        id: randomUUID(), conversation_id: data.conversationId, sender_id: sender,
        client_message_id: data.clientMessageId ?? null, content_type: data.contentType ?? 'text',
        text_content: data.textContent ?? null, media_url: data.mediaUrl ?? null,
        media_thumbnail: data.mediaThumbnail ?? null, media_size: data.mediaSize ?? null,
        reply_to: data.replyTo ?? null, created_at: new Date().toISOString(),
    };
    addMessage.run(...Object.values(message));
    touch.run(message.created_at, message.conversation_id);
    const recipients = members.all(message.conversation_id).filter(id => id !== sender);
    for (const id of recipients) addStatus.run(message.id, id, message.created_at);
    return { message, recipients };
});

const app = express();
app.get('/health', (request, response) => response.json({ status: 'ok' }));
app.use('/api/v1', (request, response, next) => {
    try {
        request.user = verify(request.headers.authorization?.split(' ')[1]).sub;
        next();
    } catch {
        response.status(401).json({ error: 'Invalid token' });
    }
});

const conversations = db.prepare(`
    SELECT c.id, c.type, c.group_name, c.group_avatar, c.updated_at,
           m.text_content AS last_message_text, m.content_type AS last_message_type,
           m.created_at AS last_message_at, m.sender_id AS last_message_sender,
           (SELECT COUNT(*) FROM message_status s CROSS JOIN messages u ON u.id = s.message_id
            WHERE s.user_id = :user AND s.status != 'read' AND u.conversation_id = c.id) AS unread_count,
           o.id AS other_user_id, o.display_name AS other_user_name, o.avatar_url AS other_user_avatar,
           o.status_text AS other_user_status
    FROM conversation_members cm
    JOIN conversations c ON c.id = cm.conversation_id
    LEFT JOIN messages m ON m.id = (SELECT id FROM messages WHERE conversation_id = c.id ORDER BY created_at DESC LIMIT 1)
    LEFT JOIN conversation_members om ON c.type = 'direct' AND om.conversation_id = c.id AND om.user_id != :user
    LEFT JOIN users o ON o.id = om.user_id
    WHERE cm.user_id = :user ORDER BY c.updated_at DESC`);
app.get('/api/v1/chat/conversations', (request, response) =>
    response.json({ conversations: conversations.all({ user: request.user }) }));

const page = db.prepare(`
    SELECT m.id, m.conversation_id, m.sender_id, m.content_type, m.text_content, m.media_url, m.media_thumbnail,
           m.media_size, m.is_deleted, m.created_at, COALESCE(s.status, 'sent') AS delivery_status,
           u.display_name AS sender_name, u.avatar_url AS sender_avatar
    FROM messages m JOIN users u ON u.id = m.sender_id
    LEFT JOIN message_status s ON s.message_id = m.id AND s.user_id = :user
    WHERE m.conversation_id = :conversation AND m.created_at < :before
    ORDER BY m.created_at DESC LIMIT :limit`);
app.get('/api/v1/chat/conversations/:id/messages', (request, response) => {
    if (!isMember.get(request.params.id, request.user)) return response.status(404).json({ error: 'Not found' });
    return response.json({ messages: page.all({
        user: request.user, conversation: request.params.id, before: request.query.before ?? '9999',
        limit: Number(request.query.limit ?? 50),
    }) });
});

const http = createServer(app);
const io = new Server(http);
io.use((socket, next) => {
    try {
        socket.data.user = verify(socket.handshake.auth.token).sub;
        next();
    } catch {
        next(new Error('Invalid or expired token'));
    }
});
io.on('connection', socket => {
    const sender = socket.data.user;
    socket.join(`user:${sender}`);
    socket.on('message:send', (data, acknowledge) => {
        try {
            const { message, recipients } = store(sender, data);
            acknowledge({ success: true, message: {
                id: message.id, clientMessageId: message.client_message_id, conversationId: message.conversation_id,
                status: 'sent', createdAt: message.created_at,
            } });
            if (recipients.length === 0) return;
            const { display_name: senderName, avatar_url: senderAvatar } = user.get(sender);
            io.to(recipients.map(id => `user:${id}`)).emit('message:new', {
                id: message.id, conversationId: message.conversation_id, senderId: sender, senderName, senderAvatar,
                contentType: message.content_type, textContent: message.text_content, mediaUrl: message.media_url,
                mediaThumbnail: message.media_thumbnail, createdAt: message.created_at, replyTo: message.reply_to,
            });
        } catch (error) {
            acknowledge({ success: false, error: error.message });
        }
    });
});
http.listen(Number(port), '127.0.0.1');

// SPDX-License-Identifier: GPL-3.0-or-later
// Kills the server with SIGKILL under load, twenty times, and then looks for what it had promised:
// every acknowledged message once, no gap, the same answer to a repeated send, and what was acknowledged as read.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';

import { Client } from './client.mjs';
import { Server } from './server.mjs';
import { once, patience, until } from './waiting.mjs';

const kills = 20;
const inFlightEach = 4;

let server;
before(async () => { server = await Server.create(); });
after(() => server?.dispose());

const isConnected = socket => (socket.connected ? Promise.resolve() : once(socket, 'connect', 'a connection'));

/** Sends until told to stop; each message again and again, under its one name, until acknowledged. */
class Sender {
    acknowledged = new Map();
    repeats = 0;

    constructor(client, conversation) { Object.assign(this, { client, conversation }); }

    run(state) {
        this.state = state;
        return Promise.all(Array.from({ length: inFlightEach }, () => this.#loop()));
    }

    async #loop() {
        while (!this.state.isOver) await this.#send(randomUUID());
    }

    async #send(clientMessageId) {
        for (;;) {
            await isConnected(this.client.socket);
            const reply = await this.client.socket.timeout(5000)
                .emitWithAck('message:send', this.message(clientMessageId))
                .catch(() => null); // The server went; the reply is unknown.
            if (reply?.success) {
                this.acknowledged.set(clientMessageId, reply.message);
                this.state.count += 1;
                return;
            }
            assert.equal(reply, null, `refused: ${JSON.stringify(reply)}`);
            this.repeats += 1;
        }
    }

    message(clientMessageId) {
        return { conversationId: this.conversation, textContent: `text of ${clientMessageId}`, clientMessageId };
    }
}

/**
 * Keeps what it is sent and, whenever it is connected anew, asks for what changed since the places
 * that it was last told. It counts messages that those answers bring twice.
 */
class Recipient {
    kept = new Set();
    broughtTwice = 0;
    #synced = new Set();
    #cursors = {};
    #asked = Promise.resolve();

    constructor(client) {
        this.client = client;
        client.socket.on('message:new', message => this.kept.add(message.id));
        client.socket.on('connect', () => this.catchUp());
    }

    /** @return when all is there that was stored before. */
    catchUp() {
        this.#asked = this.#asked.then(() => this.#ask());
        return this.#asked;
    }

    async #ask() {
        for (let hasMore = true; hasMore;) {
            await isConnected(this.client.socket);
            const reply = await this.client.socket.timeout(5000)
                .emitWithAck('sync:request', { cursors: this.#cursors }).catch(() => null);
            if (!reply) continue; // The server went, and the answer with it.
            assert.equal(reply.success, true, JSON.stringify(reply));
            this.#take(reply);
            hasMore = reply.hasMore;
        }
    }

    #take({ messages, cursors }) {
        for (const { id } of messages) {
            if (this.#synced.has(id)) this.broughtTwice += 1;
            this.#synced.add(id);
            this.kept.add(id);
        }
        Object.assign(this.#cursors, cursors);
    }
}

/** Reads a conversation again and again, and knows how far it was told that it has. */
class Reader {
    acknowledged = 0;
    #seen = 0;

    constructor(client, conversation) {
        Object.assign(this, { client, conversation });
        client.socket.on('message:new', message => {
            if (message.conversationId === conversation) this.#seen = Math.max(this.#seen, message.seq);
        });
    }

    /** Until the server goes for the last time: nothing is read after that. */
    async run(state) {
        const { socket } = this.client;
        for (await isConnected(socket); !state.isGone; await isConnected(socket)) {
            const seen = this.#seen;
            const reply = await socket.timeout(5000)
                .emitWithAck('message:read', { conversationId: this.conversation }).catch(() => null);
            if (!reply) continue;
            assert.equal(reply.success, true, JSON.stringify(reply));
            this.acknowledged = seen;
        }
    }
}

async function killOnce(state, isLast) {
    const before = state.count;
    // Under load, not while clients come back.
    await until(() => state.count > before, 'another acknowledgement', { limit: 2 * patience, every: 1 });
    await delay(randomInt(0, 250));
    await server.kill();
    state.isGone = isLast;
    await server.start();
}

function query(sql) {
    const file = join(server.directory, 'data', 'linnet.db');
    return execFileSync('sqlite3', [file, sql], { encoding: 'utf8', maxBuffer: 1 << 28 }).trim();
}

/** The whole conversation as a member reads it, oldest first. */
async function history(client, conversation) {
    const rows = [];
    for (let cursor = ''; ;) {
        const reply = await client.get(`/api/v1/chat/conversations/${conversation}/messages?limit=200${cursor}`);
        assert.equal(reply.status, 200, reply.text);
        rows.push(...reply.body.messages);
        if (!reply.body.nextCursor) return rows.reverse();
        cursor = `&cursor=${encodeURIComponent(reply.body.nextCursor)}`;
    }
}

test('kill -9 under load, twenty times, loses and doubles nothing', { timeout: 540_000 }, async t => {
    const [alice, bob, carol] = await Promise.all([1, 2, 3].map(() => Client.signIn(server)));
    for (const each of [alice, bob, carol]) await each.connect({ transports: ['websocket'] });
    const group = await alice.post('/api/v1/groups', { groupName: 'load', memberIds: [bob.user.id, carol.user.id] });
    const direct = await alice.directChat(bob);
    const senders = [
        new Sender(alice, direct), new Sender(bob, direct),
        new Sender(alice, group.body.group.id), new Sender(carol, group.body.group.id),
    ];

    const recipient = new Recipient(bob);
    const reader = new Reader(bob, group.body.group.id);
    const state = { count: 0, isGone: false, isOver: false };
    const running = senders.map(each => each.run(state));
    const reading = reader.run(state);
    for (let i = 0; i < kills; i += 1) {
        const isLast = i === kills - 1;
        await Promise.race([killOnce(state, isLast), ...running.map(each => each.then(() => { throw new Error('a sender stopped'); }))]);
    }
    state.isOver = true;
    await Promise.all([...running, reading]);
    await recipient.catchUp();

    const repeats = senders.reduce((sum, each) => sum + each.repeats, 0);
    t.diagnostic(`${state.count} messages acknowledged, ${repeats} sent again after a kill`);
    assert.ok(repeats > 0, 'no message was in flight at any kill');

    for (const sender of senders)
        for (const [clientMessageId, message] of [...sender.acknowledged].slice(-50)) {
            const again = await sender.client.ask('message:send', sender.message(clientMessageId));
            assert.equal(again.success, true);
            assert.equal(again.message.id, message.id);
        }

    const stored = new Set();
    for (const [conversation, reader] of [[direct, bob], [group.body.group.id, alice]]) {
        const rows = await history(reader, conversation);
        const byId = new Map(rows.map(row => [row.id, row]));
        assert.equal(byId.size, rows.length, 'a message is shown twice');
        for (const sender of senders.filter(each => each.conversation === conversation))
            for (const [clientMessageId, message] of sender.acknowledged)
                assert.equal(byId.get(message.id)?.text_content, `text of ${clientMessageId}`);
        assert.equal(new Set(rows.map(row => row.text_content)).size, rows.length, 'a message is stored twice');
        assert.deepEqual(rows.map(row => row.seq), rows.map((_, i) => i + 1), 'a gap in seq');
        const heard = new Set(reader.all('message:new').filter(each => each.conversationId === conversation).map(each => each.id));
        for (const id of heard) assert.ok(byId.has(id), `delivered and not stored: ${id}`);
        for (const id of byId.keys()) stored.add(id);
    }
    assert.deepEqual([...stored].filter(id => !recipient.kept.has(id)), [], 'stored and never brought');
    assert.deepEqual([...recipient.kept].filter(id => !stored.has(id)), [], 'brought and not stored');
    assert.equal(recipient.broughtTwice, 0, 'brought twice to who asks from where it was');

    for (const each of [alice, bob, carol]) each.close();
    assert.equal((await server.stop()).code, 0);
    assert.equal(query('PRAGMA integrity_check'), 'ok');
    assert.equal(query('PRAGMA foreign_key_check'), '');
    assert.ok(reader.acknowledged > 0, 'nothing was read');
    const [read, delivered] = query(`SELECT read_seq, delivered_seq FROM member
        WHERE conversation_id = ${reader.conversation} AND user_id = ${bob.user.id}`).split('|').map(Number);
    assert.ok(read >= reader.acknowledged, `read up to ${read}, acknowledged up to ${reader.acknowledged}`);
    assert.ok(delivered >= read, `delivered up to ${delivered}, read up to ${read}`);
});

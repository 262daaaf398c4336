// SPDX-License-Identifier: GPL-3.0-or-later
// Asks the server to end while messages are under way: whoever's message it has stored has heard so.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';

import WebSocket from 'ws';

import { Client } from './client.mjs';
import { Server } from './server.mjs';
import { pace, until, within } from './waiting.mjs';

const rounds = 3;
const inFlightEach = 8;

let server;
before(async () => { server = await Server.create(); });
after(() => server?.dispose());

/** A client of the plain WebSocket endpoint, with the part of a Socket.IO client's that a sender needs. */
class PlainClient {
    #waiting = new Map();
    #next = 0;

    static async connect(person) {
        const client = new PlainClient();
        client.socket = new WebSocket(`${person.server.url.replace('http', 'ws')}/ws?token=${person.accessToken}`, 'linnet.v1');
        client.closed = new Promise(resolve => client.socket.addEventListener('close', resolve, { once: true }));
        await within(new Promise((resolve, reject) => {
            client.socket.addEventListener('message', event => client.#hear(JSON.parse(event.data), resolve));
            client.socket.addEventListener('error', reject, { once: true });
        }), 'ready');
        return client;
    }

    #hear(message, ready) {
        if (message.event === 'ready') ready();
        this.#waiting.get(message.id)?.(message.error ? { success: false, ...message.error } : message.data);
        this.#waiting.delete(message.id);
    }

    ask(event, data) {
        const id = String(this.#next += 1);
        return new Promise(resolve => {
            this.#waiting.set(id, resolve);
            this.socket.send(JSON.stringify({ id, event, data }));
        });
    }
}

async function connectSocketIo(person, transport) {
    await person.connect({ transports: [transport], reconnection: false });
    const { socket } = person;
    return {
        closed: new Promise(resolve => socket.once('disconnect', resolve)),
        ask: (event, data) => new Promise(resolve => socket.emit(event, data, resolve)),
    };
}

/** Sends until the socket is closed, or what it sends is refused. */
class Sender {
    answers = new Map();
    refusals = [];

    constructor(client, conversation) { Object.assign(this, { client, conversation }); }

    run() {
        this.client.closed.then(() => { this.isOver = true; });
        return Promise.all(Array.from({ length: inFlightEach }, () => this.#loop()));
    }

    async #loop() {
        while (!this.isOver) {
            const clientMessageId = randomUUID();
            const message = { conversationId: this.conversation, textContent: clientMessageId, clientMessageId };
            const reply = await Promise.race([this.client.ask('message:send', message), this.client.closed.then(() => null)]);
            if (reply?.success) this.answers.set(clientMessageId, reply.message);
            else if (reply) this.refusals.push(reply);
            if (!reply?.success) return;
        }
    }
}

async function stored(reader, conversation) {
    const texts = [];
    for (let cursor = ''; ;) {
        const reply = await reader.get(`/api/v1/chat/conversations/${conversation}/messages?limit=200${cursor}`);
        assert.equal(reply.status, 200, reply.text);
        texts.push(...reply.body.messages.map(row => row.text_content));
        if (!reply.body.nextCursor) return texts;
        cursor = `&cursor=${encodeURIComponent(reply.body.nextCursor)}`;
    }
}

async function drainUnderLoad(people, conversation) {
    const clients = await Promise.all([
        connectSocketIo(people[0], 'websocket'), connectSocketIo(people[1], 'polling'), PlainClient.connect(people[2]),
    ]);
    const senders = clients.map(each => new Sender(each, conversation));
    const running = senders.map(each => each.run());
    const heard = () => senders.map(each => each.answers.size);
    await until(heard, 'an answer to each sender', { isMeant: counts => counts.every(count => count > inFlightEach) });
    const slowness = await pace(server);
    const begun = Date.now();
    const { code } = await server.stop();
    assert.equal(code, 0);
    assert.ok(Date.now() - begun < 10_000 + slowness, 'it took too long');
    await within(Promise.all(running), 'the end of all senders');
    return senders;
}

test('SIGTERM leaves no stored message without its acknowledgement', { timeout: 120_000 }, async t => {
    const people = await Promise.all([1, 2, 3].map(() => Client.signIn(server)));
    const reply = await people[0].post('/api/v1/groups', { groupName: 'load', memberIds: people.slice(1).map(each => each.user.id) });
    const conversation = reply.body.group.id;
    const senders = [];
    for (let round = 0; round < rounds; round += 1) {
        senders.push(...await drainUnderLoad(people, conversation));
        await server.start();
    }
    const acknowledged = new Set(senders.flatMap(each => [...each.answers.keys()]));
    const texts = await stored(people[0], conversation);
    const unheard = texts.filter(each => !acknowledged.has(each));
    t.diagnostic(`${texts.length} messages stored, ${senders.flatMap(each => each.refusals).length} refused`);
    assert.deepEqual(unheard, []);
    assert.equal(new Set(texts).size, texts.length);
    assert.equal(texts.length, acknowledged.size);
    for (const refusal of senders.flatMap(each => each.refusals)) assert.match(JSON.stringify(refusal), /unavailable/);
});

// SPDX-License-Identifier: GPL-3.0-or-later
// Much at once, in long answers and in bursts: whoever reads what they are sent keeps their connection, and nobody else.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import WebSocket from 'ws';

import { Client } from './client.mjs';
import { Server } from './server.mjs';
import { once, until } from './waiting.mjs';

let server;
before(async () => { server = await Server.create(); });
after(() => server?.dispose());

const overWebSocket = { transports: ['websocket'], reconnection: false };

/** Three bytes a character. */
const long = (length, number) => `${number}`.padEnd(length, '\u4e2d');

/** Bob on a plain WebSocket, with what Client has of one: ask() and what was heard. */
class PlainClient {
    heard = [];

    static async connect(person) {
        const client = new PlainClient();
        client.socket = new WebSocket(`${person.server.url.replace('http', 'ws')}/ws`, ['linnet.v1'],
            { headers: { authorization: `Bearer ${person.accessToken}` } });
        client.socket.on('message', data => client.heard.push(JSON.parse(data)));
        await once(client.socket, 'open', 'a socket');
        return client;
    }

    async ask(event, data) {
        this.lastId = (this.lastId ?? 0) + 1;
        const id = this.lastId;
        this.socket.send(JSON.stringify({ id, event, data }));
        return (await until(() => this.heard.find(each => each.id === id), `the answer to ${event}`, { seen: () => this.heard.length })).data;
    }

    all(event) { return this.heard.filter(each => each.event === event).map(each => each.data); }
    close() { this.socket.close(); }
}

const ways = {
    'Socket.IO': async person => {
        const ends = [];
        await person.connect(overWebSocket);
        person.heard = [];
        person.socket.on('disconnect', reason => ends.push(reason));
        return { client: person, ends };
    },
    '/ws': async person => {
        const ends = [];
        const client = await PlainClient.connect(person);
        client.socket.on('close', code => ends.push(code));
        return { client, ends };
    },
};

/** Asks from where the answer before ended, until there is no more. */
async function catchUp(client, firstQuery, nextQuery) {
    const kept = new Map();
    let answers = 0;
    let query = firstQuery;
    for (let hasMore = true; hasMore; answers += 1) {
        const answer = await client.ask('sync:request', query);
        assert.equal(answer.success, true);
        for (const { id, text_content: text } of answer.messages) kept.set(id, text);
        query = nextQuery(answer, query);
        ({ hasMore } = answer);
    }
    return { kept, answers };
}

const byCursors = client => catchUp(client, { cursors: {} },
    (answer, query) => ({ cursors: { ...query.cursors, ...answer.cursors } }));
const byTime = client => catchUp(client, {}, answer => ({ lastSyncTimestamp: answer.messages.at(-1)?.created_at }));

describe('who was away for long', () => {
    let bob;
    const missed = new Map();

    before(async () => {
        const alice = await Client.signIn(server);
        bob = await Client.signIn(server);
        await alice.connect(overWebSocket);
        const group = await alice.post('/api/v1/groups', { groupName: 'busy', memberIds: [bob.user.id] });
        const chats = [await alice.directChat(bob), group.body.group.id];
        const send = async (chat, text) => {
            const sent = await alice.send(chat, text);
            assert.equal(sent.success, true, JSON.stringify(sent));
            missed.set(sent.message.id, text);
        };
        for (let i = 0; i < 12; i += 1) {
            await send(chats[i % 2], long(65_536, i));
            await Promise.all(Array.from({ length: 50 }, (_, j) => send(chats[j % 2], `ordinary ${i} ${j}`)));
        }
        alice.close();
    });

    for (const [name, connect] of Object.entries(ways))
        for (const [how, ask] of Object.entries({ cursors: byCursors, time: byTime }))
            test(`catches up by ${how} over one connection of ${name}`, async () => {
                const { client, ends } = await connect(bob);
                const { kept, answers } = await ask(client);
                for (const [id, text] of missed) assert.ok(kept.get(id) === text, `${id} is missing or another`);
                assert.ok(answers >= 12, `${answers} answers`); // None has two of the longest.
                assert.deepEqual(ends, []);
                client.close();
            });
});

for (const [name, connect] of Object.entries(ways))
    test(`who is here gets a burst of long texts over one connection of ${name}`, async () => {
        const alice = await Client.signIn(server);
        const bob = await Client.signIn(server);
        await alice.connect(overWebSocket);
        const conversation = await alice.directChat(bob);
        const { client, ends } = await connect(bob);
        const texts = Array.from({ length: 12 }, (_, i) => long(60_000, i));
        const sent = await Promise.all(texts.map(text => alice.send(conversation, text)));
        for (const each of sent) assert.equal(each.success, true, JSON.stringify(each));
        await until(() => client.all('message:new').length, 'all texts', { isMeant: count => count === texts.length });
        const heard = new Set(client.all('message:new').map(each => each.textContent));
        assert.ok(texts.every(text => heard.has(text)), 'other texts');
        await client.ask('sync:request', { lastSyncTimestamp: '9999-01-01T00:00:00.000Z' });
        assert.deepEqual(ends, []);
        client.close();
        alice.close();
    });

test('who takes nothing is let go, and holds up nobody', async () => {
    const alice = await Client.signIn(server);
    const bob = await Client.signIn(server);
    await alice.connect(overWebSocket);
    const conversation = await alice.directChat(bob);
    const { client } = await ways['/ws'](bob);
    client.socket.pause();
    const texts = Array.from({ length: 80 }, (_, i) => long(60_000, i)); // More than kernels keep, too.
    for (const text of texts) assert.equal((await alice.send(conversation, text)).success, true);
    await server.hasSocketsOf(bob.user.id, 0);
    client.socket.terminate();
    alice.close();
});

// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Client, pair, versions } from './client.mjs';
import { Server } from './server.mjs';
import { until, within } from './waiting.mjs';

let server;
// Dozens sign in, all from one address.
const settings = { socketio: { allowEio3: true }, otp: { addressPerHour: 200, addressPerDay: 200 } };
before(async () => { server = await Server.create({ settings }); });
after(() => server?.dispose());

async function exchange(options) {
    const { alice, bob, conversation } = await pair(server, options);
    const text = 'x'.repeat(50_000) + '\u00e4\u4e2d\u{1F426}';
    const sent = await alice.send(conversation, text);
    assert.equal(sent.success, true, JSON.stringify(sent));
    const received = await bob.hears('message:new', each => each.id === sent.message.id);
    assert.equal(received.textContent, text);
    return { alice, bob };
}

const upgraded = socket => until(() => socket.io.engine.transport.name, 'the upgrade', { isMeant: name => name === 'websocket' });

for (const version of versions)
    describe(`socket.io-client ${version}`, () => {
        for (const transport of ['polling', 'websocket'])
            test(`talks over ${transport}`, async () => {
                const { alice, bob } = await exchange({ version, transports: [transport] });
                assert.equal(alice.socket.io.engine.transport.name, transport);
                alice.close();
                bob.close();
            });

        test('is given the first subprotocol that it offers', async () => {
            const offer = { protocols: ['x', 'y'] };
            // The oldest takes what one transport is to do from its own options alone.
            const { alice, bob } = await exchange({ version, transports: ['websocket'], ...offer, transportOptions: { websocket: offer } });
            assert.equal(alice.socket.io.engine.transport.ws.protocol, 'x');
            alice.close();
            bob.close();
        });

        test('upgrades from polling to WebSocket and loses nothing', async () => {
            const { alice, bob, conversation } = await pair(server, { version });
            const texts = Array.from({ length: 100 }, (_, i) => `n${i}`);
            for (const text of texts) await alice.send(conversation, text);
            await Promise.all([upgraded(alice.socket), upgraded(bob.socket)]);
            await bob.hears('message:new', each => each.textContent === 'n99');
            assert.deepEqual(bob.all('message:new').map(each => each.textContent), texts);
            alice.close();
            bob.close();
        });
    });

for (const transport of ['polling', 'websocket'])
    test(`a client that knows no auth signs in by its query over ${transport}`, async () => {
        const alice = await Client.signIn(server);
        const bob = await Client.signIn(server);
        const stranger = await Client.signIn(server);
        const connect = (person, token) => person.connect({ version: '2.5', transports: [transport], extraHeaders: {}, query: { token } });
        await connect(alice, alice.accessToken);
        await connect(bob, bob.accessToken);
        await assert.rejects(connect(stranger, 'x'));
        const sent = await alice.send(await alice.directChat(bob), 'by query');
        await bob.hears('message:new', each => each.id === sent.message.id);
        assert(!server.log.includes(alice.accessToken));
        for (const person of [alice, bob, stranger]) person.close();
    });

test('a client that reconnects syncs what it missed', async () => {
    const { alice, bob, conversation } = await pair(server);
    const first = await alice.send(conversation, 'seen');
    await bob.hears('message:new', each => each.id === first.message.id);
    bob.close();
    const missed = [];
    for (let i = 0; i < 5; i += 1) missed.push((await alice.send(conversation, `missed ${i}`)).message.id);
    await bob.connect();
    const synced = await bob.ask('sync:request', { lastSyncTimestamp: first.message.createdAt });
    assert.equal(synced.success, true);
    assert.deepEqual(synced.messages.map(each => each.id), missed); // And none that it has.
    const [row] = synced.messages;
    assert.equal(row.conversation_id, conversation);
    assert.equal(row.conversationId, conversation);
    await alice.hears('message:status', each => each.messageId === missed.at(-1) && each.status === 'delivered');
    alice.close();
    bob.close();
});

test('a plain WebSocket speaks the same requests and events', async () => {
    const alice = await Client.signIn(server);
    const bob = await Client.signIn(server);
    await alice.connect();
    const conversation = await alice.directChat(bob);
    const { default: WebSocket } = await import('ws');
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws`, ['linnet.v1'],
        { headers: { authorization: `Bearer ${bob.accessToken}` } });
    const frames = [];
    socket.on('message', data => frames.push(JSON.parse(data)));
    await within(new Promise((resolve, reject) => { socket.once('open', resolve); socket.once('error', reject); }), 'a socket');
    assert.equal(socket.protocol, 'linnet.v1');
    const frame = test => until(() => frames.find(test), 'a frame', { seen: () => frames });
    const sent = await alice.send(conversation, 'over there');
    const event = await frame(each => each.event === 'message:new');
    assert.equal(event.data.id, sent.message.id);
    socket.send(JSON.stringify({ id: 7, event: 'message:send', data: { conversationId: conversation, textContent: 'and back' } }));
    await frame(each => each.id === 7);
    assert.equal((await alice.hears('message:new')).textContent, 'and back');
    socket.close();
    alice.close();
});

// SPDX-License-Identifier: GPL-3.0-or-later
// Event streams, read as a browser's EventSource reads them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';

import { EventSource } from 'eventsource';

import { Browser, freshEmail } from './browser.mjs';
import { Client } from './client.mjs';
import { Server } from './server.mjs';
import { once, soon, until, within } from './waiting.mjs';

let server;
before(async () => { server = await Server.create(); });
after(() => server?.dispose());

/** An open stream: its blocks as they come. */
class Stream {
    blocks = [];

    static async open(url, headers) {
        const stream = new Stream();
        stream.abort = new AbortController();
        stream.reply = await fetch(url, { headers, signal: stream.abort.signal });
        stream.ended = stream.#read();
        return stream;
    }

    async #read() {
        let text = '';
        try {
            for await (const piece of this.reply.body.pipeThrough(new TextDecoderStream())) {
                text += piece;
                const blocks = text.split('\n\n');
                text = blocks.pop();
                for (const block of blocks)
                    this.blocks.push(Object.fromEntries(block.split('\n').map(line => line.split(/: (.*)/s))));
            }
        } catch (error) {
            if (error.name !== 'AbortError') throw error;
        }
    }

    hears(test) { return until(() => this.blocks.find(test), 'a block', { seen: () => this.blocks }); }

    close() { this.abort.abort(); }
}

const bearer = client => ({ authorization: `Bearer ${client.accessToken}` });

test('a stream tells what a socket would be told', async () => {
    const [alice, bob] = [await Client.signIn(server), await Client.signIn(server)];
    const chat = await alice.directChat(bob);
    const stream = await Stream.open(`${server.url}/api/v1/events`, bearer(bob));
    assert.equal(stream.reply.status, 200);
    assert.equal(stream.reply.headers.get('content-type'), 'text/event-stream');
    await alice.connect();
    const sent = (await alice.send(chat, 'hello')).message;
    const heard = await stream.hears(block => block.event === 'message:new');
    assert.equal(JSON.parse(heard.data).id, sent.id);
    assert.ok(Number(heard.id) > 0);
    stream.close();
    await within(stream.ended, 'the end of a stream');

    await alice.send(chat, 'while away');
    const again = await Stream.open(`${server.url}/api/v1/events`, { ...bearer(bob), 'last-event-id': heard.id });
    await again.hears(block => block.event === 'message:new' && JSON.parse(block.data).textContent === 'while away');
    again.close();
    alice.close();
});

/** A browser's EventSource, closed after `t`, and all that it has heard, by name. */
function open(t, client, lastEventId) {
    let connections = 0;
    const source = new EventSource(`${server.url}/api/v1/events`, {
        fetch: (url, init) => {
            connections += 1;
            const headers = { ...init.headers, ...bearer(client) };
            if (connections === 1 && lastEventId) headers['Last-Event-ID'] = lastEventId;
            return fetch(url, { ...init, headers });
        },
    });
    t.after(() => source.close());
    const heard = [];
    for (const name of ['message:new', 'message:sent', 'message:status', 'group:members', 'conversation:updated',
        'notification:new', 'typing:start', 'user:presence', 'resync'])
        source.addEventListener(name, event => heard.push({ name, id: event.lastEventId, data: JSON.parse(event.data) }));
    const all = name => heard.filter(each => each.name === name).map(each => each.data);
    // It comes back after three seconds, and again after three.
    const hears = (name, test = () => true) =>
        until(() => heard.find(each => each.name === name && test(each.data)), name, { seen: () => heard, limit: 60_000 });
    return { source, heard, all, hears, connections: () => connections };
}

const opened = stream => once(stream.source, 'open');

test('a stream that comes back tells all that was missed, of every kind and in order', async t => {
    const [alice, bob, carol] = [await Client.signIn(server), await Client.signIn(server), await Client.signIn(server)];
    t.after(() => [alice, bob].forEach(each => each.close()));
    const chat = await alice.directChat(bob);
    const first = open(t, alice);
    await opened(first);
    for (const person of [alice, bob]) await person.connect();
    const sent = (await alice.send(chat, 'is it read?')).message;
    await bob.send(chat, 'not yet');
    const { id } = await first.hears('message:new');
    first.source.close();
    await delay(2100); // Longer ago than what is told twice.

    await bob.post(`/api/v1/chat/conversations/${chat}/read`);
    const group = (await bob.post('/api/v1/groups', { groupName: 'Late', memberIds: [alice.user.id] })).body.group;
    await bob.send(group.id, 'hello, all');
    await bob.post(`/api/v1/groups/${group.id}/members`, { memberIds: [carol.user.id] });
    bob.tell('typing:start', { conversationId: chat });
    await bob.ask('conversation:join', { conversationId: chat });

    const again = open(t, alice, id);
    const isRead = each => each.messageId === sent.id && each.status === 'read';
    await again.hears('message:status', isRead);
    await again.hears('message:new', each => each.textContent === 'hello, all');
    await again.hears('group:members', each => each.added.some(one => one.id === carol.user.id));
    const place = test => again.heard.findIndex(test);
    assert.ok(place(each => each.name === 'message:status' && isRead(each.data))
        < place(each => each.name === 'message:new' && each.data.textContent === 'hello, all'));
    assert.deepEqual(again.all('resync'), []);
    assert.deepEqual(again.all('typing:start'), []);
    const ids = again.heard.map(each => Number(each.id));
    assert.deepEqual(ids, [...ids].sort((one, other) => one - other));
});

test('a stream comes back by itself, and what is not remembered is to be listed again', async t => {
    const [alice, bob] = [await Client.signIn(server), await Client.signIn(server)];
    t.after(() => bob.close());
    const chat = await alice.directChat(bob);
    const stream = open(t, alice);
    await opened(stream);
    await bob.connect();
    await bob.send(chat, 'before');
    await stream.hears('message:new', each => each.textContent === 'before');
    await bob.close();
    await server.stop();
    await server.start();
    await stream.hears('resync', each => each.messages === false);
    assert.ok(stream.connections() > 1);
    await bob.connect();
    await bob.send(chat, 'after');
    await stream.hears('message:new', each => each.textContent === 'after');
    stream.source.close();

    const late = open(t, alice, String(Date.now() - 3600_000));
    await late.hears('resync', each => each.messages === false);
    assert.deepEqual(late.all('message:new').map(each => each.textContent), ['before', 'after']);
});

test('a stream ends with its session', async () => {
    const alice = await Client.signIn(server);
    const stream = await Stream.open(`${server.url}/api/v1/events?token=${alice.accessToken}`);
    assert.equal(stream.reply.status, 200);
    await stream.hears(() => true);
    assert.equal((await alice.post('/api/v1/auth/logout')).status, 200);
    await soon(stream.ended, server, 1000, 'the end of a stream');
    const late = await fetch(`${server.url}/api/v1/events`, { headers: bearer(alice) });
    assert.equal(late.status, 401);
});

test('nobody listens without a proof, and nobody posts', async () => {
    const none = await fetch(`${server.url}/api/v1/events`);
    assert.equal(none.status, 401);
    assert.equal((await none.json()).message, 'Authentication required');
    const bad = await fetch(`${server.url}/api/v1/events`, { headers: { authorization: 'Bearer x' } });
    assert.equal(bad.status, 401);
    const posted = await fetch(`${server.url}/api/v1/events`, { method: 'POST' });
    assert.equal(posted.status, 405);
    assert.equal(posted.headers.get('allow'), 'GET');
});

test('the name of somebody who was here a moment ago is no proof', async () => {
    const page = new Browser(server);
    const { body } = await page.post('/api/auth/signup', { fullName: 'Ada', email: freshEmail(), password: 'secret6' });
    assert.equal((await page.get('/api/auth/check')).status, 200);
    for (const path of ['/api/v1/events', '/api/v1/admin/events']) {
        const stream = await Stream.open(`${server.url}${path}?userId=${body._id}`, { 'last-event-id': '1' });
        stream.close();
        await stream.ended;
        assert.equal(stream.reply.status, 401, path);
    }
});

test('a server that goes down ends its streams', async () => {
    const alice = await Client.signIn(server);
    const stream = await Stream.open(`${server.url}/api/v1/events`, bearer(alice));
    await stream.hears(() => true);
    await server.stop();
    await within(stream.ended, 'the end of a stream');
});

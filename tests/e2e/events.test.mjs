// SPDX-License-Identifier: GPL-3.0-or-later
// Event streams, read as a browser's EventSource reads them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Client } from './client.mjs';
import { Server } from './server.mjs';

let server;
before(async () => { server = await Server.create(); });
after(() => server?.dispose());

/** An open stream: its blocks as they come. */
class Stream {
    blocks = [];
    #waiting = new Set();

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
                for (const look of [...this.#waiting]) look();
            }
        } catch (error) {
            if (error.name !== 'AbortError') throw error;
        }
    }

    hears(test, limit = 5000) {
        return new Promise((resolve, reject) => {
            const look = () => {
                const found = this.blocks.find(test);
                if (!found) return;
                clearTimeout(timer);
                this.#waiting.delete(look);
                resolve(found);
            };
            const timer = setTimeout(() => reject(new Error(`not heard: ${JSON.stringify(this.blocks)}`)), limit);
            this.#waiting.add(look);
            look();
        });
    }

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
    await stream.ended;

    await alice.send(chat, 'while away');
    const again = await Stream.open(`${server.url}/api/v1/events`, { ...bearer(bob), 'last-event-id': heard.id });
    await again.hears(block => block.event === 'message:new' && JSON.parse(block.data).textContent === 'while away');
    again.close();
    alice.close();
});

test('a stream ends with its session', async () => {
    const alice = await Client.signIn(server);
    const stream = await Stream.open(`${server.url}/api/v1/events?token=${alice.accessToken}`);
    assert.equal(stream.reply.status, 200);
    await stream.hears(() => true);
    const begun = Date.now();
    assert.equal((await alice.post('/api/v1/auth/logout')).status, 200);
    await stream.ended;
    assert.ok(Date.now() - begun < 1000);
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

test('a server that goes down ends its streams', async () => {
    const alice = await Client.signIn(server);
    const stream = await Stream.open(`${server.url}/api/v1/events`, bearer(alice));
    await stream.hears(() => true);
    await server.stop();
    await stream.ended;
});

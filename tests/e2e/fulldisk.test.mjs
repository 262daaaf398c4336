// SPDX-License-Identifier: GPL-3.0-or-later
// A disk that fills up under a server: the file system is a real one, and small.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Client, pair } from './client.mjs';
import { Server } from './server.mjs';

const size = 96 << 20; // A server with less than 64 MiB left says that it is not ready.
const block = Buffer.alloc(1 << 20, 'x');

// A file system that only the server and what it starts see; nobody need be root for it.
const ownFileSystem = directory => ['unshare', '--map-root-user', '--mount', 'sh', '-c',
    `mkdir -p "$0" && mount -t tmpfs -o size=${size},mode=0700 none "$0" && exec "$@"`, directory];

function isPossible() {
    const [program, ...words] = ownFileSystem('/tmp');
    try {
        execFileSync(program, [...words, 'true'], { stdio: 'ignore' });
        return true;
    } catch {
        return false;
    }
}
const options = isPossible() ? {} : { skip: 'this machine lets nobody mount a file system of their own' };

let server;
before(async () => {
    if (options.skip) return;
    server = await Server.prepare();
    server.within = ownFileSystem(server.dataDirectory);
    await server.start();
    await server.ready();
});
after(() => server?.dispose());

/** A file of the server's data directory, as seen from here. */
const inside = name => join(`/proc/${server.pid}/root`, server.dataDirectory, name);

async function fill() {
    const file = await open(inside('filler'), 'a');
    try {
        for (let chunk = block.length; chunk >= 1;) {
            try {
                await file.write(block, 0, chunk);
            } catch (error) {
                if (error.code !== 'ENOSPC') throw error;
                chunk >>= 1;
            }
        }
    } finally {
        await file.close();
    }
}

async function texts(client, conversation) {
    const reply = await client.get(`/api/v1/chat/conversations/${conversation}/messages?limit=200`);
    assert.equal(reply.status, 200, reply.text);
    return [...reply.body.messages].reverse();
}

/** Has ever less stored until there is no room for the least, which is less than a receipt. */
async function useUp(client, conversation) {
    const path = `/api/v1/chat/conversations/${conversation}/mute`;
    for (let isMuted = false; ; isMuted = !isMuted) {
        const reply = isMuted ? await client.delete(path) : await client.put(path, {});
        if (reply.status === 503) return;
        assert.equal(reply.status, 200, reply.text);
    }
}

/** What `client` is told of the conversation when it comes back and knows nothing. */
async function synchronised(client) {
    const rows = [];
    const cursors = {};
    for (let hasMore = true; hasMore;) {
        const reply = await client.ask('sync:request', { cursors });
        assert.equal(reply.success, true, JSON.stringify(reply));
        rows.push(...reply.messages);
        Object.assign(cursors, reply.cursors);
        hasMore = reply.hasMore;
    }
    return rows;
}

/** Sends until one is refused. @return its reply. */
async function sendUntilRefused(client, conversation, sent) {
    for (;;) {
        const text = `n${sent.length} ${'x'.repeat(1000)}`;
        const reply = await client.send(conversation, text);
        if (!reply.success) return reply;
        sent.push(text);
    }
}

test('a full disk refuses what it cannot keep, and goes on as soon as there is room', options, async t => {
    const { alice, bob, conversation } = await pair(server);
    t.after(() => [alice, bob].forEach(each => each.close()));
    const sent = [];
    for (const text of ['one', 'two']) {
        assert.equal((await alice.send(conversation, text)).success, true);
        sent.push(text);
    }

    await fill();
    const refused = await sendUntilRefused(alice, conversation, sent);
    assert.equal(refused.code, 'storage_full', JSON.stringify(refused));
    assert.match(refused.error, /no room/);
    const overHttp = await alice.put('/api/v1/users/me', { displayName: 'Nobody keeps this' });
    assert.deepEqual([overHttp.status, overHttp.body.error?.code ?? overHttp.body.code], [503, 'storage_full'], overHttp.text);
    const picture = new FormData();
    picture.append('file', new Blob([Buffer.alloc(4 << 20, 'y')], { type: 'text/plain' }), 'notes.txt');
    const upload = await alice.post('/api/v1/media/upload', picture);
    assert.equal(upload.status, 503, upload.text);

    const ready = await fetch(`${server.url}/readyz`);
    assert.equal(ready.status, 503);
    assert.match(await ready.text(), /Not ready: disk\./);

    // What was promised is there, for those who are signed in already.
    assert.deepEqual((await texts(bob, conversation)).map(each => each.text_content), sent);
    assert.equal((await bob.get('/api/v1/chat/conversations')).status, 200);
    await bob.hears('message:new', each => each.textContent === sent.at(-1));
    await useUp(alice, conversation);
    // Nor is anything kept from who cannot be noted to have got it.
    assert.deepEqual((await synchronised(bob)).map(each => each.text_content), sent);
    assert.deepEqual((await synchronised(alice)).map(each => each.text_content), sent);
    const statuses = (await texts(alice, conversation)).map(each => each.delivery_status);
    assert.equal(statuses.at(-1), 'sent', 'there was room for a receipt');

    await rm(inside('filler'));
    const again = await alice.send(conversation, 'there is room again');
    assert.equal(again.success, true, JSON.stringify(again));
    sent.push('there is room again');
    await bob.hears('message:new', each => each.textContent === 'there is room again');
    const rows = await texts(bob, conversation);
    assert.deepEqual(rows.map(each => each.text_content), sent);
    assert.deepEqual(rows.map(each => each.seq), rows.map((_, i) => i + 1), 'a gap in seq');
    assert.equal((await Client.signIn(server)).user.id.length > 0, true);
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200);

    const check = execFileSync('sqlite3', [inside('linnet.db'), 'PRAGMA integrity_check'], { encoding: 'utf8' });
    assert.equal(check.trim(), 'ok');
});

// SPDX-License-Identifier: GPL-3.0-or-later
// Kills the server with SIGKILL while it merges two accounts, and sees it go on: every message is
// there once, at the place where it was, and whoever writes meanwhile loses nothing.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';

import { Client } from './client.mjs';
import { Operator } from './operator.mjs';
import { Server } from './server.mjs';

const patience = 60_000;
const written = 2_000; // To each of two conversations.
const atOnce = 50;

let server;
let owner;
const cleanUps = [];
before(async () => {
    server = await Server.create();
    await server.ready();
    owner = await Operator.owner({ after: cleanUp => cleanUps.push(cleanUp) }, server);
});
after(async () => {
    for (const cleanUp of cleanUps) await cleanUp();
    await server?.dispose();
});

const query = sql => execFileSync('sqlite3', [join(server.dataDirectory, 'linnet.db'), '.timeout 5000', sql],
    { encoding: 'utf8' }).trim();

const progressOf = id => {
    const [state, steps] = query(`SELECT state, steps FROM merger_progress WHERE account_id = ${id}`).split('|');
    return { state: Number(state || -1), steps: Number(steps || 0) };
};

async function until(what, isSo) {
    for (const end = Date.now() + patience; Date.now() < end; await delay(2)) {
        if (await isSo()) return;
    }
    throw new Error(`not within ${patience} ms: ${what}`);
}

const isConnected = socket => socket.connected ? Promise.resolve()
    : new Promise(resolve => socket.once('connect', resolve));

/**
 * Stops the server at the first look at which the merger has done `least` steps. It is stopped for each look: how far
 * it is, stays so.
 * @return whether it is still to go on; if not, the server runs.
 */
async function holdAt(id, least) {
    for (const end = Date.now() + patience; Date.now() < end; await delay(5)) {
        server.signal('SIGSTOP');
        const { state, steps } = progressOf(id);
        if (state !== 2 && steps >= least) return true;
        server.signal('SIGCONT');
        if (state === 2) return false;
    }
    throw new Error(`not within ${patience} ms: step ${least}`);
}

/** Writes `count` texts, some at a time. @return them. */
async function write(client, conversationId, name, count) {
    const texts = Array.from({ length: count }, (_, i) => `${name} ${i}`);
    for (let i = 0; i < count; i += atOnce) {
        const replies = await Promise.all(texts.slice(i, i + atOnce)
            .map(textContent => client.ask('message:send', { conversationId, textContent })));
        for (const reply of replies) assert.equal(reply.success, true, JSON.stringify(reply));
    }
    return texts;
}

/** The whole conversation as a member reads it, oldest first. */
async function history(client, conversation) {
    const rows = [];
    for (let cursor = ''; ;) {
        const reply = await client.get(`/api/v1/chat/conversations/${conversation}/messages?limit=100${cursor}`);
        assert.equal(reply.status, 200, reply.text);
        rows.push(...reply.body.messages);
        if (!reply.body.nextCursor) return rows.reverse();
        cursor = `&cursor=${encodeURIComponent(reply.body.nextCursor)}`;
    }
}

test('a merger goes on where kill -9 ended it, and loses and doubles nothing', { timeout: 560_000 }, async t => {
    const [old, young, carol] = await Promise.all([1, 2, 3].map(() => Client.signIn(server)));
    t.after(() => { for (const each of [old, young, carol]) each.close(); });
    for (const each of [old, carol]) await each.connect({ transports: ['websocket'] });
    const direct = await old.directChat(carol);
    const made = await carol.post('/api/v1/groups', { groupName: 'all', memberIds: [old.user.id, young.user.id] });
    const group = made.body.group.id;
    const texts = {
        [direct]: await write(old, direct, 'direct', written),
        [group]: await write(old, group, 'group', written),
    };

    const { name } = JSON.parse((await owner.run(['user', 'show', old.user.id, '-o', 'ndjson'])).out);
    const merging = owner.start(['user', 'merge', old.user.id, young.user.id, `--confirm=${name}`, '-o', 'ndjson']);
    let kills = 0;
    for (const least of [2, 7, 14]) {
        if (!await holdAt(old.user.id, least)) break;
        await server.kill();
        kills += 1;
        assert.equal(query('PRAGMA integrity_check'), 'ok');
        assert.equal(query('PRAGMA foreign_key_check'), '');
        await server.start();
        await server.ready();
        await isConnected(carol.socket);
        const [text] = await write(carol, direct, `after kill ${kills}`, 1);
        texts[direct].push(text);
    }
    assert.ok(kills > 0, 'it was done before it could be killed');
    await merging.ended;
    await until('all is merged', () => progressOf(old.user.id).state === 2);

    for (const conversation of [direct, group]) {
        const rows = await history(carol, conversation);
        const said = rows.filter(row => /^(direct|group|after)/.test(row.text_content)); // Not who came.
        assert.deepEqual(said.map(row => row.text_content).sort(), [...texts[conversation]].sort());
        for (const row of said)
            assert.equal(row.sender_id, (row.text_content.startsWith('after') ? carol : young).user.id);
        assert.deepEqual(rows.map(row => row.seq), rows.map((_, i) => i + 1), 'a gap in seq');
        const seen = await history(young, conversation);
        assert.deepEqual(seen.map(row => row.id), rows.map(row => row.id));
    }
    const places = query(`SELECT count(*), max(seq), count(DISTINCT seq) FROM message WHERE conversation_id = ${direct}`);
    assert.equal(places, [1, 1, 1].map(() => written + kills).join('|'));
    assert.equal(query(`SELECT count(*) FROM message WHERE sender_id = ${old.user.id}`), '0');
    const shown = await owner.run(['user', 'show', old.user.id, '-o', 'ndjson']);
    assert.equal(JSON.parse(shown.out).state, 'merged');
    assert.equal((await old.get('/api/v1/users/me')).status, 401);
});

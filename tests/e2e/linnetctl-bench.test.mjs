// SPDX-License-Identifier: GPL-3.0-or-later
// linnetctl bench against a real server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Operator } from './operator.mjs';
import { Server } from './server.mjs';

let server;
let owner;
const cleanUps = [];
before(async () => {
    server = await Server.create();
    owner = await Operator.owner({ after: cleanUp => cleanUps.push(cleanUp) }, server);
});
after(async () => {
    for (const cleanUp of cleanUps) await cleanUp();
    await server?.dispose();
});

async function rows(...words) {
    const reply = await owner.run([...words, '-o', 'ndjson']);
    assert.equal(reply.code, 0, reply.err);
    return reply.out.trim().split('\n').filter(Boolean).map(line => JSON.parse(line));
}

const traces = async () => [await rows('audit', 'list', '--count'), await rows('session', 'list', '--count'), await rows('user', 'list', '--count')];

test('a server is measured, and nothing of it is left there', async () => {
    const before = await traces();
    const measured = await rows('bench', '--requests', '20', '--concurrency', '4');
    assert.deepEqual(measured.map(row => row.what),
        ['who asks', 'users', 'sessions', 'active sessions', 'active sessions, counted', 'groups', 'audit log']);
    for (const row of measured) {
        assert.equal(row.requests, 20);
        assert.ok(row.medianMs > 0 && row.medianMs <= row.p95Ms && row.p95Ms <= row.p99Ms && row.p99Ms <= row.maxMs, JSON.stringify(row));
    }
    assert.deepEqual(await traces(), before);
});

test('the machine itself is measured without an account', async () => {
    const reply = await owner.run([`--local=${server.dataDirectory}/operator.sock`, 'bench', '--requests', '3']);
    assert.equal(reply.code, 0, reply.err);
    assert.match(reply.out, /^WHAT +REQUESTS +MEDIAN MS/);
    assert.match(reply.out, /^who asks +3 /m);
});

test('who has no role is not told', async t => {
    const nobody = await Operator.create(t);
    await nobody.signIn(server);
    const reply = await nobody.run(['bench']);
    assert.equal(reply.code, 77);
    assert.equal(reply.out, '');
});

test('an interruption ends it', async () => {
    const running = owner.start([`--local=${server.dataDirectory}/operator.sock`, 'bench', '--requests', '300', '-o', 'ndjson']);
    await running.says(/who asks/);
    running.child.kill('SIGINT');
    assert.equal(await running.ended, 130);
    assert.match(running.err, /Interrupted/);
});

// SPDX-License-Identifier: GPL-3.0-or-later
// People whom a table names come to a server.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Client, freshPhone } from './client.mjs';
import { Operator } from './operator.mjs';
import { Server } from './server.mjs';

let folder;
let server;
let owner;
const cleanUps = [];
before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'linnet-import-'));
    server = await Server.create();
    await server.ready();
    owner = await Operator.owner({ after: cleanUp => cleanUps.push(cleanUp) }, server);
});
after(async () => {
    for (const cleanUp of cleanUps) await cleanUp();
    await server?.dispose();
    await rm(folder, { recursive: true, force: true });
});

async function table(lines) {
    const file = join(folder, 'people.csv');
    await writeFile(file, lines.join('\r\n'));
    return file;
}

async function count(filter) {
    const reply = await owner.run(['user', 'list', '--filter', filter, '--count', '-o', 'name']);
    assert.equal(reply.code, 0, reply.err);
    return Number(reply.out);
}

test('a table is tried first, and then made accounts of which people sign in to', async () => {
    const phone = freshPhone();
    const file = await table(['name;phone;email', `"Ånn; Smith";${phone};`, 'Bo;;bo@example.org']);
    const tried = await owner.run(['import', 'users', file]);
    assert.equal(tried.code, 0, tried.err);
    assert.match(tried.err, /^2 created\.\n.*nothing was changed/s);
    assert.equal(await count('email:bo@example.org'), 0);

    const made = await owner.run(['import', 'users', file, '--for-real', '--all', '-o', 'csv', '--fields', 'row,outcome,user.name']);
    assert.equal(made.code, 0, made.err);
    assert.equal(made.out, 'row,outcome,user.name\r\n2,created,"Ånn; Smith"\r\n3,created,Bo\r\n');
    const ann = await Client.signIn(server, phone);
    assert.equal((await ann.get('/api/v1/chat/conversations')).status, 200);

    const again = await owner.run(['import', 'users', file, '--for-real', '--on-conflict', 'skip']);
    assert.equal(again.code, 0, again.err);
    assert.equal(again.err, '2 skipped.\n');
});

test('what failed is written down, mended and imported', async () => {
    const [taken, free] = [freshPhone(), freshPhone()];
    await owner.run(['user', 'create', 'Holder', '--phone', taken]);
    const file = await table(['name,phone', `Cid,${taken}`, `Dee,${free}`, 'Eve,12']);
    const failedFile = join(folder, 'failed.csv');
    const first = await owner.run(['import', 'users', file, '--for-real', '--failed', failedFile]);
    assert.equal(first.code, 65, first.err);
    assert.equal(first.err, '1 created, 2 failed.\nlinnetctl: 2 rows failed.\n');
    assert.match(first.out, /phone is in use by another account/);
    assert.equal((await stat(failedFile)).mode & 0o777, 0o600);

    const failed = await readFile(failedFile, 'utf8');
    assert.equal(failed.split('\r\n').length, 4, failed);
    await writeFile(failedFile, failed.replace(taken, freshPhone()).replace('Eve,12', `Eve,${freshPhone()}`));
    const second = await owner.run(['import', 'users', failedFile, '--for-real']);
    assert.equal(second.code, 0, second.err);
    assert.equal(second.err, '2 created.\n');
});

test('a table comes in by a pipe', async () => {
    const reply = await owner.run(['import', 'users', '-', '--for-real'], { input: `name,phone\nFay,${freshPhone()}\n` });
    assert.equal(reply.code, 0, reply.err);
    assert.equal(reply.err, '1 created.\n');
});

test('many come in, and whoever may not make accounts makes none', async t => {
    const lines = Array.from({ length: 1000 }, (_, i) => `Person ${i},person${i}@many.example`);
    const file = await table(['name,email', ...lines]);
    const made = await owner.run(['import', 'users', file, '--for-real']);
    assert.equal(made.code, 0, made.err);
    assert.equal(await count('email:person999@many.example'), 1);

    const stranger = await Operator.create(t);
    await stranger.signIn(server);
    const refused = await stranger.run(['import', 'users', file]);
    assert.equal(refused.code, 77, refused.err);
});

test('a server that goes away is said, and how to go on', async t => {
    const other = await Server.create();
    t.after(() => other.dispose());
    await other.ready();
    const operator = await Operator.owner(t, other);
    const file = await table(['name,phone', `Gil,${freshPhone()}`]);
    await other.kill();
    const reply = await operator.run(['import', 'users', file, '--for-real']);
    assert.equal(reply.code, 69, reply.err);
    assert.match(reply.err, /To go on: --from-row 2 --on-conflict skip/);
});

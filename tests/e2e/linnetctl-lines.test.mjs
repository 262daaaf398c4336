// SPDX-License-Identifier: GPL-3.0-or-later
// All of a server goes into a file.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Client } from './client.mjs';
import { Operator } from './operator.mjs';
import { Server } from './server.mjs';

const crowd = 300; // Messages in one group: more than a page.

let folder;
let source;
let alice;
let bob;
let carol;
before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'linnet-lines-'));
    source = await Server.create();
    await source.ready();
    [alice, bob, carol] = [await Client.signIn(source), await Client.signIn(source), await Client.signIn(source)];
    for (const each of [alice, bob]) await each.connect();
});
after(async () => {
    for (const each of [alice, bob]) each?.close();
    await source?.dispose();
    await rm(folder, { recursive: true, force: true });
});

/** Runs linnetctl on the machine of `server`. */
async function local(t, server, words) {
    const operator = await Operator.create(t);
    return operator.run([`--local=${join(server.dataDirectory, 'operator.sock')}`, ...words]);
}

async function exported(t, server, name, more = []) {
    const file = join(folder, name);
    const reply = await local(t, server, ['export', 'all', file, ...more]);
    assert.equal(reply.code, 0, reply.err);
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n').map(line => JSON.parse(line));
    return { file, lines, of: type => lines.filter(each => each.type === type) };
}

async function group(name, members) {
    const reply = await alice.post('/api/v1/groups', { groupName: name, memberIds: members.map(each => each.user.id) });
    assert.ok(reply.status < 300, reply.text);
    return reply.body.group ?? reply.body;
}

test('what people wrote is in it only if an owner asks for it', async t => {
    const chat = await alice.directChat(bob);
    await alice.send(chat, 'between you and me');
    const team = await group('Team שלום', [bob, carol]);
    for (let i = 0; i < crowd; i += 1) await (i % 2 ? bob : alice).send(team.id, `line ${i}`);

    const metadata = await exported(t, source, 'metadata.ndjson');
    assert.equal((await stat(metadata.file)).mode & 0o777, 0o600);
    assert.equal(metadata.lines[0].content, false);
    assert.equal(metadata.of('message').length, 0);
    assert.equal(metadata.of('conversation').length, 2);
    assert.ok(!(await readFile(metadata.file, 'utf8')).includes('between you and me'));
    const trailer = metadata.lines.at(-1);
    assert.equal(trailer.counts.user, metadata.of('user').length);

    const content = await exported(t, source, 'content.ndjson', ['--content']);
    assert.ok(content.of('message').some(each => each.text === 'between you and me'));
    assert.deepEqual(content.of('message').filter(each => each.conversation === team.id).map(each => each.text),
        Array.from({ length: crowd }, (_, i) => `line ${i}`));
    const text = await readFile(content.file, 'utf8');
    for (const secret of [alice.accessToken, alice.refreshToken]) assert.ok(!text.includes(secret));
    const audit = await local(t, source, ['audit', 'list', '--filter', 'action:server.export', '-o', 'ndjson']);
    assert.deepEqual(audit.out.trimEnd().split('\n').map(line => JSON.parse(line).after.content), [true, false]);

    const admin = await Operator.create(t);
    await admin.signIn(source, carol.phone);
    const promoted = await local(t, source, ['user', 'set-role', carol.user.id, 'admin', '--yes']);
    assert.equal(promoted.code, 0, promoted.err);
    assert.equal((await admin.run(['export', 'all', join(folder, 'no.ndjson')])).code, 0);
    assert.equal((await admin.run(['export', 'all', join(folder, 'no.ndjson'), '--content'])).code, 77);
});

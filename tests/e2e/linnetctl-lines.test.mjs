// SPDX-License-Identifier: GPL-3.0-or-later
// All of a server goes into a file, and out of it into another server.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Client } from './client.mjs';
import { Operator } from './operator.mjs';
import { Server } from './server.mjs';
import { until } from './waiting.mjs';

const crowd = 300; // Messages in one group: more than are sent at once.

let folder;
let source;
let alice;
let bob;
let carol;
before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'linnet-lines-'));
    source = await Server.create();
    await source.ready();
    [alice, bob, carol] = await Promise.all([1, 2, 3].map(() => Client.signIn(source)));
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

async function empty(t) {
    const server = await Server.create();
    t.after(() => server.dispose());
    await server.ready();
    return server;
}

async function exported(t, server, name, more = []) {
    const file = join(folder, name);
    const reply = await local(t, server, ['export', 'all', file, ...more]);
    assert.equal(reply.code, 0, reply.err);
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n').map(line => JSON.parse(line));
    return { file, lines, of: type => lines.filter(each => each.type === type) };
}

async function imported(t, server, file, more = []) {
    return local(t, server, ['import', 'all', file, ...more]);
}

/** What is the same on every server that has the same people, groups and messages. */
function essence({ of }) {
    const phones = new Map(of('user').map(each => [each.id, each.phone]));
    const texts = new Map(of('message').map(each => [each.id, each.text]));
    const people = of('user').map(({ name, phone, email, emailVerified, role, state }) =>
        ({ name, phone, email, emailVerified, role, state }));
    const chats = of('conversation').map(chat => ({
        title: chat.title,
        kind: chat.kind,
        bio: chat.bio,
        frozen: chat.frozen,
        createdAt: chat.createdAt,
        members: of('member').filter(each => each.conversation === chat.id)
            .map(each => `${phones.get(each.user)} ${chat.kind === 'group' ? each.role : ''} ${each.leftSeq === null}`).sort(),
        messages: of('message').filter(each => each.conversation === chat.id && each.kind !== 'system' && each.deletedAt === null)
            .map(each => `${phones.get(each.sender)} ${each.sentAt} ${each.text} @${each.mentions.map(user => phones.get(user))} >${texts.get(each.replyTo)}`),
    }));
    const byText = (a, b) => JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
    return { people: people.sort(byText), chats: chats.sort(byText) };
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
    const { message } = await bob.send(team.id, 'Who is it?');
    const answer = await alice.send(team.id, 'You are', { replyTo: message.id, mentions: [bob.user.id] });
    assert.ok(answer.success, JSON.stringify(answer));

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

test('another server then has the same people, groups and messages', async t => {
    const before = await exported(t, source, 'before.ndjson', ['--content']);
    const target = await empty(t);
    const tried = await imported(t, target, before.file);
    assert.equal(tried.code, 0, tried.err);
    assert.match(tried.err, /nothing was changed/);
    assert.equal((await exported(t, target, 'untouched.ndjson')).of('user').length, 0);

    const made = await imported(t, target, before.file, ['--for-real', '--failed', join(folder, 'failed.ndjson')]);
    assert.equal(made.code, 0, made.err + made.out);
    assert.equal(await readFile(join(folder, 'failed.ndjson'), 'utf8'), '');
    const there = await exported(t, target, 'there.ndjson', ['--content']);
    assert.deepEqual(essence(there), essence(before));

    const again = await imported(t, target, before.file, ['--for-real', '--on-conflict', 'skip']);
    assert.equal(again.code, 0, again.err);
    assert.match(again.err, new RegExp(`messages: ${crowd + 3} unchanged`));
    assert.deepEqual(essence(await exported(t, target, 'again.ndjson', ['--content'])), essence(before));

    const back = await Client.signIn(target, bob.phone);
    await back.connect();
    t.after(() => back.close());
    const chats = (await back.get('/api/v1/chat/conversations')).body.conversations;
    assert.equal(chats.length, 2);
    const team = there.of('conversation').find(each => each.kind === 'group');
    const said = await back.send(team.id, 'still here');
    assert.ok(said.success, JSON.stringify(said));
});

test('an import that the server does not survive goes on', async t => {
    const before = await exported(t, source, 'kill.ndjson', ['--content']);
    const target = await empty(t);
    const operator = await Operator.create(t);
    const words = [`--local=${join(target.dataDirectory, 'operator.sock')}`, 'import', 'all', before.file, '--for-real'];
    const running = operator.start(words);
    await until(() => target.status(), 'the first accounts', { isMeant: status => status.accounts > 0 });
    await target.kill();
    const code = await running.ended;
    await target.start();
    await target.ready();
    if (code === 0) t.diagnostic('It was over before the server was.');
    else assert.match(running.err, /To go on: --from-line \d+ --on-conflict skip/);

    const again = await imported(t, target, before.file, ['--for-real', '--on-conflict', 'skip']);
    assert.equal(again.code, 0, again.err);
    assert.deepEqual(essence(await exported(t, target, 'survived.ndjson', ['--content'])), essence(before));
});

test('a file that is not whole, or of something else, changes nothing', async t => {
    const whole = await exported(t, source, 'whole.ndjson');
    const target = await empty(t);
    const text = await readFile(whole.file, 'utf8');
    const spoilt = join(folder, 'spoilt.ndjson');
    for (const wrong of [text.slice(0, text.length / 2), text.split('\n').slice(0, -2).join('\n') + '\n', '{}\n', '', 'name,phone\n']) {
        await writeFile(spoilt, wrong);
        const reply = await imported(t, target, spoilt, ['--for-real']);
        assert.equal(reply.code, 65, reply.err);
    }
    assert.equal((await imported(t, target, join(folder, 'nowhere'), ['--for-real'])).code, 66);
    assert.equal((await exported(t, target, 'nothing.ndjson')).of('user').length, 0);
});

test('lists are lines and tables that the server streams', async t => {
    for (const words of [['report', 'list'], ['webhook', 'list'], ['storage', 'sweeps'], ['setting', 'history'], ['job', 'list']]) {
        const lines = await local(t, source, [...words, '-o', 'ndjson']);
        assert.equal(lines.code, 0, lines.err);
    }
    for (const path of ['reports', 'webhooks', 'storage/sweeps', 'settings/history', 'jobs', 'users', 'groups']) {
        const reply = await carol.get(`/api/v1/admin/${path}/export?format=csv`);
        assert.equal(reply.status, 200, path);
        assert.match(reply.headers.get('content-type'), /^text\/csv/);
        assert.match(reply.text, /^[a-z]+,.*\r\n/i, path);
    }
});

test('files go along where they are asked for', async t => {
    // One red pixel.
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC', 'base64');
    const form = new FormData();
    form.append('file', new Blob([png], { type: 'image/png' }), 'red.png');
    const { mediaUrl } = (await alice.post('/api/v1/media/upload', form)).body;
    const team = await group('Pictures', [bob]);
    const sent = await alice.send(team.id, 'look', { contentType: 'image', mediaUrl });
    assert.ok(sent.success, JSON.stringify(sent));

    const owner = await Operator.create(t);
    await owner.signIn(source, alice.phone);
    const promoted = await local(t, source, ['user', 'set-role', alice.user.id, 'owner', '--yes']);
    assert.equal(promoted.code, 0, promoted.err);
    const [file, files] = [join(folder, 'pictures.ndjson'), join(folder, 'pictures')];
    const saved = await owner.run(['export', 'all', file, '--content', '--files', files]);
    assert.equal(saved.code, 0, saved.err);
    assert.equal((await stat(files)).mode & 0o777, 0o700);

    const target = await empty(t);
    const made = await imported(t, target, file, ['--for-real', '--files', files]);
    assert.equal(made.code, 0, made.err + made.out);
    const there = await exported(t, target, 'pictures-there.ndjson', ['--content']);
    const picture = there.of('message').find(each => each.kind === 'image');
    assert.equal(picture.text, 'look');
    const [own, theirs] = await Promise.all([source.url + mediaUrl, target.url + picture.file]
        .map(async url => Buffer.from(await (await fetch(url)).arrayBuffer())));
    assert.ok(own.length > 0 && own.equals(theirs));

    const again = await imported(t, target, file, ['--for-real', '--files', files, '--on-conflict', 'skip']);
    assert.equal(again.code, 0, again.err);
    assert.equal((await exported(t, target, 'pictures-again.ndjson')).of('file').length, 1);
});

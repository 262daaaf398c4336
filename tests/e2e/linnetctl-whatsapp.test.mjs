// SPDX-License-Identifier: GPL-3.0-or-later
// A chat that WhatsApp exported comes into a group, where people read it as if it had always been there.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Client, caughtUp } from './client.mjs';
import { Operator } from './operator.mjs';
import { Server } from './server.mjs';
import { until } from './waiting.mjs';

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC', 'base64');

let folder;
let server;
let owner;
let alice;
let bob;
const cleanUps = [];
before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'linnet-whatsapp-'));
    server = await Server.create();
    await server.ready();
    owner = await Operator.owner({ after: cleanUp => cleanUps.push(cleanUp) }, server);
    alice = await Client.signIn(server);
    bob = await Client.signIn(server);
    await alice.connect();
    await bob.connect();
});
after(async () => {
    alice?.close();
    bob?.close();
    for (const cleanUp of cleanUps) await cleanUp();
    await server?.dispose();
    await rm(folder, { recursive: true, force: true });
});

async function file(name, content) {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
}

/** Packs `files`, by name, as WhatsApp does. */
async function zip(name, files) {
    const source = await mkdtemp(join(folder, 'zip-'));
    for (const [each, content] of Object.entries(files)) await writeFile(join(source, each), content);
    const path = join(folder, name);
    execFileSync('python3', ['-m', 'zipfile', '-c', path, ...Object.keys(files).map(each => join(source, each))]);
    return path;
}

const people = () => ['--map', `Alice A.=${alice.phone}`, '--map', `Bob=${bob.phone}`];
const whatsapp = (path, ...more) => owner.run(['import', 'whatsapp', path, '-o', 'ndjson', ...more]);
const newGroup = title => ['--new-group', title, '--owner', alice.phone];

/** What the import says, which has to succeed. */
async function said(running) {
    const reply = await running;
    assert.equal(reply.code, 0, reply.err);
    return JSON.parse(reply.out);
}

/** All that `client` reads in the conversation, oldest first. */
async function history(client, conversation) {
    const rows = [];
    for (let cursor = ''; ;) {
        const reply = await client.get(`/api/v1/chat/conversations/${conversation}/messages?limit=200${cursor}`);
        assert.equal(reply.status, 200, reply.text);
        rows.push(...reply.body.messages);
        if (!reply.body.nextCursor) return rows.reverse();
        cursor = `&cursor=${encodeURIComponent(reply.body.nextCursor)}`;
    }
}

async function listed(client, title) {
    const reply = await client.get('/api/v1/chat/conversations');
    return reply.body.conversations.find(each => each.group_name === title);
}

const chat = [
    '12/31/21, 9:04\u202fPM - Messages and calls are end-to-end encrypted.',
    '12/31/21, 9:05\u202fPM - Alice A.: Happy new year',
    'to you: all 🎉',
    '12/31/21, 9:05\u202fPM - Bob: \u200fשנה טובה',
    '1/1/22, 12:30\u202fAM - Bob: <Media omitted>',
].join('\n');

test('a text is looked at first, and then read by its people', async () => {
    const path = await file('WhatsApp Chat with Bob.txt', chat);
    const tried = await said(whatsapp(path, ...newGroup('Tried'), ...people()));
    assert.equal(tried.format, 'Android');
    assert.equal(tried.dateOrder, 'mdy');
    assert.deepEqual(tried.people, { 'Alice A.': 1, Bob: 2 });
    assert.equal(tried.systemLines, 1);
    assert.equal(tried.conversationId, null);

    const made = await said(whatsapp(path, ...newGroup('Old Times'), ...people(), '--time-zone', 'Europe/Berlin', '--for-real'));
    assert.equal(made.stored, 3);
    const messages = await history(bob, made.conversationId);
    assert.deepEqual(messages.map(each => [each.seq, each.sender_id, each.text_content, each.created_at]), [
        [1, alice.user.id, 'Happy new year\nto you: all 🎉', '2021-12-31T20:05:00.000Z'],
        [2, bob.user.id, 'שנה טובה', '2021-12-31T20:05:00.001Z'],
        [3, bob.user.id, '<Media omitted>', '2021-12-31T23:30:00.000Z'],
    ]);
    assert.equal((await listed(bob, 'Old Times')).unread_count, 0);

    const sent = await bob.send(made.conversationId, 'Still here?');
    assert.equal(sent.message.seq, 4, JSON.stringify(sent));
    assert.equal((await listed(alice, 'Old Times')).unread_count, 1);
});

test('a zip comes with its pictures, and a second time with nothing', async () => {
    const path = await zip('chat.zip', {
        '_chat.txt': [
            '\u200e[31/12/2021, 21:05:12] Alice A.: \u200e<attached: 00000001-PHOTO.png>',
            '[31/12/2021, 21:05:13] Bob: nice',
            '\u200e[31/12/2021, 21:05:14] Bob: \u200e<attached: 00000002-STICKER.exe>',
            '\u200e[31/12/2021, 21:05:15] Bob: \u200e<attached: 00000003-PHOTO.png>',
        ].join('\r\n'),
        '00000001-PHOTO.png': png,
        '00000002-STICKER.exe': Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0]),
    });
    const made = await said(whatsapp(path, ...newGroup('Pictures'), ...people(), '--for-real'));
    assert.deepEqual([made.format, made.stored, made.filesFound, made.filesMissing, made.filesRefused], ['iOS', 4, 2, 1, 1]);
    const [picture, , refused] = await history(bob, made.conversationId);
    assert.equal(picture.content_type, 'image');
    const shown = await fetch(new URL(picture.media_url, server.url));
    assert.equal(shown.status, 200);
    assert.equal(shown.headers.get('content-type'), 'image/png');
    assert.equal(refused.text_content, '<attached: 00000002-STICKER.exe>');

    const again = await said(whatsapp(path, '--into', made.conversationId, ...people(), '--for-real'));
    assert.deepEqual([again.stored, again.there, again.filesRefused], [0, 4, 0]);
    assert.equal((await history(bob, made.conversationId)).length, 4);
    const entries = await owner.run(['audit', 'list', '--filter', `target:group:${made.conversationId}`, '-o', 'ndjson']);
    assert.equal(entries.code, 0, entries.err);
    assert.match(entries.out, /history\.import/);
    assert.doesNotMatch(entries.out, /nice/);
});

test('who has the group open hears that it has changed', async t => {
    const [first, second] = [chat, `${chat}\n1/2/22, 8:00\u202fAM - Bob: later`];
    const made = await said(whatsapp(await file('first.txt', first), ...newGroup('Open'), ...people(), '--for-real'));
    const carol = await (await Client.signIn(server)).connect();
    t.after(() => carol.close());
    await caughtUp(carol, bob);
    bob.heard = [];
    const more = await said(whatsapp(await file('second.txt', second), '--into', made.conversationId, ...people(), '--for-real'));
    assert.deepEqual([more.stored, more.there], [1, 3]);
    await bob.hears('conversation:updated', ({ conversation }) => conversation.id === made.conversationId);
    assert.equal((await history(bob, made.conversationId)).at(-1).text_content, 'later');
});

test('what cannot be told is asked for', async () => {
    const path = await file('chat.txt', chat);
    const unknown = await whatsapp(path, ...newGroup('X'), '--map', `Bob=${bob.phone}`);
    assert.equal(unknown.code, 65);
    assert.match(unknown.err, /"Alice A\."/);
    const nobody = await whatsapp(path, ...newGroup('X'), ...people(), '--map', 'Bob=nobody');
    assert.equal(nobody.code, 66);

    const either = await file('either.txt', '1/2/21, 9:05 PM - Bob: x');
    const ambiguous = await whatsapp(either, ...newGroup('X'), '--map', `Bob=${bob.phone}`);
    assert.equal(ambiguous.code, 65);
    assert.match(ambiguous.err, /--date-order/);
    const told = await said(whatsapp(either, ...newGroup('X'), '--map', `Bob=${bob.phone}`, '--date-order', 'dmy'));
    assert.equal(told.from, '2021-02-01T21:05:00.000Z');
});

test('history does not come after what is newer', async () => {
    const conversation = await alice.directChat(bob);
    await alice.send(conversation, 'now');
    const refused = await whatsapp(await file('chat.txt', chat), '--into', conversation, ...people(), '--for-real');
    assert.equal(refused.code, 73, refused.err);
    assert.match(refused.err, /new group/);
    assert.equal((await history(alice, conversation)).length, 1);
});

test('who may not write for others imports nothing', async t => {
    const moderator = await Operator.create(t);
    const person = await Client.signIn(server);
    t.after(() => person.close());
    await moderator.signIn(server, person.phone);
    assert.equal((await owner.run(['user', 'set-role', person.user.id, 'moderator', '--yes'])).code, 0);
    const reply = await moderator.run(['import', 'whatsapp', await file('chat.txt', chat), ...newGroup('X'), ...people()]);
    assert.equal(reply.code, 77, reply.err);
});

test('an import that the server did not live through goes on where it was', async () => {
    const count = 6000;
    const lines = Array.from({ length: count }, (_, i) => {
        const minute = new Date(Date.UTC(2021, 0, 13) + i * 60_000).toISOString();
        return `${minute.slice(0, 10)}, ${minute.slice(11, 16)} - ${i % 2 ? 'Bob' : 'Alice A.'}: message ${i}`;
    });
    const path = await file('long.txt', lines.join('\n'));
    const running = owner.start(['import', 'whatsapp', path, ...newGroup('Long'), ...people(), '--for-real']);
    const look = async () => {
        const group = await listed(alice, 'Long');
        if (!group) return null;
        const { messages: [newest] } = (await alice.get(`/api/v1/chat/conversations/${group.id}/messages?limit=1`)).body;
        assert.equal(running.child.exitCode, null, running.err);
        return { group, stored: newest?.seq ?? 0 };
    };
    const { group } = await until(look, 'the first of the messages', { isMeant: seen => seen?.stored >= 600, every: 1 });
    await server.kill();
    assert.notEqual(await running.ended, 0);
    const [, id] = /To go on: --into (\d+)/.exec(running.err);
    assert.match(running.err, new RegExp(`linnetctl group unfreeze ${id}`));
    assert.equal(id, group.id);
    await server.start();
    await server.ready();

    const rest = await said(whatsapp(path, '--into', id, ...people(), '--for-real'));
    assert.equal(rest.stored + rest.there, count);
    assert.ok(rest.there >= 600, `${rest.there}`);
    const messages = await history(bob, id);
    assert.deepEqual(messages.map(each => each.text_content), lines.map((_, i) => `message ${i}`));
    assert.deepEqual(messages.map(each => each.seq), lines.map((_, i) => i + 1));
});

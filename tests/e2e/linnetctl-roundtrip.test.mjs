// SPDX-License-Identifier: GPL-3.0-or-later
// What a server has of people, of what is between them and of what they said is the same on another
// one after an export and an import, and what cannot be is refused.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Client } from './client.mjs';
import { Operator } from './operator.mjs';
import { Server } from './server.mjs';

let folder;
let source;
let people;
before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'linnet-roundtrip-'));
    source = await Server.create();
    await source.ready();
    people = await Promise.all([1, 2, 3, 4, 5].map(() => Client.signIn(source)));
    for (const each of people) await each.connect();
});
after(async () => {
    for (const each of people ?? []) each.close();
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

const linesOf = text => text.trimEnd().split('\n').map(line => JSON.parse(line));

async function exported(t, server, name) {
    const file = join(folder, name);
    const reply = await local(t, server, ['export', 'all', file, '--content']);
    assert.equal(reply.code, 0, reply.err);
    return { file, lines: linesOf(await readFile(file, 'utf8')) };
}

async function saved(name, lines) {
    const counts = {};
    const between = lines.filter(line => line.type !== 'header' && line.type !== 'trailer');
    for (const { type } of between) counts[type] = (counts[type] ?? 0) + 1;
    const all = [lines[0], ...between, { type: 'trailer', counts }];
    const file = join(folder, name);
    await writeFile(file, all.map(line => JSON.stringify(line) + '\n').join(''));
    return { file, lines: all };
}

async function done(answer) {
    const reply = await answer;
    assert.ok(reply.success ?? reply.status < 300, JSON.stringify(reply));
    return reply;
}

/**
 * The lines as they are on every server: people are called by their phone numbers, conversations by
 * their titles or people and messages by when they were sent. What is left out is documented to
 * differ: other ids, when accounts were made and were last seen, and when conversations changed.
 */
function essence(lines) {
    const of = type => lines.filter(line => line.type === type);
    const phones = new Map(of('user').map(user => [user.id, user.phone]));
    const chats = new Map(of('conversation').map(({ id, title }) => [id, title ?? of('member')
        .filter(member => member.conversation === id).map(member => phones.get(member.user)).sort().join()]));
    const sent = new Map(of('message').map(message => [message.id, message.sentAt]));
    const named = { user: phones, sender: phones, owner: phones, blocker: phones, blocked: phones, from: phones,
        to: phones, conversation: chats, message: sent, replyTo: sent };
    return lines.filter(line => !['header', 'setting'].includes(line.type)).map(line => {
        const { id, clientId, lastSeenAt, ...rest } = line;
        if (line.type === 'user') delete rest.createdAt;
        if (line.type === 'conversation') Object.assign(rest, { name: chats.get(id), updatedAt: undefined });
        if (line.type === 'trailer') rest.counts = { ...line.counts, setting: undefined };
        if (line.type === 'message') rest.clientId = clientId?.startsWith('linnet:') ? null : clientId;
        for (const [key, names] of Object.entries(named))
            if (rest[key] !== undefined) rest[key] = names.get(rest[key]) ?? null;
        if (rest.mentions) rest.mentions = rest.mentions.map(user => phones.get(user)).sort();
        return JSON.stringify(sorted(rest));
    }).sort();
}

/** `value` with the keys of all objects in order. */
function sorted(value) {
    if (Array.isArray(value)) return value.map(sorted);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.keys(value).sort().map(key => [key, sorted(value[key])]));
}

/** Has there be everything that people can leave behind. */
async function live() {
    const [alice, bob, carol, dave, erin] = people;
    const befriend = async (one, other) => {
        await done(one.post('/api/v1/friends/requests', { userId: other.user.id }));
        const { body } = await other.get('/api/v1/friends/requests?direction=incoming');
        const request = body.requests.find(each => each.from === one.user.id);
        await done(other.post(`/api/v1/friends/requests/${request.id}/accept`));
    };
    await done(alice.put('/api/v1/users/me/privacy', { lastSeen: 'nobody', avatar: 'friends', readReceipts: false }));
    await done(bob.put('/api/v1/users/me/privacy', { groups: 'friends' }));
    await done(alice.put('/api/v1/users/me/mails', { whileAway: false }));
    await done(carol.put('/api/v1/users/me', { displayName: 'Carol שלום', statusText: 'At sea', bio: 'Sails', language: 'pt-BR' }));
    await befriend(alice, bob);
    await befriend(alice, erin);
    await done(carol.post('/api/v1/friends/requests', { userId: alice.user.id }));

    const quarrel = await bob.directChat(dave);
    await done(dave.send(quarrel, 'You!'));
    await done(bob.post('/api/v1/blocks', { userId: dave.user.id }));

    const ended = await alice.directChat(erin);
    await done(alice.send(ended, 'It was nice'));
    await done(alice.delete(`/api/v1/friends/${erin.user.id}`));

    const chat = await alice.directChat(bob);
    const first = await done(alice.send(chat, 'first'));
    await done(bob.post(`/api/v1/chat/conversations/${chat}/read`));
    for (const text of ['second', 'third', 'fourth']) await done(alice.send(chat, text));
    await done(bob.put(`/api/v1/chat/messages/${first.message.id}/star`));
    await done(bob.put(`/api/v1/chat/conversations/${chat}/mute`, { until: '2090-01-01T00:00:00.000Z' }));

    const open = await carol.directChat(erin);
    await done(carol.send(open, 'when do you read this?'));
    await done(erin.post(`/api/v1/chat/conversations/${open}/read`));
    await done(carol.send(open, 'and this?'));

    const made = await done(alice.post('/api/v1/groups', { groupName: 'Team', memberIds: [bob.user.id] }));
    const team = (made.body.group ?? made.body).id;
    const asked = await done(bob.send(team, 'before I went'));
    await done(alice.delete(`/api/v1/groups/${team}/members/${bob.user.id}`));
    await done(alice.send(team, 'while he was away', { replyTo: asked.message.id }));
    await done(alice.post(`/api/v1/groups/${team}/members`, { memberIds: [bob.user.id, carol.user.id] }));
    await done(bob.send(team, 'back again', { mentions: [alice.user.id, carol.user.id] }));
    await done(carol.send(team, 'and off'));
    await done(carol.delete(`/api/v1/groups/${team}/members/${carol.user.id}`));
    for (let i = 0; i < 5; i += 1) await done(alice.send(team, `nobody has read ${i}`));
    await done(bob.post(`/api/v1/chat/conversations/${team}/read`));
    await done(alice.send(team, 'but this'));
}

test('a server is the same after an export and an import', async t => {
    await live();
    const { lines } = await exported(t, source, 'source.ndjson');
    // Nothing edits or deletes messages but an erasure, so that the file says it here.
    const later = message => new Date(Date.parse(message.sentAt) + 5).toISOString();
    const edited = lines.find(line => line.text === 'third');
    edited.editedAt = later(edited);
    const deleted = lines.find(line => line.text === 'nobody has read 3');
    Object.assign(deleted, { text: '', deletedAt: later(deleted) });
    const origin = await saved('origin.ndjson', lines);
    for (const type of ['block', 'friendship', 'reading', 'star'])
        assert.ok(lines.some(line => line.type === type), type);
    for (const [key, value] of [['kind', 'system'], ['membership', 'began'], ['membership', 'ended']])
        assert.ok(lines.some(line => line[key] === value), value);

    const one = await empty(t);
    const tried = await local(t, one, ['import', 'all', origin.file]);
    assert.equal(tried.code, 0, tried.err + tried.out);
    const made = await local(t, one, ['import', 'all', origin.file, '--for-real']);
    assert.equal(made.code, 0, made.err + made.out);
    const there = await exported(t, one, 'there.ndjson');
    assert.deepEqual(essence(there.lines), essence(origin.lines));

    for (const policy of ['skip', 'update']) {
        const again = await local(t, one, ['import', 'all', origin.file, '--for-real', '--on-conflict', policy]);
        assert.equal(again.code, 0, again.err + again.out);
        assert.doesNotMatch(again.err, /created|updated|stored/);
        assert.deepEqual((await exported(t, one, 'again.ndjson')).lines.slice(1).map(({ updatedAt, ...rest }) => rest),
            there.lines.slice(1).map(({ updatedAt, ...rest }) => rest));
    }

    const other = await empty(t);
    const moved = await local(t, other, ['import', 'all', there.file, '--for-real']);
    assert.equal(moved.code, 0, moved.err + moved.out);
    assert.deepEqual(essence((await exported(t, other, 'moved.ndjson')).lines), essence(there.lines));

    const [, bob, , dave] = people;
    const back = await Client.signIn(one, bob.phone);
    const chats = (await back.get('/api/v1/chat/conversations')).body.conversations;
    const unread = lines.filter(line => ['second', 'third', 'fourth'].includes(line.text)).length;
    assert.equal(chats.find(each => each.type !== 'group' && each.unread_count > 0)?.unread_count, unread, JSON.stringify(chats));
    const news = await back.get('/api/v1/notifications');
    assert.ok(!JSON.stringify(news.body).includes('friend_'), news.text);
    const foe = await Client.signIn(one, dave.phone);
    const asked = await foe.post('/api/v1/friends/requests', { userId: back.user.id });
    assert.equal(asked.status, 404, asked.text);
});

test('lines that cannot be are refused one by one, with their numbers', async t => {
    const { lines } = await exported(t, source, 'good.ndjson');
    const user = lines.find(line => line.type === 'user');
    const message = lines.find(line => line.text === 'first');
    const huge = 'x'.repeat(600_000);
    const fine = { type: 'member', conversation: '13', user: user.id, role: 'admin', joinedSeq: 0, leftSeq: null };
    const wrong = [
        { type: 'poem' },
        { type: huge.slice(0, 5000), id: '1' },
        { ...user, id: 7 },
        { ...user, id: '1', phone: null, email: null },
        { ...user, id: '2', phone: '+4915100000001', username: null, privacy: 'none' },
        { ...user, id: '3', phone: '+4915100000002', username: null, privacy: { lastSeen: 5 } },
        { ...user, id: '4', phone: '+4915100000003', username: null, mails: { whileAway: 'no' } },
        { ...user, id: '5', phone: '+4915100000004', username: null, bio: huge },
        { ...user, id: '6', phone: 1e300, email: [], username: {} },
        { type: 'block', blocker: user.id, blocked: 'nobody', createdAt: user.createdAt },
        { type: 'block', blocker: user.id, blocked: user.id, createdAt: user.createdAt },
        { type: 'block', blocker: people[0].user.id, blocked: people[2].user.id, createdAt: '9999-12-31T00:00:00.000Z' },
        { type: 'block', blocker: people[0].user.id, blocked: people[2].user.id, createdAt: 1e308 },
        { type: 'friendship', from: people[0].user.id, to: people[3].user.id, state: 'love', createdAt: user.createdAt, changedAt: user.createdAt },
        { type: 'friendship', from: people[0].user.id, to: people[3].user.id, state: ['pending'], createdAt: user.createdAt, changedAt: null },
        { type: 'member', conversation: 'nowhere', user: user.id },
        { type: 'conversation', id: '12', kind: 'crowd', title: 'No', createdAt: user.createdAt, owner: user.id },
        { type: 'member', conversation: '12', user: user.id, role: 'admin', joinedSeq: {} },
        { type: 'conversation', id: '13', kind: 'group', title: huge, createdAt: user.createdAt, owner: user.id },
        fine,
        { type: 'star', conversation: '13', message: 'none', user: user.id, createdAt: user.createdAt },
        { type: 'reading', conversation: '13', throughSeq: -1e18, user: user.id, at: user.createdAt },
    ];
    const spoil = more => ({ ...message, id: String(9e9 + spoil.count), seq: 1000 + (spoil.count += 1), clientId: null,
        sentAt: new Date(Date.now() - 1000 + spoil.count).toISOString(), ...more });
    spoil.count = 0;
    const badMessages = [
        spoil({ text: 7 }),
        spoil({ sender: 'nobody' }),
        spoil({ sentAt: 'yesterday' }),
        spoil({ sentAt: '9999-12-31T00:00:00.000Z' }),
        spoil({ text: 'y'.repeat(70_000) }),
        spoil({ text: huge + huge }),
        spoil({ editedAt: 5 }),
        spoil({ editedAt: '1970-01-01T00:00:00.000Z' }),
        spoil({ text: '', kind: 'poem', deletedAt: message.sentAt }),
        spoil({ membership: 'began' }),
        spoil({ kind: 'system', membership: 'came' }),
        { type: 'star', conversation: message.conversation, message: message.id, user: 'nobody', createdAt: message.sentAt },
        { type: 'star', conversation: message.conversation, message: message.id, user: people[0].user.id, createdAt: 'now' },
        { type: 'reading', conversation: message.conversation, afterSeq: 4, throughSeq: 1, user: people[0].user.id, at: message.sentAt },
    ];
    const firstOfChats = lines.findIndex(line => line.type === 'conversation');
    const lastOfChat = lines.findLastIndex(line => line.conversation === message.conversation);
    const all = [...lines.slice(0, firstOfChats), ...wrong, ...lines.slice(firstOfChats, lastOfChat + 1), ...badMessages,
        ...lines.slice(lastOfChat + 1)];
    const { file } = await saved('wrong.ndjson', all);
    const target = await empty(t);
    const failures = join(folder, 'failures.ndjson');
    const made = await local(t, target, ['import', 'all', file, '--for-real', '--failed', failures]);
    assert.equal(made.code, 65, made.err + made.out);
    const failed = linesOf(await readFile(failures, 'utf8'));
    for (const { problem } of failed) {
        assert.ok(problem.length > 10 && problem.length < 300, problem);
        assert.doesNotMatch(problem, /[Ii]nternal|SQL/);
    }
    const numbers = new Set(failed.map(each => each.line));
    const unsaid = [...wrong.keys()].map(i => firstOfChats + 1 + i)
        .concat([...badMessages.keys()].map(i => lastOfChat + 2 + wrong.length + i))
        .filter(line => !numbers.has(line) && all[line - 1] !== fine);
    assert.deepEqual(unsaid.map(line => JSON.stringify(all[line - 1]).slice(0, 200)), []);
    assert.equal(numbers.size, wrong.length - 1 + badMessages.length, made.out);
    assert.doesNotMatch(target.log, /internal/i);
    assert.deepEqual(essence((await exported(t, target, 'rest.ndjson')).lines).filter(line => !/updatedAt/.test(line)),
        essence((await saved('good-again.ndjson', lines)).lines).filter(line => !/updatedAt/.test(line)));
});

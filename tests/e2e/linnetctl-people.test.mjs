// SPDX-License-Identifier: GPL-3.0-or-later
// What is done to all that a server knows of one person: taking it along, and erasing it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';

import { Client, freshPhone, pair } from './client.mjs';
import { Operator } from './operator.mjs';
import { Server } from './server.mjs';
import { until } from './waiting.mjs';

let folder;
let server;
let owner;
const cleanUps = [];
before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'linnet-people-'));
    server = await Server.create();
    await server.ready();
    owner = await Operator.owner({ after: cleanUp => cleanUps.push(cleanUp) }, server);
});
after(async () => {
    for (const cleanUp of cleanUps) await cleanUp();
    await server?.dispose();
    await rm(folder, { recursive: true, force: true });
});

/** The one row that the command answers with. */
async function row(...words) {
    const reply = await owner.run([...words, '-o', 'ndjson']);
    assert.equal(reply.code, 0, reply.err);
    return JSON.parse(reply.out);
}

/** The erasure of `user`, once it has ended. */
const erased = user => until(() => row('user', 'erase-receipt', user), `the end of ${user}`, { isMeant: erasure => erasure.erasedAt });

async function upload(client, text) {
    const form = new FormData();
    form.append('file', new Blob([`%PDF-1.4\n${text}`], { type: 'application/pdf' }), 'a.pdf');
    const reply = await client.post('/api/v1/media/upload', form);
    assert.equal(reply.status, 200, reply.text);
    return reply.body.mediaUrl;
}

const linnetd = (...words) => execFileSync(process.env.LINNETD, words, { encoding: 'utf8' });
const sql = (directory, statement) =>
    execFileSync('sqlite3', [join(directory, 'linnet.db'), statement], { encoding: 'utf8' }).trim();

test('an account that is to be erased cannot be used, and can be kept', async t => {
    const ann = await Client.signIn(server);
    const { name } = await row('user', 'show', ann.phone);

    const would = await owner.run(['user', 'erase', ann.phone, '--dry-run']);
    assert.equal(would.code, 0, would.err);
    assert.equal((await ann.get('/api/v1/chat/conversations')).status, 200);
    const unsure = await owner.run(['user', 'erase', ann.phone]);
    assert.equal(unsure.code, 64, 'it is to be confirmed');
    assert.match(unsure.err, /erases the account after [-\d]+ [:\d]+\. Until then it can be cancelled/);
    const atOnce = await owner.run(['user', 'erase', ann.phone, '--grace', '0']);
    assert.match(atOnce.err, /at once, which cannot be undone/);

    const asked = await row('user', 'erase', ann.phone, `--confirm=${name}`);
    assert.equal(asked.state, 'erasing');
    assert.equal(asked.endedSessions, 1);
    const days = (Date.parse(asked.erasure.dueAt) - Date.now()) / 86_400_000;
    assert.ok(days > 6.9 && days <= 7, `${days} days`);
    assert.equal((await ann.get('/api/v1/chat/conversations')).status, 401);
    await assert.rejects(ann.signIn(), /403/);
    assert.match((await owner.run(['user', 'show', ann.phone])).out, /^State: +erasing$/m);
    assert.equal((await owner.run(['user', 'reactivate', ann.phone])).code, 73);

    const stranger = await Operator.create(t);
    await stranger.signIn(server);
    assert.equal((await stranger.run(['user', 'erase-cancel', ann.phone])).code, 77);
    assert.equal((await row('user', 'erase-cancel', ann.phone, '--dry-run')).state, 'active');
    await assert.rejects(ann.signIn(), /403/);
    assert.equal((await row('user', 'erase-cancel', ann.phone)).state, 'active');
    await ann.signIn();
    assert.equal((await owner.run(['user', 'erase-cancel', ann.phone])).code, 66);
});

test('what a server has of somebody can be taken along', async t => {
    const { alice, bob, conversation } = await pair(server);
    t.after(() => { alice.close(); bob.close(); });
    await bob.send(conversation, 'I live in Elm Street');
    await alice.send(conversation, 'I live elsewhere');
    const url = await upload(bob, 'his own');
    const zip = join(folder, 'bob.zip');

    const saved = await owner.run(['user', 'export', bob.phone, '--file', zip]);
    assert.deepEqual(saved, { code: 0, out: '', err: '' });
    const member = name => execFileSync('python3', ['-c',
        'import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))', zip, name], { encoding: 'utf8' });
    assert.equal(JSON.parse(member('profile.json')).phone, bob.phone);
    assert.match(member('messages.ndjson'), /Elm Street/);
    assert.doesNotMatch(member('messages.ndjson'), /elsewhere/);
    assert.equal(member(`media/${url.split('/').at(-1)}`), '%PDF-1.4\nhis own');
    const audit = await owner.run(['audit', 'list', '-o', 'ndjson']);
    assert.equal(JSON.parse(audit.out.split('\n')[0]).action, 'user.export');

    const stranger = await Operator.create(t);
    await stranger.signIn(server);
    assert.equal((await stranger.run(['user', 'export', bob.phone, '--file', join(folder, 'no.zip')])).code, 77);
    await assert.rejects(readFile(join(folder, 'no.zip')), { code: 'ENOENT' });
});

test('what is erased stays so when a backup is restored', async t => {
    const { alice, bob, conversation } = await pair(server);
    t.after(() => { alice.close(); bob.close(); });
    await bob.send(conversation, 'I live in Oak Street');
    const kept = await upload(alice, 'hers');
    const gone = await upload(bob, 'his');
    const { id, name } = await row('user', 'show', bob.phone);
    const backup = join(folder, 'before.backup');
    linnetd('backup', 'create', backup, '--unencrypted', '--data-dir', server.dataDirectory);

    await row('user', 'erase', bob.phone, `--confirm=${name}`, '--grace', '0', '--messages', 'remove');
    const erasure = await erased(id);
    assert.equal(erasure.erased.messages, 1);
    assert.equal(erasure.erased.files, 1);
    assert.ok(erasure.erased.identifiers >= 1);
    assert.equal((await fetch(server.url + gone)).status, 404);
    assert.equal((await fetch(server.url + kept)).status, 200);
    const texts = await alice.get(`/api/v1/chat/conversations/${conversation}/messages`);
    assert.doesNotMatch(texts.text, /Oak Street/);
    assert.equal((await row('user', 'show', id)).name, 'Deleted account');
    assert.equal((await owner.run(['user', 'show', bob.phone])).code, 66);

    const receipt = join(folder, 'receipt');
    await writeFile(receipt, (await owner.run(['user', 'erase-receipt', id, '-o', 'json'])).out);
    const verified = await owner.run(['user', 'erase-verify', receipt]);
    assert.equal(verified.code, 0, verified.err);
    assert.match(verified.out, new RegExp(`^User: +${id}$`, 'm'));
    await writeFile(receipt, (await readFile(receipt, 'utf8')).replace(/"receipt": *"ey/, '"receipt":"eX'));
    assert.equal((await owner.run(['user', 'erase-verify', receipt])).code, 65);

    const elsewhere = join(folder, 'restored');
    const ledger = join(server.dataDirectory, 'erasures.jsonl');
    assert.match(await readFile(ledger, 'utf8'), new RegExp(id));
    const said = linnetd('backup', 'restore', backup, '--unencrypted', '--data-dir', elsewhere, '--ledger', ledger);
    assert.match(said, /erased again: 1$/m);
    assert.equal(sql(elsewhere, `SELECT display_name || coalesce(phone, '') FROM account WHERE id = ${id}`),
        'Deleted account');
    assert.equal(sql(elsewhere, "SELECT count(*) FROM message WHERE body LIKE '%Oak Street%'"), '0');
    const again = linnetd('backup', 'restore', backup, '--unencrypted', '--data-dir', elsewhere, '--replace');
    assert.match(again, /erased again: 1$/m, 'the ledger is not set aside');
    await server.stop();
    const own = linnetd('backup', 'restore', backup, '--unencrypted', '--data-dir', server.dataDirectory, '--replace');
    assert.match(own, /erased again: 1$/m);
    await server.start();
    await server.ready();
    assert.equal((await bob.get('/api/v1/chat/conversations')).status, 401);
});

test('an erasure that was due while the server was down is made up for', async () => {
    const ann = await Client.signIn(server);
    const { id, name } = await row('user', 'show', ann.phone);
    await row('user', 'erase', id, `--confirm=${name}`, '--grace', '2s');
    await server.kill();
    await delay(2_100);
    await server.start();
    await server.ready();
    assert.ok((await erased(id)).receipt);
    const newcomer = await Client.signIn(server, ann.phone);
    assert.notEqual(newcomer.user.id, id);
});

test('two accounts of one person become one, and are erased as one', async t => {
    const { alice, bob, conversation } = await pair(server);
    const again = await Client.signIn(server);
    t.after(() => { alice.close(); bob.close(); again.close(); });
    await again.connect();
    await bob.send(conversation, 'From the old phone');
    await alice.send(conversation, 'Answered there');
    const file = await upload(bob, 'his');
    const old = await row('user', 'show', bob.phone);
    const { id } = await row('user', 'show', again.phone);
    const backup = join(folder, 'before-merger.backup');
    linnetd('backup', 'create', backup, '--unencrypted', '--data-dir', server.dataDirectory);
    const history = async client => {
        const reply = await client.get(`/api/v1/chat/conversations/${conversation}/messages`);
        return { status: reply.status, messages: reply.body.messages };
    };
    const before = await history(alice);

    const would = await row('user', 'merge', old.id, id, '--dry-run');
    assert.equal((await history(bob)).status, 200);
    assert.equal((await owner.run(['user', 'merge', old.id, id])).code, 64, 'it is to be confirmed');
    assert.equal((await owner.run(['user', 'merge', id, id, `--confirm=${old.name}`, '--dry-run'])).code, 65);
    const merged = await row('user', 'merge', old.id, id, `--confirm=${old.name}`);
    assert.deepEqual(merged.after, would.after);
    assert.equal(merged.id, id);
    assert.deepEqual(merged.freed, [bob.phone]);
    assert.equal(merged.after.target.messages, merged.before.source.messages);

    assert.equal((await history(bob)).status, 401);
    await alice.hears('conversation:updated', data => data.conversation.id === conversation);
    const seen = await history(again);
    assert.equal(seen.status, 200);
    const places = messages => messages.map(message => [message.id, message.seq]);
    assert.deepEqual(places(seen.messages), places(before.messages));
    assert.deepEqual(places((await history(alice)).messages), places(before.messages));
    const { message } = await again.send(conversation, 'From the new one');
    assert.equal(message.conversationId, conversation);

    assert.match((await owner.run(['user', 'show', old.id])).out, new RegExp(`^Merged into: +${id}$`, 'm'));
    assert.equal((await owner.run(['user', 'merge', old.id, id, '--dry-run'])).code, 73);
    assert.equal((await owner.run(['user', 'erase', old.id, '--dry-run'])).code, 73);
    const newcomer = await Client.signIn(server, bob.phone);
    t.after(() => newcomer.close());
    assert.notEqual(newcomer.user.id, old.id);

    const { name } = await row('user', 'show', id);
    await row('user', 'erase', id, `--confirm=${name}`, '--grace', '0', '--messages', 'remove');
    const erasure = await erased(id);
    assert.equal(erasure.erased.messages, 2);
    assert.equal((await fetch(server.url + file)).status, 404);
    assert.ok((await erased(old.id)).receipt);
    const elsewhere = join(folder, 'restored-from-before-merger');
    const said = linnetd('backup', 'restore', backup, '--unencrypted', '--data-dir', elsewhere,
        '--ledger', join(server.dataDirectory, 'erasures.jsonl'));
    assert.match(said, /erased again: [2-9]$/m);
    assert.equal(sql(elsewhere, "SELECT count(*) FROM message WHERE body LIKE '%old phone%'"), '0');
    assert.equal(sql(elsewhere, `SELECT count(*) FROM account WHERE phone = '${bob.phone}'`), '0');
});

test('nobody erases themselves', async () => {
    const { userId } = await row('staff', 'list');
    const { name } = await row('user', 'show', userId);
    const refused = await owner.run(['user', 'erase', userId, `--confirm=${name}`]);
    assert.equal(refused.code, 73);
    assert.equal(refused.err, 'linnetctl: You cannot erase your own account.\n');
});

// SPDX-License-Identifier: GPL-3.0-or-later
// linnetctl storage against a server with files that are used, unused, too old, and lost.
import assert from 'node:assert/strict';
import { mkdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';

import { pair } from './client.mjs';
import { Operator } from './operator.mjs';
import { Server } from './server.mjs';
import { until } from './waiting.mjs';

// One red pixel.
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC', 'base64');

let server;
let owner;
let alice;
let bob;
let chat;
const cleanUps = [];
before(async () => {
    server = await Server.prepare();
    await server.configure({ media: { uploadGrace: '1s' } });
    await server.start();
    await server.ready();
    owner = await Operator.owner({ after: cleanUp => cleanUps.push(cleanUp) }, server);
    ({ alice, bob, conversation: chat } = await pair(server));
});
after(async () => {
    for (const cleanUp of cleanUps) await cleanUp();
    alice?.close();
    bob?.close();
    await server?.dispose();
});

async function upload(bytes, name) {
    const form = new FormData();
    form.append('file', new Blob([bytes]), name);
    const reply = await alice.post('/api/v1/media/upload', form);
    assert.equal(reply.status, 200, reply.text);
    return reply.body;
}

async function sent(file, textContent) {
    const reply = await alice.send(chat, textContent, { contentType: file.contentType, mediaUrl: file.mediaUrl, mediaThumbnail: file.mediaThumbnail ?? undefined });
    assert.ok(reply.success, JSON.stringify(reply));
    return { ...file, message: reply.message };
}

/** The rows that linnetctl prints. */
async function rows(...words) {
    const reply = await owner.run([...words, '-o', 'ndjson']);
    assert.equal(reply.code, 0, reply.err);
    return reply.out.trim().split('\n').filter(Boolean).map(line => JSON.parse(line));
}

async function sweep(...words) {
    const reply = await owner.run(['storage', 'sweep', ...words, '-o', 'ndjson']);
    assert.equal(reply.code, 0, reply.err);
    return JSON.parse(reply.out);
}

/** How many files `sweep` removes, or would. */
const filesOf = ({ findings: { missing, ...removed } }) =>
    Object.values(removed).reduce((sum, each) => sum + each.files, 0);

const blobPath = bytes => {
    const hex = createHash('sha256').update(bytes).digest('hex');
    return join(server.dataDirectory, 'media', hex.slice(0, 2), hex.slice(2));
};
const exists = path => stat(path).then(() => true, () => false);

/** Writes what a crash would leave behind, long ago. */
async function leave(path, content) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    await utimes(path, 1e9, 1e9);
}

const status = async path => (await fetch(server.url + path)).status;

test('what is stored is shown, put together, listed and counted', async () => {
    const first = await sent(await upload('the first file', 'first.txt'), 'Look!');
    const again = await upload('the first file', 'again.txt');
    const [shown] = await rows('storage', 'show');
    assert.deepEqual(shown.media, { files: 2, bytes: 14, namedBytes: 28, thumbnails: 0, removed: 0 });
    assert.ok(shown.database.bytes > 0 && shown.volumes.media.free > 0);

    const byUser = await rows('storage', 'usage');
    assert.deepEqual(byUser.map(({ key, files, bytes }) => ({ key, files, bytes })), [{ key: alice.user.id, files: 2, bytes: 14 }]);
    const byChat = await rows('storage', 'usage', '--by', 'conversation');
    assert.deepEqual(byChat.map(row => row.key).sort(), [chat, null].sort());

    const listed = await rows('storage', 'list');
    assert.deepEqual(listed.map(row => row.name), ['again.txt', 'first.txt']);
    assert.deepEqual(listed.map(row => row.unused), [true, false]);
    const secrets = [first, again].map(file => file.mediaUrl.split('/').pop());
    for (const secret of secrets)
        assert.ok(!JSON.stringify(listed).includes(secret), 'whoever knows it may read the file');
    assert.equal((await rows('storage', 'list', '--filter', 'unused:yes', '--count'))[0].count, 1);
    const wrong = await owner.run(['storage', 'list', '--filter', 'secret:x']);
    assert.equal(wrong.code, 65);

    const stranger = await alice.get('/api/v1/admin/storage');
    assert.equal(stranger.status, 403);
});

test('a sweep removes what nobody needs, and says first what that is', async () => {
    const kept = await sent(await upload('kept', 'kept.txt'), 'This stays.');
    const loose = await upload('never sent', 'loose.txt');
    const lost = await sent(await upload('lost', 'lost.txt'), 'This is lost.');
    await rm(blobPath('lost'));
    await leave(blobPath('a stray blob'), 'a stray blob');
    await leave(join(dirname(blobPath('a stray blob')), 'new-a1B2c3'), 'half');
    await delay(1100);

    const expected = {
        unused: { files: 2, bytes: 10 }, tooOld: { files: 0, bytes: 0 }, noRoom: { files: 0, bytes: 0 },
        unreferenced: { files: 1, bytes: 12 }, leftovers: { files: 1, bytes: 4 },
    };
    const tried = await sweep('--dry-run');
    const { missing, ...found } = tried.findings;
    assert.deepEqual(found, expected);
    assert.equal(missing.files, 1);
    assert.equal(tried.state, 'done');
    assert.equal(await status(loose.mediaUrl), 200);
    assert.ok(await exists(blobPath('a stray blob')));

    const hasty = await owner.run(['storage', 'sweep', '--yes']);
    assert.equal(hasty.code, 64);
    assert.match(hasty.err, /set: 4\. It cannot be undone/);
    const swept = await sweep(`--confirm=${filesOf(tried)}`);
    assert.deepEqual(swept.findings, tried.findings);
    assert.equal(await status(loose.mediaUrl), 404);
    assert.equal(await status(kept.mediaUrl), 200);
    assert.ok(!await exists(blobPath('a stray blob')));
    const [row] = await rows('storage', 'list', '--filter', `id:${missing.ids[0]}`);
    assert.equal(row.name, 'lost.txt', 'what is missing is reported, and stays');
    assert.equal(await status(lost.mediaUrl), 404);

    const card = await owner.run(['storage', 'sweep', '--dry-run']);
    assert.match(card.out, /^Needed by nobody: +0$/m);
    assert.match(card.err, /nothing was changed/);
    const audit = await rows('audit', 'list');
    assert.equal(audit.filter(entry => entry.action === 'storage.swept').length, 1);
});

test('files past their limits are gone, and messages are not', async () => {
    const picture = await sent(await upload(png, 'red.png'), 'A picture');
    assert.ok(picture.mediaThumbnail);
    const starred = await sent(await upload('starred', 'starred.txt'), 'Keep this.');
    assert.equal((await alice.put(`/api/v1/chat/messages/${starred.message.id}/star`)).status < 300, true);
    await delay(1100);
    assert.equal((await owner.run(['setting', 'set', 'media.maxAge=1s', 'media.sweepInterval=366d', '--yes'])).code, 0);
    const tried = await sweep('--dry-run');
    assert.ok(tried.findings.tooOld.files >= 2);
    assert.equal(await status(picture.mediaUrl), 200);
    const swept = await sweep(`--confirm=${filesOf(tried)}`);
    assert.deepEqual(swept.findings.tooOld, tried.findings.tooOld);

    for (const path of [picture.mediaUrl, picture.mediaThumbnail]) {
        const gone = await fetch(server.url + path);
        assert.equal(gone.status, 410);
        const body = await gone.json();
        assert.equal(body.code, 'media_removed');
        assert.match(body.error, /^This file was removed on \d{4}-\d\d-\d\d: files are not kept longer$/);
    }
    assert.equal(await status(starred.mediaUrl), 200);
    const history = (await alice.get(`/api/v1/chat/conversations/${chat}/messages`)).body;
    const message = history.messages.find(each => each.id === picture.message.id);
    assert.equal(message.text_content ?? message.textContent, 'A picture');
    assert.equal((await rows('storage', 'list', '--filter', 'state:removed removed>-1h type:image/png'))[0].removedBecause, 'too-old');

    const again = await upload(png, 'red.png');
    assert.equal(await status(again.mediaUrl), 200, 'uploaded anew, it is another file');
    assert.equal(await status(picture.mediaUrl), 410);
});

test('sweeps come by themselves, also after a restart', async () => {
    assert.equal((await owner.run(['setting', 'set', 'media.sweepInterval=1s', '--yes'])).code, 0);
    const before = (await rows('storage', 'sweeps')).length;
    await server.kill();
    await server.start();
    const newest = await until(async () => (await rows('storage', 'sweeps', '--limit', '1'))[0], 'a sweep',
        { isMeant: sweep => sweep.requestedBy === 'system' && sweep.state === 'done' && Number(sweep.id) > before });
    assert.ok(Number(newest.id) > before);
});

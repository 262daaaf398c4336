// SPDX-License-Identifier: GPL-3.0-or-later
// linnetd backup: made beside a server that runs, and restored into another one.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { Client, pair } from './client.mjs';
import { Server } from './server.mjs';
import { until } from './waiting.mjs';

const passphrase = 'correct horse 🐦 battery\n';

let folder;
let server;
let people;
before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'linnet-backup-'));
    server = await Server.create();
    await server.ready();
    people = await pair(server);
});
after(async () => {
    people?.alice.close();
    people?.bob.close();
    await server?.dispose();
    await rm(folder, { recursive: true, force: true });
});

/** Runs linnetd; `meanwhile` is given the process. */
async function linnetd(words, { input = '', meanwhile = () => {} } = {}) {
    const child = spawn(process.env.LINNETD, words, { env: { PATH: process.env.PATH, HOME: folder } });
    const texts = { out: '', err: '' };
    child.stdout.on('data', data => { texts.out += data; });
    child.stderr.on('data', data => { texts.err += data; });
    child.stdin.on('error', () => {}); // It need not read what is there.
    child.stdin.end(input);
    const closed = new Promise(resolve => child.once('close', resolve));
    await meanwhile(child);
    return { code: await closed, ...texts };
}

function backup(verb, file, { of = server.dataDirectory, more = ['--passphrase-file', '-'], ...rest } = {}) {
    return linnetd(['backup', verb, file, '--data-dir', of, ...more], { input: passphrase, ...rest });
}

async function upload(client, bytes) {
    const form = new FormData();
    form.append('file', new Blob([bytes], { type: 'application/pdf' }), 'Überraschung 🐦.pdf');
    const reply = await client.post('/api/v1/media/upload', form);
    assert.equal(reply.status, 200, reply.text);
    return reply.body.mediaUrl;
}

/** All texts of the conversation, the oldest first. */
async function textsOf(client, conversation) {
    const texts = [];
    for (let cursor = ''; ;) {
        const reply = await client.get(`/api/v1/chat/conversations/${conversation}/messages?limit=200${cursor}`);
        assert.equal(reply.status, 200, reply.text);
        texts.push(...reply.body.messages.map(message => message.text_content));
        if (!reply.body.nextCursor) return texts.reverse();
        cursor = `&cursor=${encodeURIComponent(reply.body.nextCursor)}`;
    }
}

test('a backup made while people write is restored as it was', async t => {
    const { alice, conversation } = people;
    const bytes = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(300_000, 'Linnet ')]);
    const url = await upload(alice, bytes);
    const state = { isOver: false, sent: 0 };
    const sending = (async () => {
        for (; !state.isOver; state.sent += 1) {
            const reply = await alice.send(conversation, `message ${state.sent}`);
            assert.ok(reply.success, JSON.stringify(reply));
            if (state.sent % 20 === 0) await upload(alice, Buffer.from(`%PDF-1.4\nfile ${state.sent}`));
        }
    })();
    await Promise.race([until(() => state.sent >= 50, 'fifty messages', { seen: () => state.sent }), sending]);
    const file = join(folder, 'während.backup');
    const sentBefore = state.sent;
    const made = await backup('create', file);
    const sentAfter = state.sent;
    state.isOver = true;
    await sending;
    assert.equal(made.code, 0, made.err);
    assert.match(made.out, /während\.backup: \d+ bytes, accounts: 2, messages: \d+, media files: \d+\n$/);
    assert.equal(made.err, '');
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.deepEqual((await readFile(file)).subarray(0, 16).toString(), 'linnet backup 1\n');

    const restored = await Server.prepare();
    t.after(() => restored.dispose());
    const reply = await backup('restore', file, { of: restored.dataDirectory });
    assert.equal(reply.code, 0, reply.err);
    await restored.start();
    await restored.ready();
    const again = new Client(restored, alice.phone, alice.device);
    const refreshed = await again.post('/api/v1/auth/refresh-token',
        { refreshToken: alice.refreshToken, deviceId: alice.device });
    assert.equal(refreshed.status, 200, refreshed.text);
    again.take(refreshed.body);
    const texts = await textsOf(again, conversation);
    assert.ok(texts.length >= sentBefore && texts.length <= sentAfter + 1, `${sentBefore} ${texts.length} ${sentAfter}`);
    assert.deepEqual(texts, texts.map((_, index) => `message ${index}`));
    const downloaded = await fetch(restored.url + url);
    assert.equal(downloaded.status, 200);
    assert.deepEqual(Buffer.from(await downloaded.arrayBuffer()), bytes);
    await again.connect();
    assert.ok((await again.send(conversation, 'and on it goes')).success);
    again.close();
});

describe('a restore', () => {
    let file;
    before(async () => {
        file = join(folder, 'one.backup');
        assert.equal((await backup('create', file)).code, 0);
    });

    test('leaves a server that runs alone', async () => {
        const reply = await backup('restore', file, { more: ['--passphrase-file', '-', '--replace'] });
        assert.equal(reply.code, 1);
        assert.match(reply.err, /^linnetd: The data directory \S+ is in use by another linnetd\n$/);
    });

    test('wants an empty directory, or moves aside what is there', async () => {
        const of = join(folder, 'target');
        assert.equal((await backup('restore', file, { of })).code, 0);
        const refused = await backup('restore', file, { of });
        assert.equal(refused.code, 1);
        assert.match(refused.err, /There is something in the data directory \S+ already\./);
        const replaced = await backup('restore', file, { of, more: ['--passphrase-file', '-', '--replace'] });
        assert.equal(replaced.code, 0, replaced.err);
        const [aside] = (await readdir(of)).filter(name => name.startsWith('replaced-'));
        assert.ok((await readdir(join(of, aside))).includes('linnet.db'));
    });

    test('of what is no good leaves nothing', async () => {
        const of = join(folder, 'empty');
        const damaged = join(folder, 'damaged.backup');
        const bytes = await readFile(file);
        bytes[bytes.length - 100] ^= 1;
        await writeFile(damaged, bytes);
        const reply = await backup('restore', damaged, { of });
        assert.equal(reply.code, 1);
        assert.equal(reply.err, 'linnetd: The backup is damaged: bytes in it have changed.\n');
        const wrong = await linnetd(['backup', 'restore', file, '--data-dir', of, '--passphrase-file', '-'], { input: 'wrong\n' });
        assert.match(wrong.err, /^linnetd: The passphrase or key does not open this backup/);
        const unasked = await linnetd(['backup', 'restore', file, '--data-dir', of]);
        assert.match(unasked.err, /^linnetd: This backup is encrypted: its passphrase is needed\.\n$/);
        assert.deepEqual((await readdir(of)).sort(), ['lock', 'scratch']);
        assert.deepEqual(await readdir(join(of, 'scratch')), []);
    });
});

test('a recipient alone opens what is encrypted to them', async () => {
    const key = join(folder, 'me');
    const made = await linnetd(['backup', 'keygen', key]);
    assert.equal(made.code, 0, made.err);
    assert.equal((await stat(`${key}.key`)).mode & 0o777, 0o600);
    assert.equal((await linnetd(['backup', 'keygen', key])).code, 1, 'no key is overwritten');
    const file = join(folder, 'recipient.backup');
    const created = await backup('create', file, { more: ['--recipient-file', `${key}.pub`] });
    assert.equal(created.code, 0, created.err);
    const verified = await backup('verify', file, { more: ['--secret-key-file', `${key}.key`] });
    assert.equal(verified.code, 0, verified.err);
    assert.match(verified.out, /recipient\.backup: restored and checked\. Made 20\S+Z by Linnet \d+\.\d+\.\d+: accounts: 2/);
    assert.equal((await backup('verify', file)).code, 1);
});

test('what is not encrypted has to be asked for, both ways', async () => {
    const file = join(folder, 'open.tar');
    const unsaid = await linnetd(['backup', 'create', file, '--data-dir', server.dataDirectory]);
    assert.equal(unsaid.code, 1);
    assert.match(unsaid.err, /Say what the backup is encrypted with/);
    assert.equal((await backup('create', file, { more: ['--unencrypted'] })).code, 0);
    const refused = await backup('verify', file);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /not an encrypted backup/);
    assert.equal((await backup('verify', file, { more: ['--unencrypted'] })).code, 0);
});

test('an interruption leaves nothing behind', async () => {
    // Enough that it takes a while to write.
    await upload(people.alice, Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(20 << 20)]));
    const file = join(folder, 'interrupted.backup');
    const isThere = async name => (await readdir(folder)).includes(name);
    const meanwhile = async child => {
        const isBegun = () => isThere('interrupted.backup.partial');
        await until(async () => await isBegun() || child.exitCode !== null, 'the beginning of a backup', { every: 1 });
        child.kill('SIGINT');
    };
    const interrupted = async () => {
        await rm(file, { force: true });
        const reply = await backup('create', file, { meanwhile });
        // One that was whole before it was interrupted shows nothing.
        return reply.code === 0 && await isThere('interrupted.backup') ? null : reply;
    };
    const reply = await until(interrupted, 'a backup that is interrupted');
    assert.equal(reply.code, 130, reply.err);
    assert.equal(reply.err, 'linnetd: Interrupted.\n');
    assert.deepEqual((await readdir(folder)).filter(name => name.startsWith('interrupted')), []);
    assert.deepEqual(await readdir(join(server.dataDirectory, 'scratch')), []);
});

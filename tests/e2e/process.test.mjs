// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Client, pair } from './client.mjs';
import { Server } from './server.mjs';
import { once, pace, until } from './waiting.mjs';

let server;
before(async () => { server = await Server.create({ hasOwnKey: true }); });
after(() => server?.dispose());

const run = (...words) => spawnSync(process.env.LINNETD, words, { encoding: 'utf8', timeout: 60_000 });

/** The paths below `folder` of all that is in it. Told to look there itself, Node.js 18 takes a socket for a folder. */
async function allBelow(folder, path = '') {
    const entries = await readdir(join(folder, path), { withFileTypes: true });
    const paths = await Promise.all(entries.map(async entry => {
        const below = join(path, entry.name);
        return entry.isDirectory() ? [below, ...await allBelow(folder, below)] : [below];
    }));
    return paths.flat();
}

test('check-config names file, line and reason', async () => {
    const file = join(server.directory, 'wrong.conf');
    await writeFile(file, '[otp]\nlenght = 6\n');
    const wrong = run('check-config', file);
    assert.equal(wrong.status, 1);
    assert.ok(wrong.stderr.includes(`${file}:2:1: otp.lenght is not known; did you mean "length"?`), wrong.stderr);
    const right = run('check-config', server.configFile);
    assert.equal(right.status, 0);
});

test('development mode is refused where others can reach it', () => {
    const refused = run('serve', '--dev', '--listen', '0.0.0.0:0', '--data-dir', join(server.directory, 'other'));
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /--dev/);
});

test('the version names the libraries when asked', () => {
    assert.match(run('--version').stdout, /^linnetd \d+\.\d+\.\d+\n$/);
    const { stdout } = run('--version', '--verbose');
    for (const name of ['Qt', 'QCoro', 'OpenSSL', 'SQLite', 'libcurl', 'zlib', 'libargon2'])
        assert.match(stdout, new RegExp(`^${name} .*\\d+\\.\\d+`, 'm'));
});

test('an address in use is named, and the exit status says failure', () => {
    const refused = run('serve', '--listen', `127.0.0.1:${server.port}`, '--data-dir', join(server.directory, 'second'));
    assert.equal(refused.status, 1);
    assert.ok(refused.stderr.includes(String(server.port)), refused.stderr);
});

test('told to end while it still starts, it ends in order', async t => {
    const other = await Server.prepare();
    t.after(() => other.dispose());
    const started = other.start();
    await until(() => other.log, 'first words, before the database is open', { every: 1 });
    other.signal('SIGTERM');
    await started;
    assert.deepEqual(await other.stop(), { code: 0, signal: null });
});

test('SIGHUP takes a new configuration, and keeps the old one when the new one is wrong', async () => {
    await server.ready();
    server.turnPage();
    await server.configure({ limits: { headFields: 1 } });
    server.signal('SIGHUP');
    await server.logged(/linnetd\.conf:\d+:\d+: limits\.headFields must be from 8 to 10000/);
    const headers = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`x-${i}`, '1']));
    assert.equal((await fetch(`${server.url}/health`, { headers })).status, 200);

    server.turnPage();
    await server.configure({ limits: { headFields: 16 } });
    server.signal('SIGHUP');
    await server.logged(/configuration reloaded/);
    // Limits are a connection's for life, so a fresh one is asked for.
    const reply = await fetch(`${server.url}/health`, { headers: { ...headers, connection: 'close' } })
        .then(each => each.status, () => 'closed');
    const fresh = await fetch(`${server.url}/health?fresh`, { headers: { ...headers, connection: 'close' } });
    assert.equal(fresh.status, 431, `first ${reply}`);
    await server.configure({});
    server.turnPage();
    server.signal('SIGHUP');
    await server.logged(/configuration reloaded/);
});

test('what it keeps is its owner\'s alone, whatever the umask, and it wants no key that others can read', async t => {
    const before = process.umask(0);
    t.after(() => process.umask(before));
    const other = await Server.create();
    t.after(() => other.dispose());
    const { alice, bob, conversation } = await pair(other);
    await alice.send(conversation, 'hello');
    const form = new FormData();
    form.append('file', new Blob(['hello'], { type: 'text/plain' }), 'hello.txt');
    assert.equal((await alice.post('/api/v1/media/upload', form)).status, 200);
    alice.close();
    bob.close();

    const entries = await allBelow(other.dataDirectory);
    for (const name of ['linnet.db', 'keys', 'media', 'codes.secret']) assert.ok(entries.includes(name), name);
    for (const entry of ['', ...entries]) {
        const { mode } = await stat(join(other.dataDirectory, entry));
        assert.equal(mode & 0o077, 0, `${entry} has mode ${(mode & 0o777).toString(8)}`);
    }

    await other.stop();
    const key = entries.find(entry => entry.endsWith('.pem'));
    await chmod(join(other.dataDirectory, key), 0o644);
    const refused = run('serve', '--listen', '127.0.0.1:0', '--data-dir', other.dataDirectory);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /open to other users.*\.pem has mode 644/);
});

test('SIGTERM lets sockets go, ends within ten seconds, and what was said is there afterwards', async () => {
    const { alice, bob, conversation } = await pair(server);
    const sent = await alice.send(conversation, 'before the end');
    const gone = once(alice.socket, 'disconnect');
    const slowness = await pace(server);
    const began = Date.now();
    const exit = await server.stop();
    assert.equal(exit.code, 0, server.log);
    assert.ok(Date.now() - began < 10_500 + slowness);
    await gone;
    await server.start();
    const reader = await Client.signIn(server, bob.phone, 'another device');
    const history = await reader.get(`/api/v1/chat/conversations/${conversation}/messages`);
    assert.deepEqual(history.body.messages.map(each => each.id), [sent.message.id]);
    alice.close();
    bob.close();
});

// SPDX-License-Identifier: GPL-3.0-or-later
// The Python client, both of its kinds, over each transport and a restart of the server.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { Client } from './client.mjs';
import { Server } from './server.mjs';
import { until, within } from './waiting.mjs';

const python = '/usr/bin/python3'; // Debian's, for which Debian's packages are.
const program = fileURLToPath(new URL('pythonclient.py', import.meta.url));
const isThere = spawnSync(python, ['-c', 'import aiohttp, requests, socketio, websocket']).status === 0;
// ./dev test installs them.
const skip = isThere ? false : 'NO PYTHON CLIENT HERE: install python3-socketio, -aiohttp, -requests and -websocket';

let server;
before(async () => { if (!skip) server = await Server.create(); });
after(() => server?.dispose());

/** One Python client, and what it has told. */
class Person {
    told = [];
    #log = '';

    constructor(kind, token, transports) {
        this.process = spawn(python, [program, kind, server.url, token, ...transports], { stdio: ['ignore', 'pipe', 'pipe'] });
        this.ended = new Promise(resolve => this.process.once('exit', resolve));
        this.process.stdout.setEncoding('utf8').on('data', text => this.#read(text));
        this.process.stderr.setEncoding('utf8').on('data', text => { this.#log += text; });
    }

    #rest = '';
    #read(text) {
        const lines = (this.#rest + text).split('\n');
        this.#rest = lines.pop();
        this.told.push(...lines.map(line => JSON.parse(line)));
    }

    /** Resolves with what was told as the `count`th `what`. */
    async tells(what, count = 1) {
        const find = () => this.told.filter(each => each[0] === what)[count - 1];
        // It tries for twenty seconds to connect, and then again.
        return (await until(find, what, { seen: () => [this.told, this.#log], limit: 60_000 }))[1];
    }

    async end() {
        this.process.kill('SIGKILL');
        await within(this.ended, 'the end of a Python client');
    }
}

for (const kind of ['sync', 'async'])
    for (const [transports, last] of [[['polling'], 'polling'], [['websocket'], 'websocket'], [['polling', 'websocket'], 'websocket']])
        test(`${kind} over ${transports.join(' and then ')}`, { skip }, async () => {
            const [alice, bob] = [await Client.signIn(server), await Client.signIn(server)];
            await alice.connect();
            const person = new Person(kind, bob.accessToken, transports);
            try {
                await person.tells('connected');
                const chat = await alice.directChat(bob);
                await alice.send(chat, 'hello');
                assert.equal(await person.tells('heard'), 'hello');
                assert.equal(await person.tells(`answered over ${last}`), true);
                await alice.hears('message:new', each => each.textContent === 're: hello');
            } finally {
                await person.end();
                alice.close();
            }
        });

test('comes back after a restart, and is told what it is told then', { skip }, async () => {
    const [alice, bob] = [await Client.signIn(server), await Client.signIn(server)];
    const people = ['sync', 'async'].map(kind => new Person(kind, bob.accessToken, ['polling', 'websocket']));
    try {
        for (const person of people) await person.tells('connected');
        const chat = await alice.directChat(bob);
        await server.stop();
        await server.start();
        for (const person of people) await person.tells('connected', 2);
        await alice.connect();
        await alice.send(chat, 'still there?');
        for (const person of people) assert.equal(await person.tells('heard'), 'still there?');
    } finally {
        for (const person of people) await person.end();
        alice.close();
    }
});

test('is refused without a valid token', { skip }, async () => {
    for (const kind of ['sync', 'async']) {
        const person = new Person(kind, 'x', ['websocket']);
        assert.equal((await person.tells('refused')).message, 'Invalid or expired token');
        await person.end();
    }
});

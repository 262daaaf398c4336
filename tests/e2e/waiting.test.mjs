// SPDX-License-Identifier: GPL-3.0-or-later
// What the other tests wait with, and the ports that they are given.
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { createServer } from 'node:net';
import { describe, test } from 'node:test';

import { freePort } from './ports.mjs';
import { once, until, within } from './waiting.mjs';

const never = new Promise(() => {});

describe('waiting', () => {
    test('ends with the first answer that is meant', async () => {
        let count = 0;
        assert.equal(await until(() => (count += 1), 'three', { isMeant: answer => answer === 3 }), 3);
        assert.equal(count, 3);
    });

    test('for what does not come says for what, and what was seen last', async () => {
        let count = 0;
        await assert.rejects(until(() => { count += 1; return ''; }, 'a word', { seen: () => ({ count }), limit: 50 }),
            error => error.message === `a word: not within 0.05 s; seen last: {"count":${count}}`);
        await assert.rejects(within(never, 'an end', { limit: 1 }), /^Error: an end: not within 0\.001 s; seen last: "nothing"$/);
    });

    test('asks once more when time is over', async () => {
        let isThere = false;
        const ask = async () => {
            const answer = isThere;
            isThere = true;
            await new Promise(resolve => { setTimeout(resolve, 20); });
            return answer;
        };
        assert.equal(await until(ask, 'the second answer', { limit: 1 }), true);
    });

    test('takes what is emitted before anybody looks', async () => {
        const emitter = new EventEmitter();
        const word = once(emitter, 'said');
        emitter.emit('said', 'one');
        emitter.emit('said', 'another');
        assert.equal(await word, 'one');
        await assert.rejects(once(emitter, 'said', 'a word', 1), /a word: not within/);
    });
});

describe('ports', () => {
    test('are below those that the system gives away, different, and free', async () => {
        const ports = [];
        for (let i = 0; i < 10; i += 1) ports.push(await freePort());
        assert.equal(new Set(ports).size, 10);
        for (const port of ports) {
            assert.ok(port >= 11_000 && port < 32_000, `${port}`);
            const server = createServer();
            await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
            await new Promise(resolve => { server.close(resolve); });
        }
    });

    test('that another program has are left out', async t => {
        const port = await freePort();
        const server = createServer();
        t.after(() => server.close());
        await new Promise(resolve => server.listen(port + 1, '127.0.0.1', resolve));
        assert.notEqual(await freePort(), port + 1);
    });
});

// SPDX-License-Identifier: GPL-3.0-or-later
// linnetctl at a real terminal, which Python makes: what is typed, drawn, coloured and interrupted.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { freshPhone } from './client.mjs';
import { Operator } from './operator.mjs';
import { Server } from './server.mjs';

const terminal = ['python3', '-c', 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)'];
const interrupt = '\x03';
const escape = '\x1b[';

let server;
let owner;
const cleanUps = [];
before(async () => {
    server = await Server.create();
    await server.ready();
    owner = await Operator.owner({ after: cleanUp => cleanUps.push(cleanUp) }, server);
});
after(async () => {
    await server?.dispose();
    for (const cleanUp of cleanUps) await cleanUp();
});

/** Starts linnetctl at a terminal of `operator`, where somebody types while it runs. */
function atTerminal(t, operator, words, { environment = {}, before: program = [] } = {}) {
    const running = operator.start(words, {
        through: [...terminal, ...program],
        environment: { TERM: 'xterm', ...environment },
        input: null,
    });
    t.after(() => running.child.kill());
    running.types = text => running.child.stdin.write(text);
    return running;
}

describe('a secret', () => {
    test('is typed unseen', async t => {
        const operator = await Operator.create(t);
        const running = atTerminal(t, operator, ['login', freshPhone(), '--server', server.url]);
        await running.says(/Code: $/);
        running.types('123456\n');
        assert.equal(await running.ended, 0, running.out);
        assert.doesNotMatch(running.out, /123456/);
        assert.ok((await operator.context()).server);
    });

    test('can be given up', async t => {
        const running = atTerminal(t, await Operator.create(t), ['login', freshPhone(), '--server', server.url]);
        await running.says(/Code: $/);
        running.types(interrupt);
        assert.equal(await running.ended, 130, running.out);
    });
});

describe('a question', () => {
    for (const [answer, code] of [['n', 64], ['', 64], ['yes', 0]]) {
        test(`is answered with "${answer}"`, async t => {
            const running = atTerminal(t, owner, ['key', 'rotate']);
            await running.says(/Go on\? \[y\/N\] $/);
            running.types(`${answer}\n`);
            assert.equal(await running.ended, code, running.out);
        });
    }

    test('is not asked with --yes', async t => {
        const running = atTerminal(t, owner, ['key', 'rotate', '--yes']);
        assert.equal(await running.ended, 0, running.out);
        assert.doesNotMatch(running.out, /Go on/);
    });

    test('about what is for ever wants the name', async t => {
        const words = ['webhook', 'create', 'https://example.org/hook', '--name', 'CRM', '--event', 'group.created', '-o', 'ndjson'];
        const made = await owner.run(words);
        assert.equal(made.code, 0, made.err);
        const { id } = JSON.parse(made.out);
        for (const [typed, code] of [['crm', 64], ['CRM', 0]]) {
            const running = atTerminal(t, owner, ['webhook', 'delete', id, '--yes']);
            await running.says(/Type "CRM" to go on: $/);
            running.types(`${typed}\n`);
            assert.equal(await running.ended, code, running.out);
        }
    });
});

describe('progress', () => {
    test('is drawn for people, and not into what is piped on', async t => {
        const table = join(owner.folder, 'people.csv');
        const rows = Array.from({ length: 250 }, (_, i) => `Person ${i},person${i}@example.org`);
        await writeFile(table, `name,email\n${rows.join('\n')}\n`);
        const kept = join(owner.folder, 'out');
        const running = atTerminal(t, owner, ['import', 'users', table, '--all'], {
            before: ['sh', '-c', `"$@" > '${kept}'`, 'sh'],
        });
        assert.equal(await running.ended, 0, running.out);
        assert.match(running.out, /\r\x1b\[K200 of 250/);
        const text = await readFile(kept, 'utf8');
        assert.match(text, /Person 249/);
        assert.ok(!text.includes(escape), text.slice(0, 200));
    });
});

describe('what is watched', () => {
    test('is drawn in its place until Ctrl-C', async t => {
        const running = atTerminal(t, owner, ['status', '--watch', '--interval', '1']);
        await running.says(/\x1b\[J[^]*\x1b\[\d+A\r\x1b\[J/);
        running.types(interrupt);
        assert.equal(await running.ended, 130, running.out);
    });

    test('is told as it comes until Ctrl-C', async t => {
        const running = atTerminal(t, owner, ['session', 'watch']);
        while (!running.out.includes('signed-in') && running.child.exitCode === null)
            await (await Operator.create(t)).signIn(server); // It may not listen yet.
        running.types(interrupt);
        assert.equal(await running.ended, 130, running.out);
    });
});

describe('colours', () => {
    const words = ['user', 'list', '--limit', '1'];

    test('are for terminals', async t => {
        const running = atTerminal(t, owner, words);
        assert.equal(await running.ended, 0, running.out);
        assert.ok(running.out.includes(escape), running.out);
    });

    for (const environment of [{ NO_COLOR: '1' }, { TERM: 'dumb' }]) {
        test(`are off with ${Object.entries(environment).flat().join('=')}`, async t => {
            const running = atTerminal(t, owner, words, { environment });
            assert.equal(await running.ended, 0, running.out);
            assert.ok(!running.out.includes(escape), running.out);
        });
    }
});

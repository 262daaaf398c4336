// SPDX-License-Identifier: GPL-3.0-or-later
// Every command of linnetctl: what it shows as JSON, and what it ends with where nothing can come of it.
//
// What is shown is compared with golden/<command>.json. REWRITE_GOLDEN=1 in the environment writes these files anew;
// what has changed is then for whoever commits it to look at.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { Client } from './client.mjs';
import { cases, World } from './commandcases.mjs';
import { Operator } from './operator.mjs';
import { Server } from './server.mjs';

const isRewriting = Boolean(process.env.REWRITE_GOLDEN);

let server;
let owner;
let world;
let commands;
const cleanUps = [];
before(async () => {
    server = await Server.prepare();
    const key = join(server.directory, 'recipient');
    execFileSync(process.env.LINNETD, ['backup', 'keygen', key]);
    await server.configure({
        webhooks: { allowPrivate: true, allowHttp: true },
        backup: { directory: 'backups', recipientFile: `${key}.pub`, secretKeyFile: `${key}.key` },
    });
    await server.start();
    await server.ready();
    owner = await Operator.owner({ after: cleanUp => cleanUps.push(cleanUp) }, server);
    const help = await owner.run(['--help']);
    const [, section] = /\nCommands:\n(.*?)\n\n/s.exec(help.out);
    commands = section.split('\n').map(line => line.trim().split(/ {2,}/)[0]);
    world = await World.create(server, owner);
});
after(async () => {
    await world?.dispose();
    for (const cleanUp of cleanUps) await cleanUp();
    await server?.dispose();
});

const typed = name => [...name.split(' '), ...cases[name].words(world)];

// What is another one each time, in a text.
const masks = [
    [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<time>'],
    [/linnet-\d{8}T\d{9}Z\.backup/g, '<backup>'],
    [/\+49[\d•]+/g, '<phone>'],
    [/(::ffff:)?127\.0\.0\.1(:\d+)?/g, '<address>'],
    [/\b[0-9a-f]{32,}\b/g, '<hash>'],
    [/\b\d{15,}\b/g, '<id>'],
    [/(whsec_)?[\w-]{20,}(\.[\w-]+\.[\w-]+)?/g, '<secret>'],
    [/^\d+\.\d+\.\d+$/, '<version>'],
];

// What is another one each time, by what it is called.
const fleeting = new Set(['durationMs', 'line', 'requestId', 'number']);

/** `value` without what is another one each time; of `figures` no number is the same. */
function masked(value, figures, key = '') {
    if (Array.isArray(value)) return value.map(each => masked(each, figures));
    if (value !== null && typeof value === 'object')
        return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, masked(each, figures, name)]));
    if (fleeting.has(key) && value !== null) return `<${key}>`;
    if (typeof value === 'number') return figures ? '<number>' : value;
    if (typeof value !== 'string') return value;
    if (key === 'code' && /^\d+$/.test(value)) return '<code>';
    const text = masks.reduce((rest, [pattern, name]) => rest.replace(pattern, name), value);
    return figures ? text.replace(/\d+([.,]\d+)*/g, '<number>') : text;
}

const goldenOf = name => fileURLToPath(new URL(`golden/${name.replaceAll(' ', '-')}.json`, import.meta.url));

/** What `reply` shows, as a golden file has it. */
function shown(name, reply) {
    const { figures, some, only } = cases[name];
    const { items, ...rest } = JSON.parse(reply.out);
    const looked = items.filter(item => !some || some.test(Object.values(item)[0]))
        .map(item => (only ? Object.fromEntries(only.map(field => [field, item[field]])) : item));
    return { ...rest, items: masked(looked, figures) };
}

/** Does `work` for each of `items`, four at a time: there is a processor or two to start programs. */
async function each(items, work) {
    const waiting = [...items];
    await Promise.all(Array.from({ length: 4 }, async () => {
        for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
    }));
}

/** Runs all commands that ask a server with `more`, and expects `code` of each. */
async function allEnd(code, more, options = {}) {
    const names = Object.keys(cases).filter(name => !cases[name].local && !(options.isSignedIn && cases[name].isPublic));
    const wrong = [];
    await each(names, async name => {
        const environment = typeof options.environment === 'function' ? options.environment() : options.environment;
        const reply = await owner.run([...typed(name), ...more], { input: cases[name].input, environment });
        const expected = (code === 70 && cases[name].failing) || code;
        if (reply.code !== expected || !/^linnetctl: /m.test(reply.err)) wrong.push(`${name}: ${reply.code} ${reply.err}`);
    });
    assert.deepEqual(wrong, []);
}

describe('every command', () => {
    test('is known here', () => {
        assert.deepEqual(Object.keys(cases).sort(), [...commands].sort());
    });

    test('shows what it always did', async () => {
        const wrong = [];
        for (const name of Object.keys(cases)) {
            const { silent, input, code = 0 } = cases[name];
            if (silent) continue;
            const reply = await owner.run([...typed(name), '-o', 'json'], { input });
            if (reply.code !== code) wrong.push(`${name}: ${reply.code} ${reply.err}`);
            if (reply.code !== 0) continue;
            const now = shown(name, reply);
            if (isRewriting) await writeFile(goldenOf(name), `${JSON.stringify(now, null, 2)}\n`);
            const golden = JSON.parse(await readFile(goldenOf(name), 'utf8'));
            try { assert.deepEqual(now, golden); } catch (error) { wrong.push(`${name}: ${error.message}`); }
        }
        assert.deepEqual(wrong, []);
    });
});

describe('what shows nothing', () => {
    test('contexts are kept, used and removed', async t => {
        const operator = await Operator.create(t);
        const done = async (...words) => {
            const reply = await operator.run(['context', ...words]);
            assert.equal(reply.code, 0, reply.err);
            return reply.out;
        };
        await done('add', 'home', 'https://chat.example.org');
        await done('add', 'lan', 'http://127.0.0.1:1');
        await done('use', 'lan');
        assert.match(await done('show'), /lan/);
        await done('remove', 'lan');
        assert.equal(await done('list', '-o', 'name'), 'home\n');
        assert.equal((await operator.run(['context', 'remove', 'lan'])).code, 78);
        assert.equal((await operator.run(['status'])).code, 78, 'none is in use any more');
    });

    test('the manual has a page for each command', async t => {
        const operator = await Operator.create(t);
        const reply = await operator.run(['man-pages', operator.folder]);
        assert.deepEqual(reply, { code: 0, out: '', err: '' });
        const pages = commands.map(name => `linnetctl-${name.replaceAll(' ', '-')}.1`);
        assert.deepEqual((await readdir(operator.folder)).sort(), [...pages, 'linnetctl.1'].sort());
        const page = await readFile(join(operator.folder, 'linnetctl-session-revoke.1'), 'utf8');
        assert.match(page, /^\.SH EXIT STATUS$/m);
        assert.equal((await operator.run(['man-pages', join(operator.folder, 'nowhere')])).code, 74);
    });

    test('the version is the same however it is asked for', async () => {
        const version = (await owner.run(['version', '-o', 'name'])).out;
        assert.match(version, /^\d+\.\d+\.\d+\n$/);
        assert.equal((await owner.run(['--version'])).out, `linnetctl ${version}`);
    });
});

describe('every command that asks a server ends with', () => {
    test('69 where there is none', () => allEnd(69, ['--server', 'http://127.0.0.1:1'], { environment: { LINNET_TOKEN: 'a.b.c' } }));

    test('70 where it fails', async t => {
        const failing = createServer((request, response) => {
            request.resume().on('end', () => response.writeHead(500, { 'content-type': 'application/json' })
                .end('{"code":"internal","error":"Something went wrong"}'));
        });
        await new Promise(resolve => failing.listen(0, '127.0.0.1', resolve));
        t.after(() => failing.close());
        await allEnd(70, ['--server', `http://127.0.0.1:${failing.address().port}`], { environment: { LINNET_TOKEN: 'a.b.c' } });
    });

    // One half of the commands has no sign-in, and the other one that is not enough.
    test('77 where nobody is signed in, or may do it', async t => {
        const member = await Client.signIn(server);
        t.after(() => member.close());
        const asWhom = [{ LINNET_TOKEN: 'a.b.c' }, { LINNET_TOKEN: member.accessToken }];
        let count = 0;
        await allEnd(77, ['--server', server.url], { environment: () => asWhom[count++ % 2], isSignedIn: true });
    });

    test('78 where the context is none', () => allEnd(78, ['--context', 'nowhere']));
});

describe('every list', () => {
    test('ends well when nobody reads on', async () => {
        const wrong = [];
        const lists = (await Promise.all(commands.map(async name => (await owner.run([...name.split(' '), '--help'])).out)))
            .map((help, i) => /^ +--limit /m.test(help) && commands[i]).filter(Boolean);
        assert.ok(lists.length > 10);
        await each(lists, async name => {
            const { code, err } = await owner.run(typed(name), { through: ['bash', '--norc', '-c', '"$@" | true; exit ${PIPESTATUS[0]}', 'bash'] });
            if (code !== 0 || err !== '') wrong.push(`${name}: ${code} ${err}`);
        });
        assert.deepEqual(wrong, []);
    });
});

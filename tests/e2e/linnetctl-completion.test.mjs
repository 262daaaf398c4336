// SPDX-License-Identifier: GPL-3.0-or-later
// What shells offer to an administrator, from a real server: bash runs the script that linnetctl writes.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { after, before, describe, test } from 'node:test';

import { Client, freshPhone } from './client.mjs';
import { Operator } from './operator.mjs';
import { Server } from './server.mjs';
import { until } from './waiting.mjs';

let server;
let owner;
const cleanUps = [];
before(async () => {
    server = await Server.create();
    await server.ready();
    owner = await Operator.owner({ after: cleanUp => cleanUps.push(cleanUp) }, server);
});
after(async () => {
    for (const cleanUp of cleanUps) await cleanUp();
    await server?.dispose();
});

const script = `
eval "$(linnetctl completion bash)"
compopt() { :; }
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_linnetctl linnetctl
printf '%s\\n' "\${COMPREPLY[@]}"`;

/** What bash offers for the last of `words`, once that passes `isMeant`: it is offered in time or not at all. */
function offeredInTime(words, isMeant, options) {
    return until(() => offered(words, options), `what is offered for ${words.join(' ')}`, { isMeant });
}

async function offers(words, expected, options) {
    assert.deepEqual(await offeredInTime(words, texts => texts.length > 0, options), expected);
}

/** What bash offers for the last of `words`. */
async function offered(words, { operator = owner, environment = {} } = {}) {
    const program = process.env.LINNETCTL;
    const path = `${program.slice(0, program.lastIndexOf('/'))}:${process.env.PATH}`;
    const running = operator.start(['linnetctl', ...words],
        { environment: { PATH: path, ...environment }, through: ['bash', '--norc', '-c', `shift; ${script}`, 'bash'] });
    assert.equal(await running.ended, 0);
    assert.equal(running.err, '');
    return running.out.split('\n').filter(Boolean);
}

describe('completion', () => {
    let person;
    before(async () => { person = await Client.signIn(server); });
    after(() => person.close());

    test('offers people by what is typed of them', async () => {
        await offers(['user', 'show', person.phone], [person.phone]);
        const made = await owner.run(['user', 'create', 'Ann', '--phone', freshPhone(), '--username', 'ann.tab', '-o', 'name']);
        const id = made.out.trim();
        await offers(['user', 'suspend', 'ann'], ['ann.tab']);
        await offers(['user', 'show', id], [id]);
        await offers(['user', 'set-role', 'ann'], ['ann.tab']);
        await offers(['user', 'set-role', id, 'mod'], ['moderator']);
    });

    test('offers groups, sessions and settings', async () => {
        const made = await person.post('/api/v1/groups', { groupName: 'Tab', memberIds: [] });
        assert.equal(made.status, 201, made.text);
        const { out } = await owner.run(['group', 'list', '-o', 'name']);
        await offers(['group', 'show', ''], out.trim().split('\n'));

        const live = (await owner.run(['session', 'list', '--filter', 'state:active', '-o', 'name'])).out.trim().split('\n');
        await offers(['session', 'revoke', ''], live);
        await owner.run(['session', 'revoke', ...live.slice(0, 1), '--yes']);
        await offers(['session', 'revoke', ''], live.slice(1));

        await offers(['setting', 'show', 'otp.len'], ['otp.length']);
        await offers(['setting', 'set', 'otp.len'], ['otp.length=']);
        await owner.run(['setting', 'set', 'otp.length=7']);
        assert.equal((await offeredInTime(['setting', 'undo', ''], texts => texts.length > 0)).length, 1);
    });

    test('asks the server of the context that is named', async t => {
        const other = await Server.create();
        t.after(() => other.dispose());
        await other.ready();
        const kept = JSON.parse(await readFile(owner.contextFile, 'utf8'));
        const home = kept.current;
        await owner.signIn(other);
        t.after(() => owner.run(['context', 'use', home]));
        assert.deepEqual(await offered(['user', 'show', '']), [], 'of whom they are no administrator');
        await offeredInTime(['--context', home, 'user', 'show', ''], texts => texts.length > 0);
        const begun = home.slice(0, -1); // The other one may begin so, too.
        const { contexts } = JSON.parse(await readFile(owner.contextFile, 'utf8'));
        await offers(['context', 'use', begun], Object.keys(contexts).filter(name => name.startsWith(begun)).sort());
    });

    test('renews a token that has run out', async () => {
        await owner.change({ accessToken: 'run.out.long-ago' });
        await offeredInTime(['user', 'show', ''], texts => texts.length > 0);
        assert.notEqual((await owner.context()).accessToken, 'run.out.long-ago');
    });
});

// It ends itself after 0.9 s, and would wait for 30 s or for ever. The rest is for a busy machine to start a program.
const soon = 25_000;

describe('completion is silent and soon done', () => {
    test('where nobody is signed in, or may ask', async t => {
        const nobody = await Operator.create(t);
        assert.deepEqual(await offered(['user', 'show', ''], { operator: nobody }), []);
        await nobody.run(['context', 'add', 'here', server.url]);
        assert.deepEqual(await offered(['user', 'show', ''], { operator: nobody }), []);
        await nobody.signIn(server);
        assert.deepEqual(await offered(['user', 'show', ''], { operator: nobody }), []);
    });

    test('where the server does not answer', async t => {
        const mute = createServer(() => {});
        await new Promise(resolve => mute.listen(0, '127.0.0.1', resolve));
        t.after(() => mute.close());
        const url = `http://127.0.0.1:${mute.address().port}`;
        const begun = Date.now();
        const reply = await owner.run(['__complete', '--server', url, 'user', 'show', ''], { environment: { LINNET_TOKEN: 'a.b.c' } });
        assert.deepEqual(reply, { code: 0, out: '', err: '' });
        assert.ok(Date.now() - begun < soon, `${Date.now() - begun} ms`);
    });

    test('while another linnetctl keeps the contexts for itself', async () => {
        await owner.change({ accessToken: 'run.out.long-ago' });
        const begun = Date.now();
        const reply = await owner.run(['__complete', 'user', 'show', ''],
            { through: ['flock', `${owner.contextFile}.lock`] });
        assert.deepEqual(reply, { code: 0, out: '', err: '' });
        assert.ok(Date.now() - begun < soon, `${Date.now() - begun} ms`);
    });
});

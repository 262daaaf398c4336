// SPDX-License-Identifier: GPL-3.0-or-later
// A server of 100,000 people and as many sessions, at a terminal.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Client } from './client.mjs';
import { Operator } from './operator.mjs';
import { Server } from './server.mjs';
import { once } from './waiting.mjs';

const people = 100_000;
const bulk = 'dialect:phone device:phone,tablet,device-1';

// A terminal of 72 columns.
const narrow = ['bash', '--norc', '-c', 'script --quiet --return --flush --command "stty cols 72; exec $(printf "%q " "$@")" /dev/null', '-'];
const environment = { LC_ALL: 'C.UTF-8', NO_COLOR: '1', TERM: 'xterm' };

let server;
let owner;
let facts;
const cleanUps = [];
before(async () => {
    server = await Server.prepare();
    const factsFile = join(server.directory, 'facts.json');
    execFileSync(process.env.SEED, ['--population', server.dataDirectory, factsFile, String(people)]);
    facts = JSON.parse(await readFile(factsFile, 'utf8'));
    await server.start();
    await server.ready();
    owner = await Operator.owner({ after: cleanUp => cleanUps.push(cleanUp) }, server);
}, { timeout: 600_000 });
after(async () => {
    for (const cleanUp of cleanUps) await cleanUp();
    await server?.dispose();
});

async function succeeds(words, options) {
    const reply = await owner.run(words, options);
    assert.equal(reply.code, 0, reply.err);
    return reply.out;
}

const count = async (noun, filter) => Number(await succeeds([noun, 'list', '--filter', filter, '--count', '-o', 'name']));
const rows = async words => (await succeeds([...words, '-o', 'ndjson'])).split('\n').filter(Boolean).map(JSON.parse);

test('everybody is listed once, however many pages that takes', async () => {
    const all = await rows(['user', 'list', '--fields', 'id,phone']);
    assert.equal(new Set(all.map(each => each.id)).size, all.length);
    assert.equal(all.filter(each => each.phone?.startsWith('+1555')).length, people);
    assert.equal(all.length, await count('user', ''));
});

test('a filter finds among all sessions what it says, and counts as many', async () => {
    for (const [filter, isMeant] of [
        ['state:active address:10.7.0.0/16', each => each.state === 'active' && each.address.startsWith('10.7.')],
        ['device:"old phone" dialect:mern', each => each.device === 'old phone' && each.dialect === 'mern'],
        ['state:revoked', each => each.state === 'revoked'],
    ]) {
        const found = await rows(['session', 'list', '--filter', filter]);
        assert.equal(found.length, await count('session', filter), filter);
        assert.ok(found.length > 0 && found.every(isMeant), filter);
    }
    assert.equal(await count('session', 'state:revoked'), facts.ended);
});

test('a table of names from everywhere fits a narrow terminal', async () => {
    const table = await succeeds(['user', 'list', '--limit', '50', '--filter', 'phone:+1555*'], { through: narrow, environment });
    const lines = table.trimEnd().split('\r\n');
    assert.equal(lines.length, 51);
    for (const name of ['فاطمة', 'भावना', '李雷', 'Zoë']) assert.match(table, new RegExp(name));
    const isWide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/u;
    const takesNone = /[\p{Mn}\p{Me}\p{Cf}]/u;
    const width = line => [...line].reduce((sum, sign) => sum + (takesNone.test(sign) ? 0 : isWide.test(sign) ? 2 : 1), 0);
    for (const line of lines) assert.ok(width(line) <= 72, line);
});

test('who reads one line of a long list ends it', async () => {
    const reply = await owner.run(['session', 'list', '-o', 'ndjson'], { through: ['sh', '-c', '"$@" | head -n 1', '-'] });
    assert.equal(reply.code, 0, reply.err);
    assert.equal(typeof JSON.parse(reply.out).id, 'string');
    assert.equal(reply.err, '');
});

test('many sessions are ended at once, and who is connected is out', async t => {
    const victim = await Client.signIn(server);
    t.after(() => victim.close());
    await victim.connect({ reconnection: false });
    const isOut = once(victim.socket, 'disconnect', 'the end of a socket', 600_000);
    const others = await count('session', 'state:active');

    const [preview] = await rows(['session', 'revoke', '--filter', bulk, '--dry-run']);
    assert.ok(preview.count > 5000, JSON.stringify(preview));
    assert.equal(await count('session', 'state:active'), others);
    assert.equal(Number(await succeeds(['session', 'revoke', '--filter', bulk, '--yes', '--reason', 'measured', '-o', 'name'])), preview.count);
    await isOut;
    assert.equal((await victim.get('/api/v1/users/me')).status, 401);
    assert.equal(await count('session', `state:active ${bulk}`), 0);
    assert.equal(await count('session', 'state:active'), others - preview.count);
    assert.equal(await count('session', 'state:revoked'), facts.ended + preview.count);
});

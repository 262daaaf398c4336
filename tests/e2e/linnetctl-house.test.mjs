// SPDX-License-Identifier: GPL-3.0-or-later
// How a server is kept in order, with linnetctl.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Client, freshPhone } from './client.mjs';
import { Operator } from './operator.mjs';
import { Server } from './server.mjs';

const cleanups = [];
let server;
let owner;
before(async () => {
    server = await Server.create();
    await server.ready();
    owner = await Operator.owner({ after: cleanup => cleanups.push(cleanup) }, server);
});
after(async () => {
    await server?.dispose();
    for (const cleanup of cleanups) await cleanup();
});

const lines = text => text.trim().split('\n').filter(Boolean).map(line => JSON.parse(line));
async function done(...words) {
    const reply = await owner.run(words);
    assert.equal(reply.code, 0, reply.err);
    return reply;
}

/** Somebody who signs in with codes. */
function caller(phoneNumber = freshPhone()) {
    const client = new Client(server, phoneNumber, 'd');
    return {
        phoneNumber,
        ask: () => client.post('/api/v1/auth/request-otp', { phoneNumber }),
        guess: otp => client.post('/api/v1/auth/verify-otp', { phoneNumber, otp, deviceId: 'd' }),
    };
}

describe('one-time codes', () => {
    test('are listed with what became of them, and not where they went', async () => {
        const { phoneNumber, ask, guess } = caller();
        assert.equal((await ask()).status, 200);
        assert.equal((await guess('000000')).status, 401);
        const newest = async () => lines((await done('otp', 'attempts', '--limit', '1', '-o', 'ndjson')).out)[0];
        const sent = await newest();
        assert.deepEqual([sent.state, sent.guesses, sent.userId], ['sent', 1, null]);
        assert.notEqual(sent.to, phoneNumber);
        assert.ok(sent.to.endsWith(phoneNumber.slice(-2)), sent.to);
        assert.equal((await guess('123456')).status, 200);
        assert.deepEqual([(await newest()).state, (await newest()).guesses], ['used', 2]);

        const asked = ['--filter', `id:${sent.id} state:used`];
        assert.match((await done('otp', 'attempts', ...asked, '--count')).out, /^Count: +1\n/);
        assert.match((await done('otp', 'attempts', ...asked)).out, /^REQUESTED +TO +FOR +ADDRESS +STATE +GUESSES\n/);
        const [phones] = lines((await done('otp', 'delivery', '-o', 'ndjson')).out);
        assert.equal(phones.kind, 'phone');
        assert.equal(phones.undelivered, 0);
        assert.ok(phones.sent >= phones.used && phones.used >= 1, JSON.stringify(phones));
    });

    test('go on being listed after a restart, page after page', async () => {
        await Promise.all([caller(), caller(), caller()].map(({ ask }) => ask()));
        const all = async () => lines((await done('otp', 'attempts', '--sort', '-guesses', '-o', 'ndjson')).out);
        const before = await all();
        await server.stop();
        await server.start();
        await server.ready();
        assert.deepEqual(await all(), before);
        const guesses = before.map(each => each.guesses);
        assert.deepEqual(guesses, [...guesses].sort((a, b) => b - a));
    });

    test('are there again for who had too many', async () => {
        await done('otp', 'policy', 'set', 'destinationPerHour=1');
        const { phoneNumber, ask } = caller();
        assert.equal((await ask()).status, 200);
        assert.equal((await ask()).status, 429);
        const lockouts = lines((await done('otp', 'lockouts', '-o', 'ndjson')).out);
        const own = lockouts.find(({ subject, period }) => period === 'hour' && subject.endsWith(phoneNumber.slice(-2)));
        assert.deepEqual([own.scope, own.used, own.most], ['destination', 1, 1]);
        assert.equal((await done('otp', 'unlock', 'destination', phoneNumber)).out, 'Budgets forgotten: 2\n');
        assert.equal((await ask()).status, 200);
        const [entry] = lines((await done('audit', 'list', '--limit', '1', '-o', 'ndjson')).out);
        assert.equal(entry.action, 'otp.unlock');
        assert.ok(!JSON.stringify(entry).includes(phoneNumber), 'the audit log does not say whose it is');
        await done('setting', 'unset', 'otp.destinationPerHour');
    });

    test('are there again for who guessed too often', async () => {
        const { phoneNumber, ask, guess } = caller();
        await ask();
        for (let i = 0; i < 3; ++i) assert.equal((await guess('000000')).status, 401);
        assert.match((await guess('123456')).text, /Too many failed attempts/);
        const lockouts = lines((await done('otp', 'lockouts', '-o', 'ndjson')).out);
        assert.ok(lockouts.some(({ period, used }) => period === 'code' && used === 3), JSON.stringify(lockouts));
        await done('otp', 'unlock', 'destination', phoneNumber);
        assert.equal((await ask()).status, 200);
        assert.equal((await guess('123456')).status, 200);
    });

    test('are unlocked of somebody who is named', async () => {
        const refused = await owner.run(['otp', 'unlock', 'account', 'nobody']);
        assert.equal(refused.code, 65);
        assert.match(refused.err, /subject must be an account's id/);
        assert.equal((await owner.run(['otp', 'unlock', 'planet'])).code, 64);
    });

    test('that an operator made outlive a request for another one', async () => {
        const { phoneNumber, ask, guess } = caller();
        await ask();
        await guess('123456');
        const [{ user }] = lines((await done('session', 'list', '--limit', '1', '-o', 'ndjson')).out);
        const made = /^Code: +(\S+)$/m.exec((await done('otp', 'break-glass', user.id, '--yes')).out)[1];
        assert.equal((await ask()).status, 200);
        assert.equal((await guess(made)).status, 200);
        const [attempt] = lines((await done('otp', 'attempts', '--limit', '1', '-o', 'ndjson')).out);
        assert.deepEqual([attempt.state, attempt.userId, attempt.address], ['used', user.id, null]);
        assert.ok(attempt.to.endsWith(phoneNumber.slice(-2)));
    });
});

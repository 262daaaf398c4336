// SPDX-License-Identifier: GPL-3.0-or-later
// How a server is kept in order, with linnetctl.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { get } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';

import { Client, freshPhone } from './client.mjs';
import { MailServer, refusal } from './mailserver.mjs';
import { Operator } from './operator.mjs';
import { Server } from './server.mjs';
import { roomInHour, until } from './waiting.mjs';

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
        await roomInHour();
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

describe('jobs', () => {
    const mail = to => ({ to, template: 'sign-in-code', values: { code: '482913', minutes: 5 } });

    /** A server of their own, whose mails are given up, and its owner. */
    async function withDeadMails(t, smtp, recipients) {
        const settings = { mail: { host: '127.0.0.1', port: smtp.port, security: 'none', from: 'Linnet <no-reply@example.org>' } };
        const own = await Server.prepare({ settings });
        t.after(() => own.dispose());
        const queued = spawnSync(process.env.ENQUEUE_MAIL, [own.configFile, own.dataDirectory],
            { input: JSON.stringify(recipients.map(mail)), encoding: 'utf8', timeout: 30_000 });
        assert.equal(queued.status, 0, queued.stderr);
        await own.start();
        await own.ready();
        const operator = await Operator.owner(t, own);
        const run = async (...words) => {
            const reply = await operator.run(words);
            assert.equal(reply.code, 0, reply.err);
            return reply.out;
        };
        const jobs = (count, filter) => until(
            async () => lines(await run('job', 'list', '--filter', filter, '-o', 'ndjson')),
            `${count} jobs that are ${filter}`, { isMeant: found => found.length === count });
        return { own, operator, run, jobs };
    }

    test('that were given up are listed, tried again and removed', async t => {
        let isOpen = false;
        const onRecipient = recipient => { if (!isOpen) throw refusal(550, `5.1.1 nobody here: ${recipient}`); };
        const smtp = await MailServer.start({ onRecipient });
        t.after(() => smtp.stop());
        const { operator, run, jobs } = await withDeadMails(t, smtp, ['ann@example.org', 'bob@example.org', 'eve@example.org']);
        const dead = await jobs(3, 'kind:mail state:dead');
        assert.ok(dead.every(({ attempts, dueAt }) => attempts === 1 && dueAt === null));
        assert.match(dead[0].lastError, /550 5\.1\.1 nobody here: [abe]•••@example\.org/);
        assert.ok(!JSON.stringify(dead).includes('482913'), 'what a job is about is not told');
        assert.match(await run('job', 'show', dead[0].id), /^State: +dead$/m);
        assert.match(await run('job', 'list', '--filter', 'state:dead', '--count'), /^Count: +3\n/);
        assert.equal((await operator.run(['job', 'show', '7'])).code, 66);

        isOpen = true;
        assert.match(await run('job', 'retry', '--filter', 'nobody', '--dry-run'), /^Would be tried again: 3\n/);
        assert.equal((await operator.run(['job', 'retry', '--filter', 'nobody'])).code, 64);
        assert.equal(await run('job', 'retry', dead[0].id), 'To be tried again: 1\n');
        await jobs(1, 'kind:mail state:done');
        assert.equal((await smtp.received()).length, 1);
        assert.equal(await run('job', 'retry', dead[0].id), 'To be tried again: 0\n');

        const refused = await operator.run(['job', 'discard', '--filter', 'state:dead', '--confirm=3']);
        assert.equal(refused.code, 64);
        assert.equal(await run('job', 'discard', '--filter', 'state:dead', '--confirm=2'), 'Removed: 2\n');
        await jobs(0, 'state:dead');
        const entries = lines(await run('audit', 'list', '--limit', '2', '-o', 'ndjson'));
        assert.deepEqual(entries.map(({ action }) => action), ['job.discard', 'job.retry']);
        assert.deepEqual(entries[0].before.jobs.map(({ id }) => id).sort(), dead.slice(1).map(({ id }) => id).sort());
    });

    test('are nothing that whoever only watches can change', async t => {
        const phone = freshPhone();
        const watcher = await Operator.create(t);
        await watcher.signIn(server, phone);
        const [{ user }] = lines((await done('session', 'list', '--limit', '1', '-o', 'ndjson')).out);
        await done('user', 'set-role', user.id, 'auditor', '--yes');
        assert.equal((await watcher.run(['job', 'list'])).code, 0);
        assert.equal((await watcher.run(['job', 'retry', '--filter', 'state:dead', '--yes'])).code, 77);
        assert.equal((await watcher.run(['job', 'discard', '7', '--confirm=0'])).code, 77);
    });
});

describe('lists', () => {
    /** What the server writes of a list, on the machine itself. */
    async function exported(path) {
        const socketPath = join(server.dataDirectory, 'operator.sock');
        const reply = await new Promise((resolve, reject) => {
            get({ socketPath, path: `/api/v1/admin/${path}` }, resolve).on('error', reject);
        });
        let text = '';
        for await (const data of reply) text += data;
        return { status: reply.statusCode, text };
    }

    test('are the same in pages as in a file', async () => {
        const client = await Client.signIn(server, freshPhone(), 'd');
        await client.put('/api/v1/users/me', { displayName: '=1+1, "two"' });
        const lists = [['users', 'user', 'list'], ['groups', 'group', 'list'], ['audit', 'audit', 'list'],
            ['otp/attempts', 'otp', 'attempts'], ['jobs', 'job', 'list']];
        for (const [path, ...words] of lists) {
            const list = async () => lines((await done(...words, '-o', 'ndjson')).out);
            // When somebody was seen last is written now and then.
            const { rows, file } = await until(async () => {
                const one = { rows: await list(), file: await exported(`${path}/export?format=ndjson`) };
                return isDeepStrictEqual(await list(), one.rows) && one;
            }, `${path} that stay as they are`);
            assert.deepEqual(lines(file.text), rows, path);
            const csv = await exported(`${path}/export?format=csv`);
            assert.equal(csv.text.split('\r\n').length, rows.length + 2, path);
            assert.equal((await exported(`${path}/export?format=xlsx`)).status, 400, path);
        }
    });

    test('have nothing in a table that is a formula', async () => {
        const file = await exported('users/export?format=csv&sort=-created');
        assert.match(file.text, /,"'=1\+1, ""two""",/);
        const { out } = await done('user', 'list', '-o', 'csv', '--fields', 'name');
        assert.equal(out.split('\r\n').filter(row => row === `"'=1+1, ""two"""`).length, 1, out);
    });
});

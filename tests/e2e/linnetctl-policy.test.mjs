// SPDX-License-Identifier: GPL-3.0-or-later
// How a server is set up while it runs, with linnetctl.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';

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
const setting = async name => lines((await done('setting', 'show', name, '-o', 'ndjson')).out)[0];
const kidOf = token => JSON.parse(Buffer.from(token.split('.')[0], 'base64url')).kid;
const bodyOf = letters => new Client(server).post('/api/v1/auth/request-otp', { phoneNumber: 'x'.repeat(letters) });

describe('settings', () => {
    beforeEach(async () => {
        const stored = lines((await done('setting', 'list', '-o', 'ndjson')).out)
            .filter(({ source }) => source === 'database').map(({ name }) => name);
        if (stored.length > 0) await done('setting', 'unset', ...stored);
    });

    test('are listed with where they come from', async () => {
        const settings = lines((await done('setting', 'list', '-o', 'ndjson')).out);
        assert.ok(settings.length > 60, String(settings.length));
        const rates = settings.find(({ name }) => name === 'limits.rates');
        assert.equal(rates.source, 'file');
        assert.equal(rates.isLocked, true);
        const { out } = await done('setting', 'list');
        assert.match(out, /^NAME +VALUE +FROM +LOCKED\nnode\.id +0 +default +yes\n/);
        assert.match(out, /\notp\.length +6 +default +no\n/);
        const { value, text, ...other } = await setting('otp.lifetime');
        assert.deepEqual([value, text], [300_000, '5m']);
        assert.equal(other.range, '10s to 10m');
    });

    test('are in force when the command returns, and after a restart', async () => {
        assert.equal((await bodyOf(2000)).status, 400);
        const { out } = await done('setting', 'set', 'limits.jsonBody=1024', 'otp.lifetime=3m');
        assert.equal(out, 'NAME             BEFORE  AFTER\nlimits.jsonBody  -       1KiB\notp.lifetime     -       3m\n');
        assert.equal((await bodyOf(2000)).status, 413);
        await server.stop();
        await server.start();
        await server.ready();
        assert.equal((await bodyOf(2000)).status, 413);
        assert.equal((await setting('otp.lifetime')).text, '3m');
        await done('setting', 'unset', 'limits.jsonBody');
        assert.equal((await bodyOf(2000)).status, 400);
    });

    test('survive that the server is killed', async () => {
        await done('setting', 'set', 'password.minimum=20');
        await server.kill();
        await server.start();
        await server.ready();
        assert.equal((await setting('password.minimum')).value, 20);
    });

    test('are set all or none, and a dry run sets none', async () => {
        const refused = await owner.run(['setting', 'set', 'otp.length=8', 'limits.outputHigh=2000000']);
        assert.equal(refused.code, 65);
        assert.equal(refused.err, 'linnetctl: limits.outputHigh must not be above outputMost\n');
        const dry = await done('setting', 'set', 'otp.length=8', '--dry-run', '-o', 'json');
        assert.deepEqual(JSON.parse(dry.out).items,
            [{ name: 'otp.length', before: null, beforeText: null, after: 8, afterText: '8' }]);
        assert.equal(dry.err, 'Nothing was changed: this was a dry run.\n');
        assert.equal((await setting('otp.length')).value, 6);
    });

    test('that the file says, or names files, are locked', async () => {
        for (const [assignment, why] of [
            ['limits.rates=true', /limits\.rates is said by the configuration file, which goes before/],
            ['otp.command=/bin/sh', /otp\.command can be set in the configuration file alone/],
        ]) {
            const refused = await owner.run(['setting', 'set', assignment]);
            assert.equal(refused.code, 73, refused.err);
            assert.match(refused.err, why);
        }
        const unknown = await owner.run(['setting', 'show', 'otp.lenght']);
        assert.equal(unknown.code, 66);
        assert.match(unknown.err, /There is no setting otp\.lenght; did you mean "otp\.length"\?/);
    });

    test('give way to a file that says them later', async () => {
        await done('setting', 'set', 'password.minimum=20');
        await server.configure({ password: { minimum: 12 } });
        server.turnPage();
        server.signal('SIGHUP');
        await server.logged(/configuration reloaded/);
        const { value, source, isLocked } = await setting('password.minimum');
        assert.deepEqual({ value, source, isLocked }, { value: 12, source: 'file', isLocked: true });
        await server.configure({});
        server.turnPage();
        server.signal('SIGHUP');
        await server.logged(/configuration reloaded/);
        assert.equal((await setting('password.minimum')).value, 20);
        await done('setting', 'unset', 'password.minimum');
    });

    test('have a history that can be undone', async () => {
        await done('setting', 'set', 'otp.length=8');
        await done('setting', 'set', 'otp.length=9', 'otp.attempts=2');
        const [second, first] = lines((await done('setting', 'history', '--limit', '2', '-o', 'ndjson')).out);
        assert.deepEqual(second.before, { 'otp.attempts': null, 'otp.length': 8 });
        assert.deepEqual(second.after, { 'otp.attempts': 2, 'otp.length': 9 });
        const early = await owner.run(['setting', 'undo', first.id]);
        assert.equal(early.code, 73);
        assert.match(early.err, /otp\.length has been changed since/);
        await done('setting', 'undo', second.id);
        assert.equal((await setting('otp.length')).value, 8);
        await done('setting', 'undo', first.id);
        assert.equal((await setting('otp.length')).source, 'default');
        const [undoing] = lines((await done('setting', 'history', '--limit', '1', '-o', 'ndjson')).out);
        assert.equal(undoing.undoes, first.id);
        assert.equal((await done('audit', 'verify')).code, 0);
    });

    test('that decide where codes go are the owners\' alone', async t => {
        const admin = await Operator.create(t);
        await admin.signIn(server);
        const [{ user }] = lines((await done('session', 'list', '--limit', '1', '-o', 'ndjson')).out);
        await done('user', 'set-role', user.id, 'admin', '--yes');
        const reply = await admin.run(['setting', 'set', 'otp.webhook=https://evil.example', 'otp.sender=webhook']);
        assert.equal(reply.code, 77);
        assert.match(reply.err, /Only an owner sets otp\.sender/);
        assert.equal((await admin.run(['setting', 'set', 'otp.length=8'])).code, 0);
    });

    test('that need a restart say so, and wait for it', async () => {
        const { err } = await done('setting', 'set', 'limits.threads=2');
        assert.equal(err, 'In force with the next start of the server: limits.threads.\n');
        const waiting = await setting('limits.threads');
        assert.deepEqual([waiting.value, waiting.waiting], [0, '2']);
        await server.stop();
        await server.start();
        await server.ready();
        assert.equal((await setting('limits.threads')).value, 2);
    });

    test('stay what they are where two change them at once', async () => {
        const replies = await Promise.all(['limits.outputHigh=900000', 'limits.outputMost=800000']
            .map(assignment => owner.run(['setting', 'set', assignment])));
        assert.deepEqual(replies.map(({ code }) => code).sort(), [0, 65]);
        const [high, most] = await Promise.all(['limits.outputHigh', 'limits.outputMost'].map(setting));
        assert.ok(high.value <= most.value, `${high.value} ${most.value}`);
    });
});

describe('one-time codes', () => {
    const card = text => Object.fromEntries(text.trim().split('\n').map(line => line.split(/: +/)));

    test('have a policy that says what it is worth', async () => {
        const policy = card((await done('otp', 'policy', 'show')).out);
        assert.equal(policy.Length, '6');
        assert.equal(policy['An account'], '10 codes an hour, 30 a day');
        assert.equal(policy['Code is always the same'], 'yes', 'a server for development says so');
        assert.equal(policy['Guesser at one account'], '0.009 % a day');
    });

    test('are judged together, and tried before they are set', async () => {
        const refused = await owner.run(['otp', 'policy', 'set', 'length=4', 'attempts=10']);
        assert.equal(refused.code, 65);
        assert.match(refused.err, /otp\.length is too short .* 3 % a day, and more than 1 % is too much/);
        const dry = await done('otp', 'policy', 'set', 'length=8', 'attempts=2', '--dry-run');
        assert.equal(dry.out, 'NAME          BEFORE  AFTER\notp.length    -       8\notp.attempts  -       2\n');
        assert.match(dry.err, /opens one account with 0\.00006 % a day \(before: 0\.009 % a day\)/);
        assert.equal((await setting('otp.length')).value, 6);
        await done('otp', 'policy', 'set', 'attempts=1');
        const phoneNumber = freshPhone();
        const client = new Client(server, phoneNumber, 'd');
        await client.post('/api/v1/auth/request-otp', { phoneNumber });
        const guess = otp => client.post('/api/v1/auth/verify-otp', { phoneNumber, otp, deviceId: 'd' });
        assert.equal((await guess('000000')).status, 401);
        assert.match((await guess('123456')).text, /Too many failed attempts/);
        await done('setting', 'unset', 'otp.attempts');
    });

    test('are made for somebody whom none reaches, by owners alone', async t => {
        const someone = await Operator.create(t);
        const phone = freshPhone();
        await someone.signIn(server, phone);
        const [{ user }] = lines((await done('session', 'list', '--limit', '1', '-o', 'ndjson')).out);
        const made = card((await done('otp', 'break-glass', user.id, '--yes')).out);
        assert.equal(made['Signs in with'], phone);
        const client = new Client(server, phone, 'new phone');
        const verify = () => client.post('/api/v1/auth/verify-otp', { phoneNumber: phone, otp: made.Code, deviceId: 'new phone' });
        assert.equal((await verify()).status, 200);
        assert.equal((await verify()).status, 401, 'it is good once');
        const [entry] = lines((await done('audit', 'list', '--limit', '1', '-o', 'ndjson')).out);
        assert.equal(entry.action, 'otp.break-glass');
        assert.equal(entry.target, `user:${user.id}`);
        await done('user', 'set-role', user.id, 'admin', '--yes');
        const refused = await someone.run(['otp', 'break-glass', user.id, '--yes']);
        assert.equal(refused.code, 77);
        assert.equal((await owner.run(['otp', 'break-glass', '7', '--yes'])).code, 66);
    });

    test('can be sent to try it', async () => {
        const phone = freshPhone();
        server.turnPage();
        const logged = server.logged(/The one-time code of \+\d+ is 000000/);
        const { out } = await done('otp', 'test-send', phone);
        assert.match(out, /^To: +\+\d\d•+\d\d\nHanded over in \(ms\): \d+\n$/);
        await logged;
        const refused = await owner.run(['otp', 'test-send', 'nobody']);
        assert.equal(refused.code, 65);
    });
});

describe('signing keys', () => {
    test('are replaced, and nobody has to sign in again', async () => {
        const client = await Client.signIn(server);
        const before = client.accessToken;
        const [old] = lines((await done('key', 'list', '-o', 'ndjson')).out);
        assert.equal(old.id, kidOf(before));

        assert.match((await done('key', 'rotate', '--dry-run')).err, /dry run/);
        assert.equal(lines((await done('key', 'list', '-o', 'ndjson')).out).length, 1);
        const [fresh, kept] = lines((await done('key', 'rotate', '--yes', '-o', 'ndjson')).out);
        assert.deepEqual([fresh.state, kept.id, kept.state], ['signs', old.id, 'verifies']);

        assert.equal((await client.get('/api/v1/users/me')).status, 200);
        const refreshed = await client.post('/api/v1/auth/refresh-token', { refreshToken: client.refreshToken, deviceId: client.device });
        assert.equal(refreshed.status, 200, JSON.stringify(refreshed.body));
        assert.equal(kidOf(refreshed.body.accessToken), fresh.id);
        const { keys } = (await new Client(server).get('/.well-known/jwks.json')).body;
        assert.deepEqual(keys.map(({ kid }) => kid), [fresh.id, old.id]);
        await server.kill();
        await server.start();
        await server.ready();
        assert.equal((await client.get('/api/v1/users/me')).status, 200);
        assert.match((await done('audit', 'list', '--filter', 'action:keys.rotate')).out, /keys\.rotate/);
    });
});

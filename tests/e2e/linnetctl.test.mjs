// SPDX-License-Identifier: GPL-3.0-or-later
// linnetctl and linnetd, as people use them together.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';

import { Client, freshPhone } from './client.mjs';
import { Operator } from './operator.mjs';
import { Server } from './server.mjs';
import { once } from './waiting.mjs';

let server;
before(async () => {
    server = await Server.create();
    await server.ready();
});
after(() => server?.dispose());

describe('signing in', () => {
    test('by a code keeps a session that only its owner can read', async t => {
        const operator = await Operator.create(t);
        const { out, err } = await operator.signIn(server);
        assert.equal(out, '');
        assert.match(err, /^A code is on its way to \+\d+\.\nSigned in at http:\S+ as \d{4}/);
        assert.equal((await stat(operator.contextFile)).mode & 0o777, 0o600);
        const shown = await operator.run(['context', 'show', '-o', 'ndjson']);
        const { accessToken } = await operator.context();
        assert.equal(JSON.parse(shown.out).isSignedIn, true);
        assert.ok(!shown.out.includes(accessToken));
    });

    test('by a wrong code keeps nothing', async t => {
        const operator = await Operator.create(t);
        const reply = await operator.run(['login', freshPhone(), '--code-file', '-', '--server', server.url], { input: '000000\n' });
        assert.equal(reply.code, 77);
        assert.match(reply.err, /linnetctl: Invalid OTP\n/);
        await assert.rejects(stat(operator.contextFile), { code: 'ENOENT' });
    });

    test('by a password asks for the second factor where there is one', async t => {
        const operator = await Operator.create(t);
        const email = `op${process.pid}@example.org`;
        const password = 'correct horse battery';
        const client = new Client(server, freshPhone(), 'phone');
        const signedUp = await client.post('/api/v1/auth/sign-up', { email, password, deviceId: 'phone' });
        assert.equal(signedUp.status, 201, signedUp.text);
        client.take(signedUp.body);
        const enrolled = await client.post('/api/v1/users/me/second-factor', { currentPassword: password });
        const confirmed = await client.post('/api/v1/users/me/second-factor/confirm', { code: codeNow(enrolled.body.secret) });
        assert.equal(confirmed.status, 200, confirmed.text);

        const words = ['login', email, '--password-file', '-', '--totp-file', '-', '--server', server.url];
        const refused = await operator.run(words, { input: `${password}\n000000\n` });
        assert.equal(refused.code, 77, refused.err);
        const taken = await operator.run(words, { input: `${password}\n${confirmed.body.recoveryCodes[0]}\n` });
        assert.equal(taken.code, 0, taken.err);
        assert.match(taken.err, /^Signed in at /);
    });

    test('by a code asks for it, too, and clients that cannot are refused', async t => {
        const client = await Client.signIn(server);
        const enrolled = await client.post('/api/v1/users/me/second-factor');
        const confirmed = await client.post('/api/v1/users/me/second-factor/confirm', { code: codeNow(enrolled.body.secret) });
        assert.equal(confirmed.status, 200, confirmed.text);

        await client.post('/api/v1/auth/request-otp', { phoneNumber: client.phone });
        const proof = { phoneNumber: client.phone, otp: '123456', deviceId: 'another' };
        const refused = await client.post('/api/v1/auth/verify-otp', proof);
        assert.deepEqual([refused.status, refused.body.success, refused.body.accessToken], [401, false, undefined]);
        assert.match(refused.body.error, /second factor/i);

        const operator = await Operator.create(t);
        const words = ['login', client.phone, '--code-file', '-', '--totp-file', '-', '--server', server.url];
        const taken = await operator.run(words, { input: `123456\n${confirmed.body.recoveryCodes[0]}\n` });
        assert.equal(taken.code, 0, taken.err);
        assert.match(taken.err, /Signed in at /);
    });
});

/** What an authenticator app shows for `secret`. */
function codeNow(secret) {
    const bits = [...secret].map(letter => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
    const key = Buffer.from(bits.match(/.{8}/g).map(byte => Number.parseInt(byte, 2)));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
    const hash = createHmac('sha1', key).update(counter).digest();
    return String((hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

describe('a session', () => {
    test('goes on with a new token where the old one has run out', async t => {
        const operator = await Operator.create(t);
        await operator.signIn(server);
        const { refreshToken, device } = await operator.context();
        await operator.change({ accessToken: 'a.b.c' });
        assert.deepEqual(await operator.run(['logout']), { code: 0, out: '', err: '' });
        const client = new Client(server, '', '');
        const reply = await client.post('/api/v1/auth/refresh-token', { refreshToken, deviceId: device });
        assert.equal(reply.status, 401, 'the session is still there');
    });

    test('ends with logout, on the server too', async t => {
        const operator = await Operator.create(t);
        await operator.signIn(server);
        const { accessToken } = await operator.context();
        assert.deepEqual(await operator.run(['logout']), { code: 0, out: '', err: '' });
        const client = new Client(server, '', '');
        client.accessToken = accessToken;
        assert.equal((await client.get('/api/v1/users/me')).status, 401);
        assert.equal((await operator.context()).accessToken, '');
    });
});

test('status says how the server is', async t => {
    const operator = await Operator.create(t);
    const environment = { LINNET_SERVER: server.url };
    const table = await operator.run(['status'], { environment });
    assert.equal(table.code, 0, table.err);
    assert.match(table.out, /^Server: +http:\S+\nStatus: +ok\nParts: +database ok, .*\nVersion: +\d+\.\d+\.\d+\n/);
    const json = JSON.parse((await operator.run(['status', '-o', 'json'], { environment })).out);
    assert.equal(json.apiVersion, 'linnet/v1');
    assert.equal(json.kind, 'Status');
    assert.equal(json.items[0].services.database, 'ok');
});

test('what a stranger may not see exits with 77', async t => {
    const operator = await Operator.create(t);
    const reply = await operator.run(['session', 'list', '-o', 'json', '--server', server.url]);
    assert.equal(reply.out, '');
    assert.ok([66, 77].includes(reply.code), `${reply.code} ${reply.err}`);
});

describe('who runs the server', () => {
    const own = 'owner claim --code-file -'.split(' ');

    test('is its first owner by the code of this start, and ends sessions everywhere', async t => {
        const code = await server.ownerCode();
        const operator = await Operator.create(t);
        await operator.signIn(server);
        const before = await operator.run(['session', 'list']);
        assert.equal(before.code, 77);
        assert.match(before.err, /You may not do this/);
        const wrong = await operator.run(own, { input: `${code}x\n` });
        assert.equal(wrong.code, 77);
        const owner = await operator.run([...own, '-o', 'ndjson'], { input: `${code}\n` });
        assert.equal(owner.code, 0, owner.err);
        assert.equal(JSON.parse(owner.out).role, 'owner');
        const another = await Operator.create(t);
        await another.signIn(server);
        assert.equal((await another.run(own, { input: `${code}\n` })).code, 77, 'the code is good once');

        const phone = freshPhone();
        const victim = new Client(server, phone, 'stolen phone');
        await victim.signIn();
        await victim.connect({ reconnection: false });
        const gone = once(victim.socket, 'disconnect');
        const filter = 'device:"stolen phone" address:127.0.0.0/8';
        const listed = await operator.run(['session', 'list', '--filter', filter, '-o', 'ndjson']);
        assert.equal(listed.code, 0, listed.err);
        const session = JSON.parse(listed.out);
        assert.equal(session.state, 'active');
        const preview = await operator.run(['session', 'revoke', '--filter', filter, '--dry-run', '-o', 'name']);
        assert.equal(preview.out, '1\n');
        assert.equal((await victim.get('/api/v1/users/me')).status, 200, 'a dry run ends nothing');
        const revoked = await operator.run(['session', 'revoke', session.id, '--reason', 'stolen', '--yes', '-o', 'name']);
        assert.equal(revoked.out, '1\n', revoked.err);
        await gone;
        assert.equal((await victim.get('/api/v1/users/me')).status, 401);
        const ended = JSON.parse((await operator.run(['session', 'list', '--filter', `id:${session.id}`, '-o', 'ndjson'])).out);
        assert.equal(ended.state, 'revoked');
        assert.equal(ended.endedWhy, 'stolen');

        const audit = (await operator.run(['audit', 'list', '-o', 'ndjson'])).out.trim().split('\n').map(JSON.parse);
        assert.deepEqual(audit.map(entry => entry.action), ['session.revoke', 'staff.claim-ownership']);
        assert.equal((await operator.run(['audit', 'verify'])).code, 0);
    });

    test('makes others what they may be, at once', async t => {
        const owner = await Operator.create(t);
        const other = await Operator.create(t);
        const fresh = await Server.create();
        t.after(() => fresh.dispose());
        await fresh.ready();
        const code = await fresh.ownerCode();
        for (const each of [owner, other])
            await each.signIn(fresh);
        assert.equal((await owner.run(own, { input: `${code}\n` })).code, 0);
        const sessions = (await owner.run(['session', 'list', '-o', 'ndjson'])).out.trim().split('\n').map(JSON.parse);
        const { user } = sessions[0];
        assert.equal((await owner.run(['user', 'set-role', user.id, 'auditor', '--yes'])).code, 0);
        assert.equal((await other.run(['session', 'list', '-o', 'name'])).code, 0);
        const refused = await other.run(['session', 'revoke', '--filter', 'state:active', '--yes']);
        assert.equal(refused.code, 77);
        assert.match(refused.err, /sessions\.revoke/);
        assert.equal((await owner.run(['user', 'set-role', user.id, 'none', '--yes'])).code, 0);
        assert.equal((await other.run(['session', 'list'])).code, 77);
        assert.match((await owner.run(['staff', 'list'])).out, /owner/);
    });
});

test('a server that is down is named', async t => {
    const operator = await Operator.create(t);
    const other = await Server.create();
    t.after(() => other.dispose());
    await other.stop();
    const reply = await operator.run(['status', '--server', other.url]);
    assert.equal(reply.code, 69);
    assert.equal(reply.err, `linnetctl: No server answers at ${other.url}; check that linnetd is running and listens there.\n`);
});

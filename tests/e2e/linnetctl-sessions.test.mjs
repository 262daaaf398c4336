// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions that somebody else ends: whose, how soon, and what is known of it afterwards.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { Client, freshPhone } from './client.mjs';
import { Operator } from './operator.mjs';
import { Server } from './server.mjs';
import { once, soon } from './waiting.mjs';

const revocations = '/api/v1/admin/sessions/revocations';

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

/** The rows that the command answers with. */
async function rows(operator, ...words) {
    const reply = await operator.run([...words, '-o', 'ndjson']);
    assert.equal(reply.code, 0, reply.err);
    return reply.out.split('\n').filter(Boolean).map(JSON.parse);
}

const sessionOf = async user => (await rows(owner, 'session', 'list', '--filter', `state:active user_id:${user.id}`))[0].id;

/** Somebody who is signed in and, as `role`, at a terminal. */
async function staff(t, role) {
    const operator = await Operator.create(t);
    const phone = freshPhone();
    await operator.signIn(server, phone);
    const [{ userId }] = await rows(owner, 'user', 'set-role', phone, role, '--yes');
    return { operator, userId };
}

/** A client that asks the API as the owner does. */
async function api() {
    const client = new Client(server);
    client.take(await owner.context());
    return client;
}

describe('sessions of who may do more', () => {
    test('stay, and it is said how many', async t => {
        const { operator } = await staff(t, 'moderator');
        const victim = await Client.signIn(server);
        t.after(() => victim.close());
        const [{ userId }] = await rows(owner, 'staff', 'list');
        const filter = `state:active user_id:${userId},${victim.user.id}`;

        const [preview] = await rows(operator, 'session', 'revoke', '--filter', filter, '--dry-run');
        assert.deepEqual([preview.count, preview.leftOut], [1, 1]);
        const reply = await operator.run(['session', 'revoke', '--filter', filter, '--yes', '-o', 'name']);
        assert.equal(reply.out, '1\n', reply.err);
        assert.match(reply.err, /may do more than yours: 1/);
        assert.equal((await victim.get('/api/v1/users/me')).status, 401);
        assert.equal((await rows(owner, 'staff', 'list')).length, 2, 'the owner is still signed in');

        const refused = await operator.run(['session', 'revoke', await sessionOf({ id: userId }), '--yes']);
        assert.equal(refused.code, 77);
        assert.match(refused.err, /role may do more than yours/);
    });
});

describe('a preview', () => {
    // Somebody types at the terminal that Python makes, and only once somebody else has signed in.
    const terminal = ['python3', '-c', 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)'];

    test('is what is ended, whoever signs in before it is agreed to', async t => {
        const first = await Client.signIn(server);
        t.after(() => first.close());
        const running = owner.start(['session', 'revoke', '--filter', 'device:"device-1" last_seen>-1h'], { through: terminal, input: null });
        t.after(() => running.child.kill());
        await running.says(/Sessions that this ends: 1\. Go on\?/);
        const second = await Client.signIn(server);
        t.after(() => second.close());
        running.child.stdin.end('y\n');
        await running.says(/Ended: +1/);
        assert.equal((await first.get('/api/v1/users/me')).status, 401);
        assert.equal((await second.get('/api/v1/users/me')).status, 200);
    });
});

describe('the audit log', () => {
    test('says whose sessions were ended, and is asked by it', async t => {
        const [one, other] = [await Client.signIn(server), await Client.signIn(server)];
        t.after(() => { one.close(); other.close(); });
        const entries = async (...terms) => (await rows(owner, 'audit', 'list', '--filter', terms.join(' ')))
            .filter(entry => entry.action === 'session.revoke');

        const session = await sessionOf(one.user);
        await rows(owner, 'session', 'revoke', session, '--reason', 'lost', '--yes');
        const [entry] = await entries(`target:session:${session}`);
        assert.deepEqual(entry.after, { sessions: [session], users: [one.user.id], why: 'lost' });
        assert.deepEqual((await entries(`user_id:${one.user.id}`)).map(each => each.number), [entry.number]);

        await one.signIn();
        const tablet = await Client.signIn(server, one.phone, 'tablet');
        t.after(() => tablet.close());
        await rows(owner, 'session', 'revoke', '--filter', `user_id:${one.user.id}`, '--yes');
        assert.equal((await entries(`target:user:${one.user.id}`)).length, 1);

        await one.signIn();
        await rows(owner, 'session', 'revoke', '--filter', `user_id:${one.user.id},${other.user.id}`, '--yes');
        const [bulk] = await entries('target:sessions');
        assert.deepEqual(bulk.after.users.sort(), [one.user.id, other.user.id].sort());
        assert.deepEqual((await entries(`user_id:${other.user.id}`)).map(each => each.number), [bulk.number]);
        assert.equal((await entries(`user_id:${one.user.id}`)).length, 3);
    });
});

describe('a session that was ended', () => {
    test('is over within a second on every way', async t => {
        const admin = await api();
        for (const name of ['rest', 'socket', 'refresh']) {
            const victim = await Client.signIn(server);
            t.after(() => victim.close());
            await victim.connect({ reconnection: false });
            const gone = once(victim.socket, 'disconnect');
            const ids = [await sessionOf(victim.user)];
            const reply = await admin.post(revocations, { ids });
            assert.equal(reply.body?.revoked, 1, reply.text);

            const ways = {
                rest: async () => (await victim.get('/api/v1/users/me')).status,
                socket: async () => soon(gone.then(() => 401), server, 1000, 'the end of a socket'),
                refresh: async () => (await victim.post('/api/v1/auth/refresh-token',
                    { refreshToken: victim.refreshToken, deviceId: victim.device })).status,
            };
            assert.equal(await soon(ways[name](), server, 1000, name), 401, name);
            await gone;
            await assert.rejects(victim.connect({ reconnection: false }), 'a new socket is not let in');
        }
    });
});

// The last one: it leaves a log behind that does not verify.
test('a changed row of the audit log is named', async () => {
    const verify = () => owner.run(['audit', 'verify', '-o', 'ndjson']);
    assert.equal((await verify()).code, 0);
    const [entry] = await rows(owner, 'audit', 'list', '--filter', 'action:session.revoke', '--limit', '1');
    await server.stop();
    execFileSync('sqlite3', [join(server.dataDirectory, 'linnet.db'),
        `UPDATE audit SET actor = 'user:1' WHERE number = ${entry.number}`]);
    await server.start();
    await server.ready();

    const reply = await verify();
    assert.equal(reply.code, 65);
    const verdict = JSON.parse(reply.out);
    assert.equal(verdict.isIntact, false);
    assert.equal(verdict.broken, entry.number);
    assert.match(reply.err, new RegExp(`^linnetctl: Entry ${entry.number} of the audit log is not as it was written`, 'm'));
});

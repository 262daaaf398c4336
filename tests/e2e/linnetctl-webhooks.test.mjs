// SPDX-License-Identifier: GPL-3.0-or-later
// Another program is told of what happens: signed, again until it answers, and nowhere it must not be.
import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';

import { Client, freshPhone, pair } from './client.mjs';
import { Operator } from './operator.mjs';
import { Server } from './server.mjs';

/** A program that is told: keeps what it hears, and answers with the next of its statuses, or its usual one. */
class Receiver {
    heard = [];
    statuses = [];
    usual = 204;
    #server = createServer((request, response) => {
        const chunks = [];
        request.on('data', chunk => chunks.push(chunk));
        request.on('end', () => {
            const body = Buffer.concat(chunks).toString();
            this.heard.push({ headers: request.headers, body, path: request.url, ...JSON.parse(body) });
            const status = this.statuses.shift() ?? this.usual;
            if (status === 'silence') return;
            response.writeHead(status, status === 302 ? { Location: '/elsewhere' } : {}).end();
        });
    });

    static async create() {
        const receiver = new Receiver();
        await new Promise(resolve => receiver.#server.listen(0, '127.0.0.1', resolve));
        receiver.url = `http://127.0.0.1:${receiver.#server.address().port}/hook`;
        return receiver;
    }

    of(event) { return this.heard.filter(each => each.event === event); }

    /** Waits for `count` tellings of the event. */
    async hears(event, count = 1, limit = 10_000) {
        for (const end = Date.now() + limit; this.of(event).length < count;) {
            assert.ok(Date.now() < end, `only heard ${JSON.stringify(this.heard)}`);
            await delay(20);
        }
        return this.of(event)[count - 1];
    }

    close() {
        this.#server.closeAllConnections();
        return new Promise(resolve => this.#server.close(resolve));
    }
}

/** Whether it is signed with the secret, and just now. */
function isSigned({ headers, body }, secret) {
    const [time, ...codes] = headers['linnet-signature'].split(',').map(part => part.split('='));
    assert.ok(Math.abs(Date.now() / 1000 - Number(time[1])) < 60);
    const code = createHmac('sha256', secret).update(`${time[1]}.${body}`).digest('hex');
    return codes.some(([name, value]) => name === 'v1' && value === code);
}

let server;
let owner;
let receiver;
const cleanUps = [];
before(async () => {
    receiver = await Receiver.create();
    server = await Server.create({ settings: { webhooks: { allowPrivate: true, allowHttp: true, timeout: 1000 } } });
    await server.ready();
    owner = await Operator.owner({ after: cleanUp => cleanUps.push(cleanUp) }, server);
});
after(async () => {
    for (const cleanUp of cleanUps) await cleanUp();
    await server?.dispose();
    await receiver?.close();
});

async function rows(...words) {
    const reply = await owner.run([...words, '-o', 'ndjson']);
    assert.equal(reply.code, 0, reply.err);
    return reply.out.split('\n').filter(Boolean).map(JSON.parse);
}

const row = async (...words) => (await rows(...words))[0];

const create = (...events) => row('webhook', 'create', receiver.url, ...events.flatMap(name => ['--event', name]));

const remove = async hook => row('webhook', 'delete', hook.id, `--confirm=${hook.name}`);

/** Waits until the delivery is in that state. */
async function settled(hook, delivery, state, limit = 10_000) {
    for (const end = Date.now() + limit; ;) {
        const now = await row('webhook', 'delivery', hook.id, delivery);
        if (now.state === state) return now;
        assert.ok(Date.now() < end, JSON.stringify(now));
        await delay(50);
    }
}

describe('a webhook', () => {
    test('is told what happens, signed', async t => {
        const hook = await create('account.created', 'session.started', 'session.ended', 'group.created', 'report.opened');
        t.after(() => remove(hook));
        assert.match(hook.secret, /^whsec_/);
        assert.equal('secret' in await row('webhook', 'show', hook.id), false);
        assert.deepEqual((await rows('webhook', 'list')).map(each => each.id), [hook.id]);
        const { alice, bob } = await pair(server);
        t.after(() => { alice.close(); bob.close(); });
        const account = await receiver.hears('account.created', 2);
        assert.ok([alice.user.id, bob.user.id].includes(account.data.userId));
        assert.ok(isSigned(account, hook.secret));
        assert.equal(isSigned(account, 'another'), false);
        assert.equal(account.headers['linnet-event'], 'account.created');
        assert.equal(account.headers['linnet-delivery'], account.id);
        const session = await receiver.hears('session.started', 2);
        assert.deepEqual(Object.keys(session.data).sort(), ['sessionId', 'userId']);

        const filed = await alice.post('/api/v1/reports', { kind: 'user', id: bob.user.id, reason: 'spam', text: 'Help' });
        const report = await receiver.hears('report.opened');
        assert.deepEqual(report.data, { reportId: filed.body.report.id, kind: 'user', reason: 'spam' });
        assert.equal(report.body.includes(alice.user.id), false, 'it does not say who reported');
        await row('session', 'revoke', '--filter', `user_id:${bob.user.id}`, '--yes');
        assert.equal((await receiver.hears('session.ended')).data.userId, bob.user.id);
        const [newest] = await rows('webhook', 'deliveries', hook.id, '--filter', 'event:report.opened');
        await settled(hook, newest.id, 'delivered');
    });

    test('is told once more what it was told', async t => {
        receiver.heard = [];
        const hook = await create('group.created');
        t.after(() => remove(hook));
        const told = await row('webhook', 'test', hook.id);
        const first = await receiver.hears('test');
        await settled(hook, told.id, 'delivered');
        await row('webhook', 'redeliver', hook.id, told.id, '--dry-run');
        assert.equal(receiver.of('test').length, 1, 'a dry run tells nobody');
        await row('webhook', 'redeliver', hook.id, told.id);
        const second = await receiver.hears('test', 2);
        assert.equal(second.body, first.body);
        assert.equal(second.headers['linnet-delivery'], first.headers['linnet-delivery']);
        assert.ok(isSigned(second, hook.secret));
        await settled(hook, told.id, 'delivered');
        assert.equal((await owner.run(['webhook', 'redeliver', hook.id, '7'])).code, 66);
    });

    test('hears of each of these, and of nothing that was rehearsed or refused', async t => {
        receiver.heard = [];
        const all = ['account.created', 'account.suspended', 'account.erased', 'group.created', 'group.dissolved'];
        const hook = await create(...all);
        t.after(() => remove(hook));
        const email = `${randomUUID()}@example.org`;
        const draft = { email, password: 'a very long password', deviceId: 'phone' };
        const stranger = new Client(server, freshPhone());
        assert.equal((await stranger.post('/api/v1/auth/sign-up', draft)).status, 201);
        assert.notEqual((await stranger.post('/api/v1/auth/sign-up', draft)).status, 201);
        await receiver.hears('account.created');
        const made = await row('user', 'create', 'Dave', '--phone', freshPhone());
        assert.equal((await receiver.hears('account.created', 2)).data.userId, made.id);
        await row('user', 'suspend', made.id, '--reason', 'Spam', '--dry-run');
        await row('user', 'suspend', made.id, '--reason', 'Spam', '--until', '+7d', '--yes');
        const suspended = await receiver.hears('account.suspended');
        assert.equal(suspended.data.userId, made.id);
        assert.ok(Date.parse(suspended.data.until) > Date.now());
        await row('user', 'erase', made.id, '--grace', '0', '--confirm=Dave');
        assert.equal((await receiver.hears('account.erased')).data.userId, made.id);

        const { alice, bob } = await pair(server);
        t.after(() => { alice.close(); bob.close(); });
        const group = await alice.post('/api/v1/groups', { groupName: 'Secret plans', memberIds: [bob.user.id] });
        const { id } = group.body.group;
        assert.deepEqual((await receiver.hears('group.created')).data, { groupId: id, ownerId: alice.user.id });
        await row('group', 'dissolve', id, '--dry-run');
        await row('group', 'dissolve', id, '--confirm=Secret plans');
        assert.deepEqual((await receiver.hears('group.dissolved')).data, { groupId: id });
        assert.deepEqual(all.map(event => receiver.of(event).length), [4, 1, 1, 1, 1]);
        assert.equal(JSON.stringify(receiver.heard).includes('Secret plans'), false);
    });

    test('is told again what it did not take, as the same delivery', async t => {
        receiver.heard = [];
        receiver.statuses = [500];
        const hook = await create('group.created');
        t.after(() => remove(hook));
        const tested = await row('webhook', 'test', hook.id);
        const first = await receiver.hears('test');
        const failed = await row('webhook', 'delivery', hook.id, tested.id);
        assert.ok(['pending', 'delivered'].includes(failed.state));
        const second = await receiver.hears('test', 2, 20_000);
        assert.equal(second.headers['linnet-delivery'], first.headers['linnet-delivery']);
        assert.equal(second.body, first.body);
        assert.ok(isSigned(second, hook.secret));
        const done = await settled(hook, tested.id, 'delivered');
        assert.equal(done.attempts, 2);
        assert.equal((await row('webhook', 'show', hook.id)).failingSince, null);
    });

    test('is not followed elsewhere, nor waited for without end', async t => {
        receiver.heard = [];
        receiver.usual = 302;
        t.after(() => { receiver.usual = 204; });
        const hook = await create('group.created');
        t.after(() => remove(hook));
        const redirected = await row('webhook', 'test', hook.id);
        await receiver.hears('test');
        for (; (await row('webhook', 'delivery', hook.id, redirected.id)).attempts < 1;) await delay(20);
        const moved = await row('webhook', 'delivery', hook.id, redirected.id);
        assert.equal(moved.status, 302);
        assert.equal(moved.state, 'pending');
        assert.ok(receiver.heard.every(each => each.path === '/hook'));
        receiver.usual = 'silence';
        const hanging = await row('webhook', 'test', hook.id);
        for (; (await row('webhook', 'delivery', hook.id, hanging.id)).attempts < 1;) await delay(50);
        const silent = await row('webhook', 'delivery', hook.id, hanging.id);
        assert.equal(silent.status, null);
        assert.match(silent.problem, /[Tt]ime/);
        assert.notEqual((await row('webhook', 'show', hook.id)).failingSince, null);
    });

    test('hears after a crash what was to be told before', async t => {
        receiver.heard = [];
        receiver.statuses = ['silence'];
        const hook = await create('account.created');
        t.after(() => remove(hook));
        const carol = await Client.signIn(server);
        carol.close();
        const before = await receiver.hears('account.created');
        await server.kill();
        await server.start();
        await server.ready();
        const again = await receiver.hears('account.created', 2);
        assert.equal(again.headers['linnet-delivery'], before.headers['linnet-delivery']);
        assert.equal(again.body, before.body);
        await settled(hook, before.id, 'delivered');
    });

    test('signs with both secrets while one goes', async t => {
        receiver.heard = [];
        receiver.statuses = [];
        const hook = await create('group.created');
        t.after(() => remove(hook));
        const rotated = await row('webhook', 'rotate-secret', hook.id, '--overlap', '1h');
        assert.notEqual(rotated.secret, hook.secret);
        await row('webhook', 'test', hook.id);
        const heard = await receiver.hears('test');
        assert.ok(isSigned(heard, hook.secret));
        assert.ok(isSigned(heard, rotated.secret));
    });

    test('that is off hears nothing but tests', async t => {
        receiver.heard = [];
        const hook = await create('account.created');
        t.after(() => remove(hook));
        assert.equal((await row('webhook', 'edit', hook.id, '--off')).state, 'off');
        const dave = await Client.signIn(server);
        dave.close();
        await row('webhook', 'test', hook.id);
        await receiver.hears('test');
        assert.deepEqual(receiver.of('account.created'), []);
    });
});

describe('without [webhooks] in its configuration, a server', () => {
    test('goes to the Internet alone, and by TLS', async t => {
        const strict = await Server.create();
        t.after(() => strict.dispose());
        await strict.ready();
        const operator = await Operator.owner(t, strict);
        const event = ['--event', 'account.created'];
        for (const url of [receiver.url, 'http://example.org/', 'https://127.0.0.1/', 'https://[::1]/', 'https://10.0.0.1/']) {
            const refused = await operator.run(['webhook', 'create', url, ...event]);
            assert.equal(refused.code, 65, `${url}: ${refused.err}`);
            assert.match(refused.err, /^linnetctl: url must be/);
        }
        const one = async (...words) => {
            const reply = await operator.run([...words, '-o', 'ndjson']);
            assert.equal(reply.code, 0, reply.err);
            return JSON.parse(reply.out);
        };
        const hook = await one('webhook', 'create', 'https://localhost:1/', ...event);
        const tested = await one('webhook', 'test', hook.id);
        for (const end = Date.now() + 10_000; ;) {
            const now = await one('webhook', 'delivery', hook.id, tested.id);
            if (now.attempts > 0) {
                assert.match(now.problem, /not one of the Internet/);
                break;
            }
            assert.ok(Date.now() < end, 'it was not tried');
            await delay(50);
        }
    });
});

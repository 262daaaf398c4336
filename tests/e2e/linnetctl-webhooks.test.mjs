// SPDX-License-Identifier: GPL-3.0-or-later
// Another program is told of what happens: signed, again until it answers, and nowhere it must not be.
import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';

import { Client, freshPhone, pair } from './client.mjs';
import { Operator } from './operator.mjs';
import { Server } from './server.mjs';
import { until } from './waiting.mjs';

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

    /** One that goes away with the test; each test has its own, which nothing of an earlier one reaches. */
    static async create(t) {
        const receiver = new Receiver();
        t.after(() => receiver.close());
        await new Promise(resolve => receiver.#server.listen(0, '127.0.0.1', resolve));
        receiver.url = `http://127.0.0.1:${receiver.#server.address().port}/hook`;
        return receiver;
    }

    of(event) { return this.heard.filter(each => each.event === event); }

    /** The `count`th telling of the event, waiting for it. */
    hears(event, count = 1) {
        return until(() => this.of(event)[count - 1], `${event} number ${count}`, { seen: () => this.heard });
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

// A busy receiver has time to answer.
const webhooks = { allowPrivate: true, allowHttp: true, timeout: '1m' };

let server;
let owner;
const cleanUps = [];
before(async () => {
    server = await Server.create({ settings: { webhooks } });
    await server.ready();
    owner = await Operator.owner({ after: cleanUp => cleanUps.push(cleanUp) }, server);
});
after(async () => {
    for (const cleanUp of cleanUps) await cleanUp();
    await server?.dispose();
});

async function rows(...words) {
    const reply = await owner.run([...words, '-o', 'ndjson']);
    assert.equal(reply.code, 0, reply.err);
    return reply.out.split('\n').filter(Boolean).map(JSON.parse);
}

const row = async (...words) => (await rows(...words))[0];

/** A receiver and a hook that tells it of `events`; both go away with the test. */
async function create(t, ...events) {
    const receiver = await Receiver.create(t);
    const hook = await row('webhook', 'create', receiver.url, ...events.flatMap(name => ['--event', name]));
    t.after(() => remove(hook));
    return { receiver, hook };
}

const remove = async hook => row('webhook', 'delete', hook.id, `--confirm=${hook.name}`);

/** Has the server read its configuration. */
async function reload() {
    server.turnPage();
    server.signal('SIGHUP');
    await server.logged(/configuration reloaded/);
}

/** Waits until the delivery is in that state. */
function settled(hook, delivery, state) {
    return until(() => row('webhook', 'delivery', hook.id, delivery), `the delivery ${state}`, { isMeant: now => now.state === state });
}

/** Waits until the delivery has been tried. */
function tried(hook, delivery) {
    return until(() => row('webhook', 'delivery', hook.id, delivery), 'an attempt', { isMeant: now => now.attempts > 0 });
}

describe('a webhook', () => {
    test('is told what happens, signed', async t => {
        const { receiver, hook } = await create(t, 'account.created', 'session.started', 'session.ended', 'group.created', 'report.opened');
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
        const { receiver, hook } = await create(t, 'group.created');
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
        assert.equal(receiver.of('test').length, 2);
        assert.equal((await owner.run(['webhook', 'redeliver', hook.id, '7'])).code, 66);
    });

    test('hears of each of these, and of nothing that was rehearsed or refused', async t => {
        const all = ['account.created', 'account.suspended', 'account.erased', 'group.created', 'group.dissolved'];
        const { receiver, hook } = await create(t, ...all);
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
        await receiver.hears('account.created', 4); // Alice and Bob.
        assert.deepEqual(all.map(event => receiver.of(event).length), [4, 1, 1, 1, 1]);
        const deliveries = await rows('webhook', 'deliveries', hook.id);
        assert.deepEqual(all.map(event => deliveries.filter(each => each.event === event).length), [4, 1, 1, 1, 1]);
        assert.equal(deliveries.length, 8);
        assert.equal(JSON.stringify(receiver.heard).includes('Secret plans'), false);
    });

    test('is told again what it did not take, as the same delivery', async t => {
        const { receiver, hook } = await create(t, 'group.created');
        receiver.statuses = [500];
        const tested = await row('webhook', 'test', hook.id);
        const first = await receiver.hears('test');
        const failed = await row('webhook', 'delivery', hook.id, tested.id);
        assert.ok(['pending', 'delivered'].includes(failed.state));
        const second = await receiver.hears('test', 2);
        assert.equal(second.headers['linnet-delivery'], first.headers['linnet-delivery']);
        assert.equal(second.body, first.body);
        assert.ok(isSigned(second, hook.secret));
        const done = await settled(hook, tested.id, 'delivered');
        assert.equal(done.attempts, 2);
        assert.equal((await row('webhook', 'show', hook.id)).failingSince, null);
    });

    test('is not followed elsewhere, nor waited for without end', async t => {
        const { receiver, hook } = await create(t, 'group.created');
        receiver.usual = 302;
        const redirected = await row('webhook', 'test', hook.id);
        await receiver.hears('test');
        const moved = await tried(hook, redirected.id);
        assert.equal(moved.status, 302);
        assert.equal(moved.state, 'pending');
        assert.ok(receiver.heard.every(each => each.path === '/hook'));
        await server.configure({ webhooks: { ...webhooks, timeout: '1s' } });
        await reload();
        t.after(async () => { await server.configure({ webhooks }); await reload(); });
        receiver.usual = 'silence';
        const hanging = await row('webhook', 'test', hook.id);
        const silent = await tried(hook, hanging.id);
        assert.equal(silent.status, null);
        assert.match(silent.problem, /[Tt]ime/);
        assert.notEqual((await row('webhook', 'show', hook.id)).failingSince, null);
    });

    test('hears after a crash what was to be told before', async t => {
        const { receiver, hook } = await create(t, 'account.created');
        receiver.statuses = ['silence'];
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
        const { receiver, hook } = await create(t, 'group.created');
        const rotated = await row('webhook', 'rotate-secret', hook.id, '--overlap', '1h');
        assert.notEqual(rotated.secret, hook.secret);
        await row('webhook', 'test', hook.id);
        const heard = await receiver.hears('test');
        assert.ok(isSigned(heard, hook.secret));
        assert.ok(isSigned(heard, rotated.secret));
    });

    test('that is off hears nothing but tests', async t => {
        const { receiver, hook } = await create(t, 'account.created');
        assert.equal((await row('webhook', 'edit', hook.id, '--off')).state, 'off');
        const dave = await Client.signIn(server);
        dave.close();
        await row('webhook', 'test', hook.id);
        await receiver.hears('test');
        assert.deepEqual(receiver.of('account.created'), []);
        assert.deepEqual((await rows('webhook', 'deliveries', hook.id)).map(each => each.event), ['test']);
    });
});

describe('without [webhooks] in its configuration, a server', () => {
    test('goes to the Internet alone, and by TLS', async t => {
        const strict = await Server.create();
        t.after(() => strict.dispose());
        await strict.ready();
        const operator = await Operator.owner(t, strict);
        const event = ['--event', 'account.created'];
        const receiver = await Receiver.create(t);
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
        const now = await until(() => one('webhook', 'delivery', hook.id, tested.id), 'an attempt', { isMeant: each => each.attempts > 0 });
        assert.match(now.problem, /not one of the Internet/);
    });
});

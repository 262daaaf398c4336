// SPDX-License-Identifier: GPL-3.0-or-later
// Whoever runs linnetd administers it on the machine itself, without an account.
import assert from 'node:assert/strict';
import { chmod, stat } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { WebSocket } from 'ws';

import { Client, freshPhone } from './client.mjs';
import { Operator } from './operator.mjs';
import { Server } from './server.mjs';
import { once, until, within } from './waiting.mjs';

let server;
before(async () => {
    server = await Server.create();
    await server.ready();
});
after(() => server?.dispose());

const socketOf = at => join(at.dataDirectory, 'operator.sock');
const lines = text => text.trim().split('\n').filter(Boolean).map(line => JSON.parse(line));
const actor = `local:${process.getuid()}`;

/** Runs linnetctl at the operator's socket of `at`. */
async function local(t, words, { at = server, ...options } = {}) {
    const operator = await Operator.create(t);
    return operator.run([`--local=${socketOf(at)}`, ...words], options);
}

/** What the operator's socket answers to a GET of `path`, with its status. */
function ask(path, headers = {}) {
    return new Promise((resolve, reject) => {
        get({ socketPath: socketOf(server), path, headers }, reply => {
            let text = '';
            reply.on('data', data => { text += data; });
            reply.on('end', () => resolve({ status: reply.statusCode, text }));
        }).on('error', reject);
    });
}

describe('over the operator\'s socket', () => {
    test('everything of the administration goes while nobody is an administrator', async t => {
        const status = await local(t, ['status', '-o', 'ndjson']);
        assert.equal(status.code, 0, status.err);
        assert.equal(JSON.parse(status.out).server, `unix:${socketOf(server)}`);
        assert.equal((await local(t, ['staff', 'list', '-o', 'ndjson'])).out, '');

        const victim = new Client(server, freshPhone(), 'stolen phone');
        await victim.signIn();
        await victim.connect({ reconnection: false });
        const gone = once(victim.socket, 'disconnect');
        const filter = 'state:active device:"stolen phone"';
        const [session] = lines((await local(t, ['session', 'list', '--filter', filter, '-o', 'ndjson'])).out);
        assert.equal(session.user.id, victim.user.id);
        const revoked = await local(t, ['session', 'revoke', session.id, '--reason', 'stolen', '--yes', '-o', 'name']);
        assert.equal(revoked.out, '1\n', revoked.err);
        await gone;
        assert.equal((await victim.get('/api/v1/users/me')).status, 401);
        const [ended] = lines((await local(t, ['session', 'list', '--filter', `id:${session.id}`, '-o', 'ndjson'])).out);
        assert.deepEqual([ended.state, ended.endedBy, ended.endedWhy], ['revoked', actor, 'stolen']);

        const nobody = await local(t, ['owner', 'claim']);
        assert.equal(nobody.code, 64);
        const owner = await local(t, ['owner', 'claim', '--user', victim.user.id, '-o', 'ndjson']);
        assert.equal(JSON.parse(owner.out).role, 'owner', owner.err);
        const other = await Client.signIn(server);
        const moderator = await local(t, ['user', 'set-role', other.user.id, 'moderator', '--yes', '-o', 'ndjson']);
        assert.equal(JSON.parse(moderator.out).role, 'moderator', moderator.err);
        const last = await local(t, ['user', 'set-role', victim.user.id, 'none', '--yes']);
        assert.equal(last.code, 73, 'a server keeps an owner');

        const audit = lines((await local(t, ['audit', 'list', '-o', 'ndjson'])).out);
        assert.deepEqual(audit.map(entry => entry.action), ['staff.set-role', 'staff.set-role', 'session.revoke']);
        assert.deepEqual(audit.map(entry => [entry.actor, entry.address]), audit.map(() => [actor, '']));
        assert.equal((await local(t, ['audit', 'verify'])).code, 0);
    });

    test('there is the administration and nothing else', async () => {
        assert.equal((await ask('/api/v1/admin/me')).status, 200);
        assert.equal((await ask('/readyz')).status, 200);
        assert.equal((await ask('/api/v1/users/me')).status, 404);
        assert.equal((await ask('/api/v1/admin/me', { host: 'no host' })).status, 400);
        // It says who somebody is, and no header does.
        const over = await fetch(`${server.url}/api/v1/admin/me`, { headers: { 'x-forwarded-for': '127.0.0.1' } });
        assert.equal(over.status, 401);
    });
});

describe('the operator\'s socket', () => {
    test('is for who runs the server, and for root', { skip: process.getuid() !== 0 && 'only root can be another' }, async t => {
        const through = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
        const own = await Server.create();
        t.after(() => own.dispose());
        if ((await local(t, ['--version'], { through })).code !== 0)
            return t.skip('nobody else may run linnetctl here');
        assert.equal((await stat(socketOf(own))).mode & 0o777, 0o600);
        const kept = await local(t, ['session', 'list'], { at: own, through });
        assert.equal(kept.code, 69, 'the file lets others in');
        await chmod(own.directory, 0o755);
        await chmod(own.dataDirectory, 0o755);
        await chmod(socketOf(own), 0o666);
        const refused = await local(t, ['session', 'list'], { at: own, through });
        assert.equal(refused.code, 77, refused.err);
        assert.match(refused.err, /This socket is for the user that the server runs as/);
        assert.equal((await local(t, ['session', 'list'], { at: own })).code, 0);
    });

    test('of a killed server is replaced, and goes with a server that ends', async t => {
        const own = await Server.create();
        t.after(() => own.dispose());
        await own.kill();
        assert.ok((await stat(socketOf(own))).isSocket());
        const down = await local(t, ['status'], { at: own });
        assert.equal(down.code, 69);
        await own.start();
        const up = await local(t, ['session', 'list'], { at: own });
        assert.equal(up.code, 0, up.err);
        await own.ready(); // It does not end while it makes its first key.
        await own.stop();
        await assert.rejects(stat(socketOf(own)), { code: 'ENOENT' });
    });

    test('of a living server is left alone', async t => {
        const settings = { operator: { socket: socketOf(server) } };
        const second = await Server.prepare({ settings });
        t.after(() => second.dispose());
        await assert.rejects(second.start(), /Cannot listen on unix:\S+: Address already in use/);
        assert.equal((await local(t, ['session', 'list'])).code, 0);
    });

    test('is where the configuration says, or nowhere', async t => {
        const own = await Server.prepare({ settings: { operator: { socket: 'run.sock' } } });
        t.after(() => own.dispose());
        await own.start();
        const operator = await Operator.create(t);
        const path = join(own.dataDirectory, 'run.sock');
        assert.equal((await operator.run([`--local=${path}`, 'session', 'list'])).code, 0);
        await own.ready();
        await own.stop();
        await own.configure({ operator: { socket: '' } });
        await own.start();
        await assert.rejects(stat(path), { code: 'ENOENT' });
        await assert.rejects(stat(socketOf(own)), { code: 'ENOENT' });
    });
});

describe('status', () => {
    test('shows what a node has to do with', async t => {
        const client = await Client.signIn(server);
        await client.connect({ transports: ['polling'], upgrade: false });
        t.after(() => client.close());
        // Sockets of those who were here before may go a little later.
        const look = async () => lines((await local(t, ['status', '-o', 'ndjson'])).out)[0];
        const status = await until(look, 'the sockets', { isMeant: seen => seen.sockets['socketio-polling'] === 1 });
        assert.equal(status.status, 'ok');
        assert.deepEqual(status.reasons, []);
        assert.equal(status.node, 0);
        assert.ok(status.accounts >= 1 && status.activeSessions >= 1, JSON.stringify(status));
        assert.ok(status.connections >= 1);
        assert.ok(status.databaseBytes > 0 && status.schema > 0);
        assert.ok(Date.parse(status.at) - Date.parse(status.startedAt) >= status.uptimeSeconds * 1000);
    });

    test('is watched until it is interrupted', async t => {
        const operator = await Operator.create(t);
        const words = [`--local=${socketOf(server)}`, 'status', '--watch', '--interval', '1', '-o', 'json'];
        const watching = operator.start(words);
        await watching.says(/\n[^]*\n/);
        watching.child.kill('SIGINT');
        assert.equal(await watching.ended, 130);
        assert.ok(lines(watching.out).every(status => status.status === 'ok'));
    });

    test('is watched no longer than somebody reads', async t => {
        const operator = await Operator.create(t);
        const watching = operator.start([`--local=${socketOf(server)}`, 'status', '--watch', '--interval', '1']);
        await watching.says(/\n[^]*\n/);
        assert.match(watching.out, /^TIME +STATUS +ACCOUNTS +SESSIONS +SOCKETS .*\n[-0-9]+ [:0-9]+ +ok +\d/);
        watching.child.stdout.destroy();
        assert.equal(await watching.ended, 0);
    });
});

describe('sessions', () => {
    const list = (t, more, at) => local(t, ['session', 'list', '-o', 'ndjson', ...more], { at });

    test('say what they are doing now', async t => {
        const client = new Client(server, freshPhone(), 'busy phone');
        await client.signIn();
        await client.connect({ transports: ['websocket'] });
        t.after(() => client.close());
        const controller = new AbortController();
        const stream = await fetch(`${server.url}/api/v1/events`, {
            headers: { authorization: `Bearer ${client.accessToken}` }, signal: controller.signal });
        t.after(() => controller.abort());
        assert.equal(stream.status, 200);
        const look = async () => lines((await list(t, ['--filter', 'device:"busy phone"'])).out)[0];
        const session = await until(look, 'both sockets', { isMeant: seen => seen?.sockets === 2 && seen.queuedBytes === 0 });
        assert.deepEqual(session.transports, ['socketio-websocket', 'event-stream']);
        assert.deepEqual([session.sockets, session.node, session.queuedBytes], [2, 0, 0]);
    });

    test('are sorted, and the same in pages as in a file', async t => {
        const own = await Server.create();
        t.after(() => own.dispose());
        await own.ready();
        for (const name of ['=cmd|calc', 'Bob', 'alice']) {
            const client = await Client.signIn(own, freshPhone(), name);
            await client.put('/api/v1/users/me', { displayName: name });
        }
        const sorted = async order => lines((await list(t, ['--sort', order], own)).out).map(each => each.device);
        assert.deepEqual(await sorted('created'), ['=cmd|calc', 'Bob', 'alice']);
        assert.deepEqual(await sorted('-created'), ['alice', 'Bob', '=cmd|calc']);
        const wanted = lines((await list(t, ['--sort', 'created'], own)).out);
        const exported = async query => {
            const reply = await new Promise((resolve, reject) => get({
                socketPath: socketOf(own), path: `/api/v1/admin/sessions/export?${query}` }, resolve).on('error', reject));
            let text = '';
            for await (const data of reply) text += data;
            return { reply, text };
        };
        const ndjson = await exported('format=ndjson&sort=created');
        assert.equal(ndjson.reply.headers['transfer-encoding'], 'chunked');
        assert.match(ndjson.reply.headers['content-disposition'], /attachment; filename="?sessions\.ndjson/);
        assert.deepEqual(lines(ndjson.text), wanted);
        const csv = await exported('format=csv&sort=created&filter=device:b*');
        const [head, row, rest] = csv.text.split('\r\n');
        assert.match(head, /^id,user\.id,user\.name,state,device,/);
        assert.equal(row.split(',')[0], wanted[1].id);
        assert.equal(rest, '');
        const all = await exported('format=csv');
        assert.match(all.text, /,'=cmd\|calc,/, 'a formula');
        assert.equal((await exported('format=xlsx')).reply.statusCode, 400);
    });

    test('that ended say when, by whom and why', async t => {
        const client = new Client(server, freshPhone(), 'old phone');
        await client.signIn();
        await client.post('/api/v1/auth/logout');
        const filter = 'device:"old phone"';
        const shown = await local(t, ['session', 'history', '--filter', filter, '-o', 'ndjson']);
        assert.equal(shown.code, 0, shown.err);
        const [session] = lines(shown.out);
        assert.deepEqual([session.state, session.endedBy], ['revoked', 'user']);
        assert.ok(Date.parse(session.endedAt));
        const live = await local(t, ['session', 'history', '--filter', 'state:active', '-o', 'name']);
        assert.equal(live.out, '');
    });
});

describe('the feed', () => {
    /** Something of everything that it tells of. Resolves with the session's id. */
    async function happen(t) {
        const client = new Client(server, freshPhone(), 'watched phone');
        await client.signIn();
        const [session] = lines((await local(t, ['session', 'list', '--filter', 'state:active device:"watched phone"', '-o', 'ndjson'])).out);
        await local(t, ['session', 'revoke', session.id, '--reason', 'seen', '--yes']);
        return session.id;
    }

    test('is shown in a terminal as it comes', async t => {
        const operator = await Operator.create(t);
        await watchers(0); // One of before may go a little later.
        const watching = operator.start([`--local=${socketOf(server)}`, 'session', 'watch', '-o', 'json']);
        t.after(() => watching.child.kill());
        await watchers(1);
        const id = await happen(t);
        await watching.says(/"revoked".*\n/);
        const news = lines(watching.out);
        assert.deepEqual(news.map(each => each.what), ['signed-in', 'revoked']);
        assert.deepEqual(news.map(each => each.session.id), [id, id]);
        assert.deepEqual([news[1].session.endedBy, news[1].session.endedWhy], [actor, 'seen']);
        watching.child.kill('SIGINT');
        assert.equal(await watching.ended, 130);
    });

    /** Who watches is a socket like any other. */
    function watchers(count) {
        return until(() => server.status(), `${count} who watch`,
            { isMeant: status => (status.sockets['event-stream'] ?? 0) === count });
    }

    test('is told to the staff over any wire, and to nobody else', async t => {
        const staff = await Client.signIn(server);
        const nobody = await Client.signIn(server);
        const set = await local(t, ['user', 'set-role', staff.user.id, 'auditor', '--yes']);
        assert.equal(set.code, 0, set.err);
        const plain = client => within(new Promise((resolve, reject) => {
            const socket = new WebSocket(server.url.replace('http', 'ws') + '/ws', ['linnet.v1']);
            t.after(() => socket.close());
            socket.heard = [];
            socket.onopen = () => socket.send(JSON.stringify({ event: 'auth', data: { token: client.accessToken, dialect: 'admin' } }));
            socket.onmessage = ({ data }) => {
                const message = JSON.parse(data.toString());
                if (message.event === 'ready' || message.event === 'refused') resolve({ socket, message });
                else socket.heard.push(message);
            };
            socket.onerror = reject;
        }), 'an answer to who comes');
        assert.equal((await plain(nobody)).message.event, 'refused');
        const { socket } = await plain(staff);
        const io = new Client(server, staff.phone, staff.device);
        io.accessToken = staff.accessToken;
        await io.connect({ auth: { token: staff.accessToken, dialect: 'admin' } });
        t.after(() => io.close());
        const refused = await fetch(`${server.url}/api/v1/admin/events`, { headers: { authorization: `Bearer ${nobody.accessToken}` } });
        assert.equal(refused.status, 403);
        assert.equal((await fetch(`${server.url}/api/v1/admin/events`)).status, 401);

        const id = await happen(t);
        const news = await io.hears('session.revoked', data => data.session.id === id);
        assert.equal(news.what, 'revoked');
        assert.equal(io.all('session.signed-in').at(-1).session.id, id);
        await until(() => socket.heard, 'two news', { isMeant: heard => heard.length >= 2 });
        assert.deepEqual(socket.heard.map(each => each.event), ['session.signed-in', 'session.revoked']);
        assert.equal(io.all('message:new').length, 0);
    });
});

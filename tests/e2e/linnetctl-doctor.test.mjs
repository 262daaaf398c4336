// SPDX-License-Identifier: GPL-3.0-or-later
// What a server stands on, looked at from within and from outside.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { Client, freshPhone } from './client.mjs';
import { certificate, MailServer, SilentServer } from './mailserver.mjs';
import { Operator } from './operator.mjs';
import { Server } from './server.mjs';

const lines = text => text.trim().split('\n').filter(Boolean).map(line => JSON.parse(line));
const byId = reply => Object.fromEntries(lines(reply.out).map(finding => [finding.id, finding]));
const states = reply => Object.fromEntries(lines(reply.out).map(({ id, state }) => [id, state]));
const socketOf = at => join(at.dataDirectory, 'operator.sock');

/** What linnetctl finds at the operator's socket of `at`. */
async function local(t, at, words = [], options = {}) {
    const operator = await Operator.create(t);
    return operator.run([`--local=${socketOf(at)}`, 'doctor', '-o', 'ndjson', ...words], options);
}

/** A server that goes away with the test. */
async function serverWith(t, settings, more = {}) {
    const server = await Server.prepare({ settings, ...more });
    t.after(() => server.dispose());
    await server.start();
    return server;
}

describe('a server that is well', () => {
    let server;
    before(async () => {
        server = await Server.create();
        await server.ready();
    });
    after(() => server?.dispose());

    test('is found to be', async t => {
        const owner = await Operator.owner(t, server);
        const reply = await owner.run(['doctor', '-o', 'ndjson']);
        assert.equal(reply.code, 0, reply.out + reply.err);
        assert.equal(reply.err, '', 'no progress off a terminal');
        const found = byId(reply);
        assert.deepEqual(Object.keys(found), [
            'server', 'clock.difference', 'clock', 'certificate', 'mail', 'disk.database', 'disk.media',
            'descriptors', 'database', 'queue', 'keys', 'backup', 'restore',
            'certificate.served', 'polling', 'websocket']);
        for (const id of ['server', 'clock.difference', 'mail', 'database', 'queue', 'keys', 'polling', 'websocket'])
            assert.equal(found[id].state, 'ok', JSON.stringify(found[id]));
        assert.equal(found.backup.state, 'warning');
        assert.equal(found.restore.state, 'warning');
        for (const { state, text, fix } of Object.values(found)) {
            assert.match(text, /\.$/);
            assert.ok(fix !== '' || state === 'ok' || state === 'skipped', text);
            assert.ok(!`${text}${fix}`.includes(server.directory), 'no path of the machine');
        }
    });

    test('tells who asks on its machine, who says where clients reach it', async t => {
        assert.equal(states(await local(t, server)).outside, 'skipped');
        const reply = await local(t, server, ['--url', server.url]);
        assert.equal(reply.code, 0, reply.err);
        assert.deepEqual([states(reply).polling, states(reply).websocket], ['ok', 'ok']);
    });

    test('tells people what to do in words', async t => {
        const operator = await Operator.create(t);
        const { out } = await operator.run([`--local=${socketOf(server)}`, 'doctor']);
        assert.match(out, /^ok {4}server {14}unix:\S+ answers in \d+ \w+, and is ready\.$/m);
        assert.match(out, /^WARN {2}backup {14}This server was never backed up\.\n {26}Fix: Make one: linnetctl backup create/m);
    });

    test('tells a moderator and a stranger less', async t => {
        const moderator = await Operator.create(t);
        const phone = freshPhone();
        await moderator.signIn(server, phone);
        const client = new Client(server, phone, 'phone');
        await client.signIn();
        const operator = await Operator.create(t);
        const set = await operator.run([`--local=${socketOf(server)}`, 'user', 'set-role', client.user.id, 'moderator', '--yes']);
        assert.equal(set.code, 0, set.err);
        const refused = await moderator.run(['doctor', '-o', 'ndjson']);
        assert.equal(refused.code, 77);
        assert.deepEqual(states(refused), {
            server: 'ok', 'clock.difference': 'ok', 'server.checks': 'skipped',
            'certificate.served': 'skipped', polling: 'ok', websocket: 'ok' });
        const stranger = await operator.run(['doctor', '-o', 'ndjson', '--server', server.url]);
        assert.equal(stranger.code, 0, stranger.err);
        assert.equal(states(stranger)['server.checks'], 'skipped');
    });

    test('is seen through what is in front of it', async t => {
        // It takes requests and no upgrades, as a proxy does that nobody has told of WebSockets.
        const proxy = createServer((incoming, outgoing) => {
            const { 'connection': _, upgrade: __, ...headers } = incoming.headers;
            const onward = request(`${server.url}${incoming.url}`, { method: incoming.method, headers }, reply => {
                outgoing.writeHead(reply.statusCode, reply.headers);
                reply.pipe(outgoing);
            });
            incoming.pipe(onward);
        }).listen(0, '127.0.0.1');
        await once(proxy, 'listening');
        t.after(() => proxy.close());
        const reply = await local(t, server, ['--url', `http://127.0.0.1:${proxy.address().port}`]);
        assert.equal(reply.code, 69);
        const { polling, websocket } = byId(reply);
        assert.equal(polling.state, 'ok', polling.text);
        assert.equal(websocket.state, 'failure');
        assert.match(websocket.text, /is answered with "HTTP\/1\.1 400/);
        assert.match(websocket.fix, /proxy_set_header Upgrade/);
        assert.match(reply.err, /^linnetctl: 1 of \d+ checks failed\.\n$/);
    });

    test('and goes down is a finding', async t => {
        const operator = await Operator.create(t);
        await operator.signIn(server);
        await server.stop();
        const reply = await operator.run(['doctor', '-o', 'ndjson']);
        assert.equal(reply.code, 69);
        const found = byId(reply);
        assert.equal(found.server.state, 'failure');
        assert.match(found.server.fix, /systemctl start linnetd/);
        assert.deepEqual([found.polling.state, found.websocket.state], ['skipped', 'skipped']);
    });
});

describe('a mail server', { concurrency: 2 }, () => {
    const { key, cert, caFile } = certificate();
    const mailAt = (port, more) => ({ host: 'localhost', port, from: 'Linnet <no-reply@example.org>', caFile, ...more });

    test('is asked for all that comes before a mail', async t => {
        const onAuth = ({ username, password }, _, done) =>
            username === 'linnet' && password === 'right' ? done(null, { user: username }) : done(new Error('who are you'));
        const smtp = await MailServer.start({ key, cert, onAuth });
        t.after(() => smtp.stop());
        const server = await Server.prepare();
        t.after(() => server.dispose());
        const passwordFile = join(server.directory, 'password');
        await writeFile(passwordFile, 'right\n', { mode: 0o600 });
        await server.configure({ mail: mailAt(smtp.port, { user: 'linnet', passwordFile }) });
        await server.start();
        const { mail } = byId(await local(t, server));
        assert.equal(mail.state, 'ok', mail.text);
        assert.match(mail.text, /^localhost, port \d+, answers \(STARTTLS\) and takes the sign-in of linnet \(.*\)\. No mail was sent\.$/);
        assert.equal(smtp.mails.length, 0);
        assert.equal(smtp.attempts, 0, 'no recipient was named');

        await writeFile(passwordFile, 'wrong\n', { mode: 0o600 });
        await server.ready();
        server.signal('SIGHUP');
        await server.logged(/configuration reloaded/);
        const refused = await local(t, server);
        assert.equal(refused.code, 69);
        assert.match(byId(refused).mail.text, /AUTH was answered with 535/);
        assert.ok(!refused.out.includes('wrong'), 'the password');
    });

    test('that says nothing holds nobody up', async t => {
        const silent = await SilentServer.start();
        t.after(() => silent.stop());
        const server = await serverWith(t, { mail: mailAt(silent.port) });
        const first = local(t, server);
        await silent.connected();
        // Meanwhile the server serves, and does not look twice at the same time.
        assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
        const second = byId(await local(t, server));
        assert.match(second['server.checks'].text, /being looked at already/);
        const reply = await first;
        assert.equal(reply.code, 69);
        assert.equal(byId(reply).mail.state, 'failure');
        assert.equal(byId(reply).database.state, 'ok');

        await server.ready();
        const third = local(t, server);
        await silent.connected(2);
        assert.deepEqual(await server.stop(), { code: 0, signal: null });
        assert.match((await third).err, /checks failed/);
    });
});

test('certificates are looked at where they are and as they are served', async t => {
    const { key, cert, caFile } = certificate();
    const folder = await Server.prepare();
    t.after(() => folder.dispose());
    const files = { certificate: join(folder.directory, 'cert.pem'), key: join(folder.directory, 'key.pem') };
    await writeFile(files.certificate, cert);
    await writeFile(files.key, key, { mode: 0o600 });
    const server = await serverWith(t, {}, { listener: files });
    const trusting = { environment: { LINNET_CA_FILE: caFile } };
    const reply = await local(t, server, ['--url', server.url], trusting);
    const found = byId(reply);
    assert.equal(found.certificate.state, 'warning');
    assert.match(found.certificate.text, /^The certificate CN=localhost is good for 1 day, until \d{4}-\d\d-\d\d\.$/);
    assert.equal(found['certificate.served'].text, found.certificate.text);
    assert.deepEqual([found.polling.state, found.websocket.state], ['ok', 'ok'], reply.out);

    const wary = await local(t, server, ['--url', server.url]);
    assert.equal(wary.code, 69);
    assert.match(byId(wary)['certificate.served'].text, /is not trusted.*self.signed/);
});

// SPDX-License-Identifier: GPL-3.0-or-later
// What linnetd hands to a real mail server, and what it makes of one that will not have it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { simpleParser } from 'mailparser';

import { Downgrader, MailServer, SilentServer, certificate, refusal } from './mailserver.mjs';
import { Server } from './server.mjs';
import { pace, roomInHour, until } from './waiting.mjs';

const code = (to = 'ann@example.org') =>
    ({ to, template: 'sign-in-code', values: { code: '482913', minutes: 5 } });

const mailTo = (port, more = {}) =>
    ({ host: '127.0.0.1', port, security: 'none', from: 'Linnet <no-reply@example.org>', ...more });

function enqueue(server, mails) {
    const run = spawnSync(process.env.ENQUEUE_MAIL, [server.configFile, server.dataDirectory],
        { input: JSON.stringify(mails), encoding: 'utf8', timeout: 30_000 });
    assert.equal(run.status, 0, run.stderr);
}

/** A linnetd that starts with `mails` in its queue, and ends with the test. */
async function withQueue(t, mail, mails) {
    const server = await Server.prepare({ settings: { mail }, arguments: [] });
    t.after(() => server.dispose());
    enqueue(server, mails);
    await server.start();
    return server;
}

async function mailServer(t, options) {
    const smtp = await MailServer.start(options);
    t.after(() => smtp.stop());
    return smtp;
}

/** What /readyz says, once there is a signing key. */
async function ready(server) {
    const ask = async () => {
        const reply = await fetch(`${server.url}/readyz`);
        const body = await reply.json();
        if (reply.status !== 200) assert.match(body.message, /^Not ready: keys\.$/);
        return { status: reply.status, body };
    };
    return (await until(ask, 'ready', { isMeant: ({ status }) => status === 200, limit: 120_000, every: 200 })).body;
}

async function passwordFile(server, password) {
    const file = join(server.directory, 'password');
    await writeFile(file, `${password}\n`, { mode: 0o600 });
    return file;
}

const secret = { user: 'linnet', password: 'correct horse' };
const onAuth = ({ username, password }, session, done) =>
    (username === secret.user && password === secret.password
        ? done(null, { user: username }) : done(new Error('no')));

/** A linnetd that signs in at `smtp` with `password`. */
async function withSignIn(t, mail, password) {
    const server = await Server.prepare({ settings: {}, arguments: [] });
    t.after(() => server.dispose());
    await server.configure({ mail: { ...mail, user: secret.user, passwordFile: await passwordFile(server, password) } });
    enqueue(server, [code()]);
    await server.start();
    return server;
}

describe('mail', { concurrency: 4 }, () => {
    test('arrives as it was written, in any script', { timeout: 150_000 }, async t => {
        const smtp = await mailServer(t);
        const begun = Date.now();
        await withQueue(t, mailTo(smtp.port), [{
            to: 'ann@example.org',
            template: 'friend-request',
            language: 'hi-IN',
            values: { name: 'राम & <b>Jürgen</b> 😀', link: 'https://example.org/f?a=1&b=2' },
            unsubscribe: 'https://example.org/out',
        }]);
        const [mail] = await smtp.received();
        assert.equal(mail.subject, 'राम & <b>Jürgen</b> 😀 Linnet पर आपसे मित्रता करना चाहते हैं');
        assert.deepEqual(mail.from.value, [{ address: 'no-reply@example.org', name: 'Linnet' }]);
        assert.equal(mail.to.text, 'ann@example.org');
        assert.ok(mail.text.includes('राम & <b>Jürgen</b> 😀 ने आपको'));
        assert.ok(mail.text.includes('\nhttps://example.org/f?a=1&b=2\n'));
        assert.ok(mail.html.includes('राम &amp; &lt;b&gt;Jürgen&lt;/b&gt; 😀 ने आपको'));
        assert.ok(mail.html.includes('href="https://example.org/f?a=1&amp;b=2"'));
        assert.equal(mail.headers.get('content-language'), 'hi');
        assert.equal(mail.headers.get('auto-submitted'), 'auto-generated');
        assert.equal(mail.headers.get('list').unsubscribe.url, 'https://example.org/out');
        assert.match(mail.messageId, /^<[0-9]+\.[0-9a-f]{16}@example\.org>$/);
        assert.ok(mail.date >= begun - 1000 && mail.date <= Date.now(), `${mail.date}`); // In whole seconds.
        assert.equal(mail.headers.get('content-type').value, 'multipart/alternative');
        assert.equal(mail.attachments.length, 0);
    });

    test('a name cannot add a header, a recipient or a part', { timeout: 150_000 }, async t => {
        const smtp = await mailServer(t);
        const name = 'Eve\r\nBcc: all@example.org\r\n\r\n.\r\nQUIT\r\n--=_x';
        await withQueue(t, mailTo(smtp.port), [
            { to: 'ann@example.org', template: 'friend-request', values: { name, link: 'https://example.org/' } },
        ]);
        const [mail] = await smtp.received();
        assert.ok(mail.subject.startsWith('Eve Bcc: all@example.org . QUIT --=_x wants'));
        assert.equal(mail.headers.has('bcc'), false);
        assert.deepEqual(mail.recipients, ['ann@example.org']);
        assert.ok(mail.text.startsWith('Eve Bcc: all@example.org . QUIT --=_x sent you'));
        assert.ok(mail.html.includes('</html>'));
    });

    test('goes over STARTTLS, signed in', { timeout: 150_000 }, async t => {
        const { key, cert, caFile } = certificate();
        const smtp = await mailServer(t, { key, cert, onAuth });
        await withSignIn(t, mailTo(smtp.port, { security: 'starttls', caFile }), secret.password);
        const [mail] = await smtp.received();
        assert.equal(mail.secure, true);
        assert.equal(mail.user, secret.user);
        assert.ok(mail.text.includes('482913'));
    });

    test('goes over TLS from the first byte', { timeout: 150_000 }, async t => {
        const { key, cert, caFile } = certificate();
        const smtp = await mailServer(t, { key, cert, secure: true });
        await withQueue(t, mailTo(smtp.port, { security: 'tls', caFile, host: 'localhost' }), [code()]);
        const [mail] = await smtp.received();
        assert.equal(mail.secure, true);
    });

    test('waits rather than go to a server that nobody vouches for', { timeout: 150_000 }, async t => {
        const { key, cert } = certificate();
        const smtp = await mailServer(t, { key, cert });
        const server = await withQueue(t, mailTo(smtp.port, { security: 'starttls' }), [code()]);
        await server.logged(/mail job \d+ failed at attempt 1, again in \d+ ms: .*certificate/);
        assert.equal(smtp.attempts, 0);
    });

    test('and passwords are not for a server without STARTTLS', { timeout: 150_000 }, async t => {
        let signIns = 0;
        const smtp = await mailServer(t, {
            allowInsecureAuth: true, onAuth: (...all) => { signIns += 1; onAuth(...all); },
        });
        const server = await withSignIn(t, mailTo(smtp.port, { security: 'starttls' }), secret.password);
        await server.logged(/mail job \d+ failed at attempt 2, again in \d+ ms/);
        assert.deepEqual([signIns, smtp.attempts, smtp.mails.length], [0, 0, 0]);
    });

    test('and passwords are not for who hides a server\'s STARTTLS', { timeout: 150_000 }, async t => {
        const { key, cert, caFile } = certificate();
        const smtp = await mailServer(t, { key, cert, onAuth, allowInsecureAuth: true });
        const between = await Downgrader.start(smtp.port);
        t.after(() => between.stop());
        const server = await withSignIn(t, mailTo(between.port, { security: 'starttls', caFile }), secret.password);
        await server.logged(/mail job \d+ failed at attempt 2, again in \d+ ms/);
        assert.match(between.said, /^EHLO /);
        assert.doesNotMatch(between.said, /AUTH|MAIL FROM|RCPT TO/i);
        for (const told of [secret.password, Buffer.from(`\0${secret.user}\0${secret.password}`).toString('base64')])
            assert.ok(!between.said.includes(told));
    });

    test('waits for the right password', { timeout: 150_000 }, async t => {
        const { key, cert, caFile } = certificate();
        const smtp = await mailServer(t, { key, cert, onAuth });
        const server = await withSignIn(t, mailTo(smtp.port, { security: 'starttls', caFile }), 'not the right one');
        await server.logged(/mail job \d+ failed at attempt 1, again in \d+ ms: .*535/);
        assert.ok(!server.log.includes('not the right one'));
        assert.equal(smtp.attempts, 0);
    });

    test('to nobody is given up at once', { timeout: 150_000 }, async t => {
        const smtp = await mailServer(t, { onRecipient: () => { throw refusal(550, '5.1.1 nobody here'); } });
        const server = await withQueue(t, mailTo(smtp.port), [code()]);
        await server.logged(/mail job \d+ is given up at attempt 1: .*550 5\.1\.1 nobody here/);
        assert.equal(smtp.attempts, 1);
        const metrics = await (await fetch(`${server.url}/metrics`)).text();
        assert.match(metrics, /linnet_job_attempts_total\{kind="mail",outcome="dead"\} 1\n/);
        assert.equal((await ready(server)).services.mail, 'ok');
    });

    test('share the connections there are', { timeout: 150_000 }, async t => {
        const smtp = await mailServer(t);
        const mails = Array.from({ length: 40 }, (_, i) => code(`ann${i}@example.org`));
        await withQueue(t, mailTo(smtp.port), mails);
        await smtp.received(40);
        assert.equal(new Set(smtp.mails.map(mail => mail.to.text)).size, 40);
        assert.ok(smtp.connections <= 4, `${smtp.connections} connections`); // One for each thread.
    });

    test('that is put off is sent a little later', { timeout: 150_000 }, async t => {
        const onRecipient = (to, attempt) => { if (attempt === 1) throw refusal(451, '4.7.1 greylisted'); };
        const smtp = await mailServer(t, { onRecipient });
        await withQueue(t, mailTo(smtp.port), [code()]);
        await smtp.received();
        assert.equal(smtp.attempts, 2);
    });

    test('waits for a mail server that is down, while the node serves', { timeout: 150_000 }, async t => {
        const before = await MailServer.start();
        const { port } = before;
        await before.stop();
        const server = await withQueue(t, mailTo(port), [code()]);
        await server.logged(/mail job \d+ failed at attempt 1/);
        const { status, services } = await ready(server);
        assert.equal(status, 'degraded');
        assert.equal(services.mail, 'degraded');
        const smtp = await mailServer(t, { port });
        await smtp.received();
        assert.equal(smtp.mails.length, 1);
    });

    test('does not wait for ever for a server that says nothing', { timeout: 150_000 }, async t => {
        const silent = await SilentServer.start();
        t.after(() => silent.stop());
        const server = await withQueue(t, mailTo(silent.port, { timeout: '1s' }), [code()]);
        await server.logged(/mail job \d+ failed at attempt 1, again in \d+ ms: .*[Tt]imed out/);
        await silent.connected(2);
    });

    test('survives kill -9 on its way, and a mail that was sent is not sent again', { timeout: 150_000 }, async t => {
        const silent = await SilentServer.start();
        const { port } = silent;
        const server = await withQueue(t, mailTo(port), [code()]);
        await silent.connected();
        await server.kill();
        await silent.stop();
        const smtp = await mailServer(t, { port });
        await server.start();
        await smtp.received();
        await ready(server); // It does not end while it makes its first key.
        assert.equal((await server.stop()).code, 0);
        enqueue(server, [code('bob@example.org')]);
        await server.start();
        await smtp.received(2);
        assert.deepEqual(smtp.mails.map(mail => mail.to.text), ['ann@example.org', 'bob@example.org']);
    });

    test('ends with the server, also where it hangs', { timeout: 150_000 }, async t => {
        const silent = await SilentServer.start();
        t.after(() => silent.stop());
        const server = await withQueue(t, mailTo(silent.port, { timeout: '2m' }), [code()]);
        await silent.connected();
        await ready(server); // It does not end while it makes its first key.
        const slowness = await pace(server);
        const began = Date.now();
        assert.equal((await server.stop()).code, 0, server.log);
        assert.ok(Date.now() - began < 14_000 + slowness);
    });

    test('wants a password that only its owner can read, and names the file', { timeout: 150_000 }, async t => {
        const server = await Server.prepare({ settings: {}, arguments: [] });
        t.after(() => server.dispose());
        const file = await passwordFile(server, secret.password);
        await chmod(file, 0o644);
        await server.configure({ mail: mailTo(25, { user: secret.user, passwordFile: file }) });
        const run = spawnSync(process.env.LINNETD, ['serve', '--config', server.configFile,
            '--data-dir', server.dataDirectory, '--listen', '127.0.0.1:0'], { encoding: 'utf8', timeout: 30_000 });
        assert.equal(run.status, 1);
        assert.ok(run.stderr.includes(`${file} has mode 644: run chmod 600`), run.stderr);
    });

    test('is a file in development', { timeout: 150_000 }, async t => {
        const smtp = await mailServer(t);
        const server = await Server.prepare({ settings: { mail: mailTo(smtp.port) } });
        t.after(() => server.dispose());
        enqueue(server, [code()]);
        await server.configure({});
        await server.start();
        await server.logged(/A mail to ann@example\.org is in /);
        const folder = join(server.dataDirectory, 'mail');
        const [file] = await readdir(folder);
        const mail = await simpleParser(await readFile(join(folder, file)));
        assert.ok(mail.text.includes('482913'));
        assert.equal(smtp.attempts, 0);
    });
});

describe('a code that could not be mailed', { concurrency: 2 }, () => {
    const askFor = (server, email = 'ann@example.org') => fetch(`${server.url}/api/v1/login`, {
        method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email }),
    });

    async function serverWith(t, port, otp = {}) {
        await roomInHour(90_000);
        const settings = { otp: { destinationPerHour: 1, ...otp }, mail: mailTo(port) };
        const server = await Server.create({ settings, arguments: [] });
        t.after(() => server.dispose());
        await server.ready();
        assert.equal((await askFor(server)).status, 200);
        return server;
    }

    /** It is given back a moment after it is logged. */
    function askedAgain(server) {
        return until(() => askFor(server), 'the attempt that is given back', { isMeant: reply => reply.status !== 429, every: 50 });
    }

    test('counts for nothing where it is refused', { timeout: 300_000 }, async t => {
        const onRecipient = (to, attempt) => { if (attempt === 1) throw refusal(550, '5.1.1 nobody here'); };
        const smtp = await mailServer(t, { onRecipient });
        const server = await serverWith(t, smtp.port);
        await server.logged(/mail job \d+ is given up at attempt 1/);
        assert.equal((await askedAgain(server)).status, 200);
        const [mail] = await smtp.received();
        assert.match(mail.text, /\d{6}/);
        assert.equal((await askFor(server)).status, 429); // This one counts.
    });

    test('counts for nothing where there is no server any more', { timeout: 300_000 }, async t => {
        const before = await MailServer.start();
        const { port } = before;
        await before.stop();
        const server = await serverWith(t, port, { lifetime: '15s' });
        assert.equal((await askFor(server)).status, 429);
        await server.logged(/mail job \d+ is given up at attempt \d+: .*too late/, 90_000);
        const smtp = await mailServer(t, { port });
        assert.equal((await askedAgain(server)).status, 200);
        await smtp.received();
    });
});

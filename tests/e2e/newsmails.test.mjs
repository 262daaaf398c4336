// SPDX-License-Identifier: GPL-3.0-or-later
// Mails of what happens while people are not here, and the links in mails, over a real mail server.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { describe, test } from 'node:test';

import { Browser, freshEmail } from './browser.mjs';
import { Client } from './client.mjs';
import { MailServer } from './mailserver.mjs';
import { freePort } from './ports.mjs';
import { Server } from './server.mjs';
import { until } from './waiting.mjs';

const mailTo = (port, more = {}) =>
    ({ host: '127.0.0.1', port, security: 'none', from: 'Linnet <no-reply@example.org>', ...more });

/** A linnetd that knows where it is, and the mail server that it hands mails to. */
async function withMail(t, more) {
    const smtp = await MailServer.start();
    const server = await Server.prepare();
    t.after(async () => { await server.dispose(); await smtp.stop(); });
    await server.configure({ node: { publicUrl: `http://127.0.0.1:${server.port}` }, mail: mailTo(smtp.port, more) });
    await server.start();
    return { server, smtp };
}

/** Somebody with a proven address, who is not connected. */
async function away(server, language) {
    const client = new Client(server);
    client.email = freshEmail();
    await client.post('/api/v1/login', { email: client.email });
    const reply = await client.post('/api/v1/verify', { email: client.email, otp: '123456' });
    assert.equal(reply.status, 200, reply.text);
    client.accessToken = reply.body.token;
    client.user = { id: reply.body.user._id };
    if (language) assert.equal((await client.put('/api/v1/users/me', { language })).status, 200);
    return client;
}

/** The mails to `client` that say how to get no more of them, once there are `count`. */
async function newsTo(smtp, client, count = 1) {
    for (let all = 0; ; ++all) {
        const mails = await smtp.received(all);
        const news = mails.filter(mail => mail.to.text === client.email && mail.headers.get('list'));
        if (news.length >= count) return news;
        all = mails.length;
    }
}

/** Resolves when there is no mail on its way any more. */
function allSent(server) {
    const waiting = () => server.administration(`jobs?filter=${encodeURIComponent('kind:mail state:pending,running')}`);
    return until(waiting, 'the end of all mails', { isMeant: ({ items }) => items.length === 0 });
}

const linkOf = mail => mail.headers.get('list').unsubscribe.url;
const choiceOf = async client => (await client.get('/api/v1/users/me/mails')).body.mails;

async function ask(asker, asked) {
    const reply = await asker.post('/api/v1/friends/requests', { userId: asked.user.id });
    assert.equal(reply.status, 201, reply.text);
}

describe('a mail of a friend request', { concurrency: 3 }, () => {
    test('comes in their language, one for a burst, and ends with one click', { timeout: 240_000 }, async t => {
        const { server, smtp } = await withMail(t);
        const bob = await away(server, 'de');
        const [alice, carol] = [await Client.signIn(server), await Client.signIn(server)];
        await alice.put('/api/v1/users/me', { displayName: 'Alice' });
        await ask(alice, bob);
        await ask(carol, bob);
        const [mail] = await newsTo(smtp, bob);
        assert.equal(mail.subject, 'Alice möchte auf Linnet mit Ihnen befreundet sein');
        assert.ok(mail.text.includes(linkOf(mail)));
        assert.equal(mail.headers.get('list')['unsubscribe-post'].name, 'List-Unsubscribe=One-Click');

        const shown = await fetch(linkOf(mail), { headers: { 'accept-language': 'hi' } });
        assert.deepEqual([shown.status, shown.headers.get('content-type')], [200, 'text/html; charset=utf-8']);
        const page = await shown.text();
        assert.ok(page.includes('<html lang="hi">') && page.includes('<form method="post">'), page);
        assert.deepEqual(await choiceOf(bob), { friendRequests: true, whileAway: true });

        const body = new FormData();
        body.append('List-Unsubscribe', 'One-Click');
        const ended = await fetch(linkOf(mail), { method: 'POST', body });
        assert.equal(ended.status, 200);
        assert.deepEqual(await choiceOf(bob), { friendRequests: false, whileAway: true });

        const reply = await bob.put('/api/v1/users/me/mails', { friendRequests: true, whileAway: false });
        assert.deepEqual([reply.status, reply.body.mails], [200, { friendRequests: true, whileAway: false }]);
        await allSent(server);
        assert.equal((await newsTo(smtp, bob)).length, 1);
    });

    test('does not come to who is here, or does not want it', { timeout: 240_000 }, async t => {
        const { server, smtp } = await withMail(t);
        const [bob, dora, erin] = [await away(server), await away(server), await away(server)];
        await bob.connect();
        await dora.put('/api/v1/users/me/mails', { friendRequests: false });
        const alice = await Client.signIn(server);
        for (const each of [bob, dora, erin]) await ask(alice, each);
        await newsTo(smtp, erin); // Who was asked last.
        await allSent(server);
        assert.equal(smtp.mails.filter(mail => mail.headers.get('list')).length, 1);
        bob.close();
    });

    test('cannot be ended by who does not have it', { timeout: 240_000 }, async t => {
        const { server, smtp } = await withMail(t);
        const bob = await away(server);
        await ask(await Client.signIn(server), bob);
        const [mail] = await newsTo(smtp, bob);
        const other = linkOf(mail).replace(/.$/, last => (last === 'A' ? 'B' : 'A'));
        for (const link of [other.slice(0, -8), `${linkOf(mail).split('?')[0]}`, `${linkOf(mail)}AAAA`]) {
            for (const method of ['GET', 'POST']) assert.equal((await fetch(link, { method })).status, 400, link);
        }
        assert.deepEqual(await choiceOf(bob), { friendRequests: true, whileAway: true });
    });
});

describe('a mail of what was missed', () => {
    test('counts, names and tells nothing else, once', { timeout: 240_000 }, async t => {
        const { server, smtp } = await withMail(t, { awayAfter: '12s', awayEvery: '1d' });
        const bob = await away(server);
        const alice = await Client.signIn(server);
        await alice.put('/api/v1/users/me', { displayName: 'Alice' });
        const chat = await alice.directChat(bob);
        await alice.connect();
        for (const text of ['secret one', 'secret two']) assert.equal((await alice.send(chat, text)).success, true);
        const [mail] = await newsTo(smtp, bob);
        assert.equal(mail.subject, 'While you were away from Linnet');
        assert.ok(mail.text.includes('Alice (2)'), mail.text);
        assert.ok(!`${mail.text}${mail.html}`.includes('secret'));
        assert.equal((await fetch(linkOf(mail), { method: 'POST' })).status, 200);
        assert.deepEqual(await choiceOf(bob), { friendRequests: true, whileAway: false });
        alice.close();
    });
});

describe('a link that proves an address', () => {
    test('works where only the family that mailed it is served', { timeout: 240_000 }, async t => {
        const smtp = await MailServer.start();
        const server = await Server.prepare();
        t.after(async () => { await server.dispose(); await smtp.stop(); });
        server.listener = {}; // It is in the file.
        const at = (port, dialects) =>
            `[[listener]]\naddress = "127.0.0.1"\nport = ${port}\ndialects = ${JSON.stringify(dialects)}\n`;
        const elsewhere = await freePort();
        await writeFile(server.configFile, `${at(server.port, ['cookie'])}${at(elsewhere, ['phone'])}[mail]\nhost = "127.0.0.1"\n`
            + `port = ${smtp.port}\nsecurity = "none"\nfrom = "no-reply@example.org"\n`);
        await server.start();
        const page = new Browser(server);
        const email = freshEmail();
        const made = await page.post('/api/auth/signup', { fullName: 'Dora', email, password: 'secret6' });
        assert.equal(made.status, 201, made.text);
        const [mail] = await smtp.received();
        const [link] = /http:\S+token=\S+/.exec(mail.text);
        assert.ok(link.startsWith(`${server.url}/api/v1/mail/verify-email?`), link);
        assert.equal((await fetch(`${server.url}/v1/auth/verify-email?${link.split('?')[1]}`)).status, 404);

        for (let times = 0; times < 2; ++times) { // A scanner, and then its owner.
            const shown = await fetch(link);
            assert.deepEqual([shown.status, shown.headers.get('content-type')], [200, 'text/html; charset=utf-8']);
            assert.match(await shown.text(), /<form method="post">/);
        }
        const proven = await page.request('POST', link.slice(server.url.length), undefined, { origin: server.url });
        assert.equal(proven.status, 200, proven.text);
        assert.equal((await fetch(link, { method: 'POST' })).status, 400);

        assert.equal((await fetch(link.replace(server.url, `http://127.0.0.1:${elsewhere}`))).status, 200);
    });
});

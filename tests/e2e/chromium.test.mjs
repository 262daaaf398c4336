// SPDX-License-Identifier: GPL-3.0-or-later
// Pages of other origins in a real browser, which decides by itself what they may send and read.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';

import { freshEmail, picture } from './browser.mjs';
import { Chromium, program } from './chromium.mjs';
import { Client, freshPhone } from './client.mjs';
import { Server } from './server.mjs';

// Where Debian's package is missing, nothing of this is shown; ./dev test installs it.
const skip = program ? false : 'THERE IS NO CHROMIUM HERE: install the package chromium';

const files = {
    '/': ['text/html', '<!doctype html><script src="/socket.io.min.js"></script><script src="/page.js"></script>'],
    '/page.js': ['text/javascript', await readFile(new URL('page.js', import.meta.url))],
    '/socket.io.min.js': ['text/javascript',
        await readFile(new URL('node_modules/socket.io-client/dist/socket.io.min.js', import.meta.url))],
};

let server;
let pages;
let browser;
let port;
let api;

before(async () => {
    if (skip) return;
    server = await Server.create();
    api = `http://localhost:${server.port}`; // The page's site, but not its origin.
    pages = createServer((request, response) => {
        const [type, body] = files[request.url] ?? [];
        response.writeHead(type ? 200 : 404, { 'content-type': type ?? 'text/plain' }).end(body ?? '');
    });
    await new Promise(resolve => pages.listen(0, '127.0.0.1', resolve));
    port = pages.address().port;
    browser = await Chromium.start();
});
after(async () => {
    await browser?.dispose();
    pages?.close();
    await server?.dispose();
});

const openPage = (host = 'localhost') => browser.open(`http://${host}:${port}/`);

// What is given to run() runs in the page, among the functions of page.js.

async function signUp(page, fullName) {
    const reply = await page.run((...values) => call(...values), 'POST', `${api}/api/auth/signup`,
        { fullName, email: freshEmail(), password: 'secret6' });
    assert.equal(reply.status, 201, JSON.stringify(reply));
    return reply.body;
}

async function signInByPhone(page) {
    const phoneNumber = freshPhone();
    await page.run((...values) => call(...values), 'POST', `${api}/api/v1/auth/request-otp`, { phoneNumber });
    const reply = await page.run((...values) => call(...values), 'POST', `${api}/api/v1/auth/verify-otp`,
        { phoneNumber, otp: '123456', deviceId: 'browser' });
    assert.equal(reply.status, 200, JSON.stringify(reply));
    return reply.body;
}

describe('a page that keeps a cookie', { skip }, () => {
    test('signs up, and is known by the cookie it cannot read', async () => {
        const page = await openPage();
        const { _id } = await signUp(page, 'Ada Lovelace');
        const check = await page.run((...values) => call(...values), 'GET', `${api}/api/auth/check`);
        assert.deepEqual([check.status, check.body._id], [200, _id]);
        assert.equal(await page.run(() => document.cookie), '');
        await page.run((...values) => call(...values), 'POST', `${api}/api/auth/logout`);
        assert.equal((await page.run((...values) => call(...values), 'GET', `${api}/api/auth/check`)).status, 401);
    });

    test('chats over a socket that begins with polling and becomes a WebSocket', async () => {
        const [ada, bob] = [await openPage(), await openPage()];
        const [adaUser, bobUser] = [await signUp(ada, 'Ada'), await signUp(bob, 'Bob')];
        const transports = await bob.run(
            (url, userId) => connect(url, { query: { userId }, withCredentials: true }, 'websocket'), api, bobUser._id);
        assert.deepEqual(transports, ['polling', 'websocket']);
        await bob.run(id => hears('getOnlineUsers', users => users.includes(id)), bobUser._id);
        const sent = await ada.run((...values) => call(...values), 'POST', `${api}/api/messages/send/${bobUser._id}`,
            { text: 'hello from another origin' });
        assert.equal(sent.status, 201);
        const heard = await bob.run(id => hears('newMessage', message => message._id === id), sent.body._id);
        assert.deepEqual([heard.text, heard.senderId], ['hello from another origin', adaUser._id]);
    });

    test('sends a picture as text, and others show it', async () => {
        const [ada, bob] = [await openPage(), await openPage()];
        await signUp(ada, 'Ada');
        const { _id } = await signUp(bob, 'Bob');
        const profile = await ada.run((...values) => call(...values), 'PUT', `${api}/api/auth/update-profile`,
            { profilePic: picture });
        assert.equal(profile.status, 200, JSON.stringify(profile));
        const sent = await ada.run((...values) => call(...values), 'POST', `${api}/api/messages/send/${_id}`,
            { image: picture });
        assert.equal(sent.status, 201, JSON.stringify(sent));
        for (const url of [profile.body.profilePic, sent.body.image])
            assert.deepEqual(await bob.run(address => show(address), url), [1, 1]);
    });

    test('is not known where the API is another site, and is told so', async () => {
        const page = await openPage('127.0.0.1');
        await signUp(page, 'Ada');
        const check = await page.run((...values) => call(...values), 'GET', `${api}/api/auth/check`);
        assert.deepEqual([check.status, typeof check.body.message], [401, 'string']);
    });
});

describe('a page that holds a token', { skip }, () => {
    for (const [name, options, wanted, transports] of [
        ['polling', { transports: ['polling'] }, 'polling', ['polling']],
        ['a WebSocket', { transports: ['websocket'] }, 'websocket', ['websocket']],
        ['polling and then a WebSocket', {}, 'websocket', ['polling', 'websocket']],
    ]) test(`chats over ${name}, from another site`, async () => {
        const page = await openPage('127.0.0.1');
        const { accessToken, user } = await signInByPhone(page);
        const gone = await page.run((url, more, until) => connect(url, more, until),
            api, { ...options, auth: { token: accessToken } }, wanted);
        assert.deepEqual(gone, transports);
        const bob = await Client.signIn(server);
        await bob.connect();
        const answer = await page.run((recipientId, textContent) =>
            socket.timeout(30_000).emitWithAck('message:send', { recipientId, textContent }), bob.user.id, `by ${name}`);
        assert.equal(answer.success, true);
        const heard = await bob.hears('message:new', each => each.id === answer.message.id);
        assert.deepEqual([heard.textContent, heard.senderId], [`by ${name}`, user.id]);
        await bob.ask('message:send', { recipientId: user.id, textContent: 'and back' });
        assert.equal((await page.run(() => hears('message:new'))).textContent, 'and back');
        await page.run(() => { socket.close(); });
        bob.close();
    });

    test('is refused by a socket with the reason', async () => {
        const page = await openPage();
        const refused = page.run(url => connect(url, { auth: { token: 'x' } }, 'websocket'), api);
        await assert.rejects(refused, /Invalid or expired token/);
    });

    test('listens to an event stream', async () => {
        const page = await openPage();
        const { accessToken, user } = await signInByPhone(page);
        assert.equal(await page.run(url => listen(url), `${api}/api/v1/events?token=${accessToken}`), 1);
        const bob = await Client.signIn(server);
        await bob.connect();
        await bob.ask('message:send', { recipientId: user.id, textContent: 'streamed' });
        const told = await page.run(() => found(() => window.told[0], 'message:new', () => window.told));
        assert.equal(told.textContent, 'streamed');
        await page.run(() => { stream.close(); });
        bob.close();
    });

    test('may use any method and any header', async () => {
        const page = await openPage('127.0.0.1');
        const { accessToken } = await signInByPhone(page);
        const headers = { authorization: `Bearer ${accessToken}`, 'bypass-tunnel-reminder': 'true', 'x-odd.header_1': 'a, b' };
        const changed = await page.run((...values) => call(...values), 'PUT', `${api}/api/v1/users/me`,
            { displayName: 'Odd Headers' }, headers);
        assert.deepEqual([changed.status, changed.body.user.display_name], [200, 'Odd Headers']);
        for (const method of ['PATCH', 'DELETE']) {
            const missing = await page.run((...values) => call(...values), method, `${api}/api/v1/no-such-thing`, {}, headers);
            assert.equal(missing.status, 404, method);
        }
    });

    test('uploads a file, and every page shows it', async () => {
        const page = await openPage('127.0.0.1');
        const { accessToken } = await signInByPhone(page);
        const reply = await page.run((...values) => upload(...values), `${api}/api/v1/media/upload`, picture, 'dot.png',
            { authorization: `Bearer ${accessToken}` });
        assert.equal(reply.status, 200, JSON.stringify(reply));
        for (const crossOrigin of ['', 'anonymous', 'use-credentials'])
            assert.deepEqual(await page.run((...values) => show(...values), api + reply.body.mediaUrl, crossOrigin), [1, 1]);
    });

    test('reads why it is refused', async () => {
        const page = await openPage('127.0.0.1');
        for (const [method, path, body, status] of [
            ['GET', '/api/v1/users/me', undefined, 401],
            ['POST', '/api/v1/auth/request-otp', { phoneNumber: 'x' }, 400],
            ['POST', '/api/v1/auth/request-otp', { phoneNumber: 'x'.repeat(2 << 20) }, 413],
            ['GET', '/api/v1/media/files/none.png', undefined, 404],
        ]) {
            const reply = body === undefined
                ? await page.run((...values) => call(...values), method, api + path)
                : await page.run((...values) => call(...values), method, api + path, body);
            assert.equal(reply.status, status, `${method} ${path}`);
            assert.ok(JSON.stringify(reply.body).length > 2, 'says nothing');
        }
    });
});

describe('a page nobody has allowed', { skip }, () => {
    test('reads nothing, and opens no socket', async () => {
        const page = await openPage('pages.localhost');
        await assert.rejects(page.run((...values) => call(...values), 'GET', `${api}/healthz`), /Failed to fetch/);
        for (const transports of [['polling'], ['websocket']]) {
            const refused = page.run((url, list) => connect(url, { transports: list }, 'none'), api, transports);
            await assert.rejects(refused, /xhr poll error|websocket error/);
        }
    });
});

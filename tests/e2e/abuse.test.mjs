// SPDX-License-Identifier: GPL-3.0-or-later
// Guessing, locking out and replaying, over the wire and many at once.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';

import { freshPlace, post } from './caller.mjs';
import { Client, freshPhone } from './client.mjs';
import { Server } from './server.mjs';
import { roomInHour } from './waiting.mjs';

let server;
before(async () => { server = await Server.create(); });
after(() => server?.dispose());
beforeEach(() => roomInHour(120_000));

const all = (count, ask) => Promise.all(Array.from({ length: count }, (_, i) => ask(i)));
const strangers = Array.from({ length: 20 }, freshPlace);
const requestCode = (phoneNumber, place) => post(server, '/api/v1/auth/request-otp', { phoneNumber }, place);
const verify = (phoneNumber, otp, place) =>
    post(server, '/api/v1/auth/verify-otp', { phoneNumber, otp, deviceId: 'phone' }, place);

test('of five hundred guesses at once no more are looked at than a code survives', async () => {
    const phoneNumber = freshPhone();
    const client = new Client(server, phoneNumber, 'phone');
    await client.post('/api/v1/auth/request-otp', { phoneNumber });
    const replies = await all(500, i => client.post('/api/v1/auth/verify-otp',
        { phoneNumber, otp: String(900000 + i), deviceId: 'phone' }));
    const words = replies.map(reply => reply.body.error);
    assert.deepEqual(replies.filter(reply => reply.status === 200), []);
    assert.equal(words.filter(each => each === 'Invalid OTP').length, 3);
    const late = await client.post('/api/v1/auth/verify-otp', { phoneNumber, otp: '123456', deviceId: 'phone' });
    assert.notEqual(late.status, 200);
    // From everywhere else together there are as many more.
    const others = await all(500, i => verify(phoneNumber, String(900000 + i), strangers[i % strangers.length]));
    assert.equal(others.filter(reply => reply.body.error === 'Invalid OTP').length, 3);
    assert.notEqual((await verify(phoneNumber, '123456')).status, 200);
});

test('of five hundred that guess right at once one is let in', async () => {
    const phoneNumber = freshPhone();
    const client = new Client(server, phoneNumber, 'phone');
    await client.post('/api/v1/auth/request-otp', { phoneNumber });
    const replies = await all(500, () => client.post('/api/v1/auth/verify-otp',
        { phoneNumber, otp: '123456', deviceId: 'phone' }));
    assert.equal(replies.filter(reply => reply.status === 200).length, 1);
});

test('an outsider who guesses codes keeps nobody from a fresh one', async () => {
    const phoneNumber = freshPhone();
    await post(server, '/api/v1/auth/request-otp', { phoneNumber });
    for (let i = 0; i < 5; ++i) assert.notEqual((await verify(phoneNumber, '000000')).status, 200);
    const again = await post(server, '/api/v1/auth/request-otp', { phoneNumber });
    assert.equal(again.status, 200);
    assert.equal((await verify(phoneNumber, '123456')).status, 200);
});

test('an outsider who guesses codes leaves one good for whoever asked for it', async () => {
    const phoneNumber = freshPhone();
    const place = freshPlace();
    assert.equal((await requestCode(phoneNumber, place)).status, 200);
    const replies = await all(500, i => verify(phoneNumber, String(900000 + i), strangers[i % strangers.length]));
    assert.equal(replies.filter(reply => reply.body.error === 'Invalid OTP').length, 3);
    assert.notEqual((await verify(phoneNumber, '123456', freshPlace())).status, 200);
    assert.equal((await verify(phoneNumber, '123456', place)).status, 200);
});

test('an outsider who asks for codes keeps nobody from one at home', async () => {
    const phoneNumber = freshPhone();
    const home = freshPlace();
    await requestCode(phoneNumber, home);
    assert.equal((await verify(phoneNumber, '123456', home)).status, 200);
    let last;
    for (let i = 0; i < 11; ++i) {
        last = await requestCode(phoneNumber, freshPlace());
        for (const otp of ['000000', '000001', '000002', '000003']) await verify(phoneNumber, otp, freshPlace());
    }
    assert.equal(last.status, 429, 'from everywhere else it is over some time');
    assert.equal((await requestCode(phoneNumber, home)).status, 200);
    assert.equal((await verify(phoneNumber, '123456', home)).status, 200);
});

test('an outsider who guesses passwords does not lock the owner out', async t => {
    const strict = await Server.create({ settings: { limits: { rates: true } } });
    t.after(() => strict.dispose());
    const home = freshPlace();
    const account = { email: 'owner@example.org', password: 'a long enough password', deviceId: 'phone' };
    assert.equal((await post(strict, '/api/v1/auth/sign-up', account, home)).status, 201);
    const guess = () => post(strict, '/api/v1/auth/sign-in',
        { identifier: account.email, password: 'a wrong password', deviceId: 'other' });
    let isOver = false;
    for (let i = 0; i < 30 && !isOver; ++i) {
        const statuses = (await all(5, guess)).map(reply => reply.status);
        // 503: there are too many to look at just now; that is no guess.
        assert.ok(statuses.every(status => [401, 429, 503].includes(status)), `${statuses}`);
        isOver = statuses.includes(429);
    }
    assert.ok(isOver, 'from everywhere else it is over some time');
    const owner = await post(strict, '/api/v1/auth/sign-in',
        { identifier: account.email, password: account.password, deviceId: 'phone' }, home);
    assert.equal(owner.status, 200, owner.text);
});

test('fifty refreshes at once give one child', async () => {
    const client = await Client.signIn(server);
    const ask = token => client.post('/api/v1/auth/refresh-token', { refreshToken: token, deviceId: client.device });
    const replies = await all(50, () => ask(client.refreshToken));
    assert.deepEqual([...new Set(replies.map(reply => reply.status))], [200]);
    const children = new Set(replies.map(reply => reply.body.refreshToken));
    assert.equal(children.size, 1);
    client.take(replies[0].body);
    const { body } = await client.get('/api/v1/sessions');
    assert.equal(body.sessions.length, 1);
});

test('a refresh token that comes back when its child is in use ends all', async () => {
    const client = await Client.signIn(server);
    const ask = token => client.post('/api/v1/auth/refresh-token', { refreshToken: token, deviceId: client.device });
    const first = client.refreshToken;
    const second = (await ask(first)).body.refreshToken;
    const third = (await ask(second)).body;
    client.take(third);
    const replays = await all(50, () => ask(first));
    assert.ok(replays.every(reply => reply.status === 401));
    assert.equal((await ask(third.refreshToken)).status, 401);
    assert.equal((await client.get('/api/v1/users/me')).status, 401);
});

// SPDX-License-Identifier: GPL-3.0-or-later
// The whispr family where its paths are its own: at a listener of its own, and at one that mails codes.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Browser, freshEmail } from './browser.mjs';
import { Server } from './server.mjs';
import { setCookies } from './setcookies.mjs';
import { WhisprClient } from './whisprclient.mjs';

for (const [name, listener] of [['a listener of its own', { dialects: ['whispr'] }], ['one that mails codes', { apiAuthLogin: 'otp' }]]) {
    describe(`without a gateway, at ${name}`, () => {
        let server;
        before(async () => { server = await Server.create({ listener }); });
        after(() => server?.dispose());

        test('accounts are made, proven and signed in to below /api', async () => {
            const dora = new WhisprClient(server);
            const made = await dora.post('/api/auth/register',
                { username: dora.username, email: dora.email, password: dora.password });
            assert.deepEqual([made.status, made.body.user, dora.cookies.size],
                [201, { username: dora.username, email: dora.email, isVerified: false }, 0]);
            const short = await dora.post('/api/auth/register', { username: 'abc', email: dora.email, password: dora.password });
            assert.deepEqual([short.status, short.body.message], [400, 'Validation failed']);
            const token = (await dora.mailedLink()).split('token=')[1];
            const proven = await dora.get(`/api/auth/verify-email?token=${token}`);
            assert.deepEqual([proven.status, proven.body.message], [200, 'Email verified successfully please login']);

            const begun = await dora.post('/api/auth/login', { email: dora.email, password: dora.password });
            assert.deepEqual([begun.status, begun.body, dora.cookies.size],
                [200, { success: true, message: 'Login successful please verify OTP' }, 0]);
            const resent = await dora.post('/api/auth/resend-otp', { email: dora.email });
            assert.deepEqual([resent.status, resent.body.message], [200, 'otp sent to your mail']);
            await dora.mails(3); // The link and two codes.
            const verified = await dora.post('/api/auth/verify-otp', { email: dora.email, otp: await dora.mailedCode() });
            assert.deepEqual([verified.status, verified.body.message], [200, 'Otp successfully verified']);

            const refreshed = await dora.post('/api/auth/refresh-token');
            assert.deepEqual([refreshed.status, refreshed.body.success], [200, true]);
            const access = setCookies(refreshed.headers).find(cookie => cookie.startsWith('accessToken='));
            assert.match(access, /Max-Age=900/i);
            assert.doesNotMatch(access, /httponly/i);
            const stale = await new WhisprClient(server).post('/api/auth/refresh-token');
            assert.deepEqual([stale.status, stale.body.message], [401, 'refresh token Missing']);
            const changed = await dora.post('/api/auth/reset-password', { newPassword: 'battery staple horse' });
            assert.deepEqual([changed.status, changed.body.message], [201, 'Password successfully updated']);
        });
    });
}

describe('at a listener of its own', () => {
    let server;
    before(async () => { server = await Server.create({ listener: { dialects: ['whispr'] }, settings: { whispr: { typing: 'object' } } }); });
    after(() => server?.dispose());

    test('sockets are refused in its words', async () => {
        const nobody = new WhisprClient(server);
        await assert.rejects(nobody.connect(), { message: 'Authentication error: Token required' });
        nobody.accessToken = 'nonsense';
        await assert.rejects(nobody.connect(), { message: 'Authentication error: Invalid required' });
        nobody.close();
    });

    test('typing is told as an object, where that is asked for', async () => {
        const [alice, bob] = [await WhisprClient.signUp(server), await WhisprClient.signUp(server)];
        const chat = await alice.befriend(bob);
        for (const each of [alice, bob]) await (await each.connect()).open(chat);
        alice.socket.emit('startTyping', { chatId: chat });
        assert.deepEqual(await bob.hears('userTyping'), { chatId: chat, userId: alice.id });
        alice.close();
        bob.close();
    });

    test('other families find nothing', async () => {
        const page = new Browser(server);
        const body = { fullName: 'Ada', email: freshEmail(), password: 'secret6' };
        assert.equal((await page.post('/api/auth/signup', body)).status, 404);
        assert.equal((await page.get('/api/chats')).status, 404);
    });
});

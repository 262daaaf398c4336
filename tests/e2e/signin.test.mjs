// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Client, freshPhone } from './client.mjs';
import { Server } from './server.mjs';
import { once } from './waiting.mjs';

let server;
before(async () => { server = await Server.create(); });
after(() => server?.dispose());

describe('signing in', () => {
    test('takes a phone number and a one-time code', async () => {
        const phone = freshPhone();
        const client = new Client(server, phone, 'd');
        const asked = await client.post('/api/v1/auth/request-otp', { phoneNumber: phone });
        assert.equal(asked.status, 200);
        assert.equal(asked.body.success, true);

        const verified = await client.post('/api/v1/auth/verify-otp', { phoneNumber: phone, otp: '123456', deviceId: 'd' });
        assert.equal(verified.status, 200);
        assert.equal(verified.body.success, true);
        assert.equal(verified.body.user.phoneNumber, phone);
        assert.equal(verified.body.user.displayName, phone.slice(-4));
        assert.match(verified.body.accessToken, /^[\w-]+\.[\w-]+\.[\w-]+$/);

        client.take(verified.body);
        const me = await client.get('/api/v1/users/me');
        assert.equal(me.status, 200);
        assert.equal(me.body.user.id, verified.body.user.id);
        assert.equal(me.body.user.phone_number, phone);
    });

    test('refuses a wrong code, and says so', async () => {
        const phone = freshPhone();
        const client = new Client(server, phone, 'd');
        await client.post('/api/v1/auth/request-otp', { phoneNumber: phone });
        const reply = await client.post('/api/v1/auth/verify-otp', { phoneNumber: phone, otp: '000000', deviceId: 'd' });
        assert.equal(reply.status, 401);
        assert.deepEqual([reply.body.success, reply.body.error], [false, 'Invalid OTP']);
    });

    test('refuses a code that was never asked for', async () => {
        const client = new Client(server, freshPhone(), 'd');
        const reply = await client.post('/api/v1/auth/verify-otp', { phoneNumber: client.phone, otp: '123456', deviceId: 'd' });
        assert.equal(reply.status, 401);
        assert.equal(reply.body.error, 'OTP expired or not requested');
    });

    for (const phone of ['', '12345', '+0123456789', '+12 34567890', '+1234567890123456'])
        test(`refuses the phone number "${phone}"`, async () => {
            const client = new Client(server, phone, 'd');
            const reply = await client.post('/api/v1/auth/request-otp', { phoneNumber: phone });
            assert.equal(reply.status, 400);
            assert.equal(typeof reply.body.error, 'string');
        });
});

describe('tokens', () => {
    for (const [name, token] of [['none', undefined], ['of another shape', 'abc'], ['unsigned', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.']])
        test(`a token that is ${name} opens nothing`, async () => {
            const client = new Client(server, freshPhone(), 'd');
            client.accessToken = token;
            const reply = await client.get('/api/v1/users/me');
            assert.equal(reply.status, 401);
            assert.equal(reply.body.error, token ? 'Invalid token' : 'Authentication required');
        });

    test('are refreshed once, and the old one is then dead with its family', async () => {
        const client = await Client.signIn(server);
        const first = client.refreshToken;
        const second = await client.post('/api/v1/auth/refresh-token', { refreshToken: first, deviceId: client.device });
        assert.equal(second.status, 200);
        assert.notEqual(second.body.refreshToken, first);
        const third = await client.post('/api/v1/auth/refresh-token', { refreshToken: second.body.refreshToken, deviceId: client.device });
        assert.equal(third.status, 200);

        const replay = await client.post('/api/v1/auth/refresh-token', { refreshToken: first, deviceId: client.device });
        assert.equal(replay.status, 401);
        assert.equal(replay.body.error, 'Security alert: token reuse detected. Please login again.');
        const dead = await client.post('/api/v1/auth/refresh-token', { refreshToken: third.body.refreshToken, deviceId: client.device });
        assert.equal(dead.status, 401);
    });

    test('a lost reply to a refresh signs nobody out', async () => {
        const client = await Client.signIn(server);
        const body = { refreshToken: client.refreshToken, deviceId: client.device };
        const lost = await client.post('/api/v1/auth/refresh-token', body);
        const again = await client.post('/api/v1/auth/refresh-token', body);
        assert.equal(again.status, 200);
        assert.equal(again.body.refreshToken, lost.body.refreshToken);
    });

    test('end with the session, on REST and on its open socket', async () => {
        const client = await Client.signIn(server);
        await client.connect({ reconnection: false });
        const gone = once(client.socket, 'disconnect');
        const reply = await client.post('/api/v1/auth/logout');
        assert.equal(reply.status, 200);
        assert.deepEqual(reply.body, { success: true });
        assert.equal(await gone, 'io server disconnect');
        assert.equal((await client.get('/api/v1/users/me')).status, 401);
        const refreshed = await client.post('/api/v1/auth/refresh-token', { refreshToken: client.refreshToken, deviceId: client.device });
        assert.equal(refreshed.status, 401);
    });

    test('signing in again on a device ends its earlier session', async () => {
        const client = await Client.signIn(server);
        const again = await Client.signIn(server, client.phone, client.device);
        assert.equal((await client.get('/api/v1/users/me')).status, 401);
        assert.equal((await again.get('/api/v1/users/me')).status, 200);
    });
});

describe('a socket', () => {
    for (const [name, token, text] of [['without a token', undefined, 'Authentication required'], ['with a bad token', 'abc', 'Invalid or expired token']])
        test(`${name} is refused with the contract's words`, async () => {
            const client = new Client(server, freshPhone(), 'd');
            client.accessToken = token;
            await assert.rejects(client.connect({ reconnection: false }), { message: text });
            client.close();
        });
});

// SPDX-License-Identifier: GPL-3.0-or-later
// What people sign in with themselves: adding an address, and taking one away.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Client, freshPhone } from './client.mjs';
import { Server } from './server.mjs';

const path = '/api/v1/users/me/identifiers';
const otp = '123456';

let server;
before(async () => { server = await Server.create({ settings: { otp: { addressPerHour: 100 } } }); });
after(() => server?.dispose());

const kinds = reply => reply.body.identifiers.map(each => `${each.kind}${each.verified ? '+' : '-'}`).join(' ');
const verifyMail = email => new Client(server, '', 'tablet')
    .post('/api/v1/auth/email/verify-code', { email, code: otp, deviceId: 'tablet' });
const requestMail = email => new Client(server, '', 'tablet').post('/api/v1/auth/email/request-code', { email });

test('an e-mail address is added, opens the account, and takes the place of the number', async () => {
    const client = await Client.signIn(server);
    const email = 'adds@example.org';
    assert.equal(kinds(await client.get(path)), 'phone+');
    assert.equal((await client.post(`${path}/request-code`, { identifier: email })).status, 200);
    assert.equal((await client.post(`${path}/confirm`, { identifier: email, code: '000000' })).status, 401);
    assert.equal(kinds(await client.post(`${path}/confirm`, { identifier: email, code: otp })), 'phone+ email+');

    await requestMail(email);
    const opened = await verifyMail(email);
    assert.equal(opened.body.user.id, client.user.id);

    assert.equal(kinds(await client.post(`${path}/remove`, { kind: 'phone' })), 'email+');
    const last = await client.post(`${path}/remove`, { kind: 'email' });
    assert.equal(last.status, 409, last.text);
    const other = await Client.signIn(server, client.phone);
    assert.notEqual(other.user.id, client.user.id, 'the number is nobody\'s by then');
});

test('whose number it is shows only to who has proven it', async () => {
    const owner = await Client.signIn(server);
    const client = await Client.signIn(server);
    const ask = identifier => client.post(`${path}/request-code`, { identifier });
    const guess = (identifier, code) => client.post(`${path}/confirm`, { identifier, code });
    const free = freshPhone();
    const look = reply => [reply.status, reply.body];
    assert.deepEqual(look(await ask(owner.phone)), look(await ask(free)));
    assert.deepEqual(look(await guess(owner.phone, '000000')), look(await guess(free, '000000')));
    assert.equal((await guess(owner.phone, otp)).status, 409);
    assert.equal((await guess(free, otp)).status, 200);
    assert.equal((await owner.get(path)).body.identifiers[0].value, owner.phone);
});

test('of many who prove the same address at once one gets it', async () => {
    const clients = await Promise.all(Array.from({ length: 5 }, () => Client.signIn(server)));
    const identifier = 'one@example.org';
    await clients[0].post(`${path}/request-code`, { identifier });
    const replies = await Promise.all(clients.slice(0, 3).map(client => client.post(`${path}/confirm`, { identifier, code: otp })));
    assert.equal(replies.filter(reply => reply.status === 200).length, 1);
});

test('an account with a password is asked for it', async () => {
    const client = await Client.signIn(server);
    const password = 'a long enough password';
    assert.equal((await client.post('/api/v1/users/me/password', { newPassword: password })).status, 200);
    const name = `name${client.phone.slice(-6)}`;
    assert.equal((await client.put(`${path}/username`, { username: name })).status, 401);
    const set = await client.put(`${path}/username`, { username: name, currentPassword: password });
    assert.equal(kinds(set), 'phone+ username-');
    const signedIn = await client.post('/api/v1/auth/sign-in', { identifier: name, password, deviceId: 'd' });
    assert.equal(signedIn.status, 200);
});

// SPDX-License-Identifier: GPL-3.0-or-later
// Every way to open a socket, with what proves nothing: no token, none of ours, one that has expired, and
// one whose session has ended.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { io } from 'socket.io-client';
import io2 from 'socket.io-client-2';
import WebSocket from 'ws';

import { Client } from './client.mjs';
import { Server } from './server.mjs';
import { until } from './waiting.mjs';

const tokens = { none: undefined, garbage: 'a.b.c' };
let server;
let url;
before(async () => {
    server = await Server.prepare();
    await server.configure({ auth: { accessLifetime: '1s' } });
    await server.start();
    tokens.expired = (await Client.signIn(server)).accessToken;
    await server.stop();
    await server.configure({ socketio: { allowEio3: true }, cors: { origins: ['*'] } });
    await server.start();
    const left = await Client.signIn(server);
    tokens.revoked = left.accessToken;
    assert.equal((await left.post('/api/v1/auth/logout')).status, 200);
    const { exp } = JSON.parse(Buffer.from(tokens.expired.split('.')[1], 'base64url'));
    await until(() => Date.now() > exp * 1000, 'the end of a token');
    url = server.url;
});
after(() => server?.dispose());

/** What goes with a request that says `token` in each of the ways that are read. */
const ways = {
    'a header': token => ({ authorization: `Bearer ${token}` }),
    'a cookie': token => ({ cookie: `accessToken=${token}` }),
    'the other cookie': token => ({ cookie: `jwt=${token}` }),
};
const headersOf = (way, token) => (token === undefined ? {} : ways[way](token));

/** Resolves with why `socket` was not let in. */
function refusal(socket) {
    return new Promise((resolve, reject) => {
        socket.once('connect', () => reject(new Error('was let in')));
        socket.once('connect_error', error => resolve(error.data?.code ?? error.message));
        socket.once('error', resolve); // Version 2 has the text alone.
    }).finally(() => socket.close());
}

/** Resolves with the code that `socket` is closed with, and what it heard until then. */
function ending(socket) {
    return new Promise((resolve, reject) => {
        const heard = [];
        socket.on('message', data => heard.push(JSON.parse(data).event));
        socket.once('close', code => resolve([code, ...heard]));
        socket.once('error', reject);
    });
}

const entrances = {};
for (const nameSpace of ['/', '/message', '/socket']) {
    for (const transport of ['polling', 'websocket']) {
        const options = { transports: [transport], forceNew: true, reconnection: false };
        for (const way of Object.keys(ways)) {
            entrances[`Socket.IO ${nameSpace} by ${transport}, with ${way}`] = token =>
                refusal(io(url + nameSpace, { ...options, extraHeaders: headersOf(way, token) }));
        }
        entrances[`Socket.IO ${nameSpace} by ${transport}, in its payload`] = token =>
            refusal(io(url + nameSpace, { ...options, auth: { token } }));
        for (const dialect of ['phone', 'mailotp', 'cookie', 'mern', 'whispr', 'admin']) {
            entrances[`Socket.IO ${nameSpace} by ${transport}, for ${dialect}`] = token =>
                refusal(io(url + nameSpace, { ...options, auth: { token, dialect } }));
        }
    }
}
entrances['Engine.IO 3'] = token =>
    refusal(io2(url, { forceNew: true, reconnection: false, transports: ['polling'], extraHeaders: headersOf('a header', token) }));
for (const way of Object.keys(ways)) {
    entrances[`/ws, with ${way}`] = async token => {
        const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, ['linnet.v1'], { headers: headersOf(way, token) });
        const [code, ...heard] = await ending(socket);
        assert.equal(code, 4401);
        assert.ok(heard.every(event => event === 'refused'), heard.join());
    };
    for (const path of ['/api/v1/events', '/api/v1/admin/events', '/api/notifications/events', '/v1/notifications/events']) {
        entrances[`${path}, with ${way}`] = async token =>
            assert.equal((await fetch(url + path, { headers: headersOf(way, token) })).status, 401);
    }
}

for (const kind of ['none', 'garbage', 'expired', 'revoked']) {
    describe(`with a token that is ${kind}`, { concurrency: 8 }, () => {
        for (const [name, enter] of Object.entries(entrances)) {
            test(name, { timeout: 120_000 }, async () => {
                const code = await enter(tokens[kind]);
                if (code === undefined) return; // It is told by the status alone.
                if (name === 'Engine.IO 3')
                    return assert.equal(code, kind === 'none' ? 'Authentication required' : 'Invalid or expired token');
                const expected = { none: 'authentication_required', garbage: 'invalid_token', expired: 'token_expired' }[kind];
                if (expected && name.startsWith('Socket.IO')) assert.equal(code, expected);
            });
        }
    });
}

test('what a page may not do it may not do when it connects again', async () => {
    const [stranger, victim] = await Promise.all([Client.signIn(server), Client.signIn(server)]);
    const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`,
        { origin: 'https://evil.example', headers: { cookie: `jwt=${victim.accessToken}` } });
    const heard = [];
    socket.on('message', data => heard.push(String(data)));
    const answer = async packet => {
        const before = heard.length;
        socket.send(packet);
        const isAnswer = each => each.startsWith('4');
        return until(() => heard.slice(before).find(isAnswer), `the answer to ${packet}`, { seen: () => heard });
    };
    await until(() => heard.length > 0, 'the session');
    assert.match(await answer(`40${JSON.stringify({ token: stranger.accessToken })}`), /^40\{"sid"/);
    assert.match(await answer('40/message,'), /^44\/message,.*authentication_required/);
    socket.send('41');
    assert.match(await answer('40'), /^44\{.*authentication_required/);
    socket.close();
});

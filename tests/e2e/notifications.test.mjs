// SPDX-License-Identifier: GPL-3.0-or-later
// What people are told that they did not ask for, in the families that have words for it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Browser, freshEmail } from './browser.mjs';
import { Client, pair } from './client.mjs';
import { Server } from './server.mjs';
import { until } from './waiting.mjs';

let server;
before(async () => { server = await Server.create(); });
after(() => server?.dispose());

const listOf = async client => (await client.get('/api/v1/notifications')).body.notifications;

/** What `client` was told of `type`, as soon as the message is the newest of it. */
function told(client, type, messageId) { // Who is away hears nothing: they have to look.
    const look = async () => (await listOf(client)).filter(each => each.type === type);
    return until(look, `${type} of ${messageId}`, { isMeant: found => found[0]?.messageId === messageId });
}

describe('mentions', () => {
    test('reach those who are named, and stay with the message', async () => {
        const { alice, bob, conversation } = await pair(server);
        const name = `bob${process.pid}`;
        assert.equal((await bob.put('/api/v1/users/me', { username: name })).status, 200);
        const sent = await alice.send(conversation, `look, @${name}!`);
        assert.equal(sent.success, true);

        const live = await bob.hears('notification:new', each => each.type === 'mention');
        assert.deepEqual([live.conversationId, live.messageId, live.actor.id],
            [conversation, sent.message.id, alice.user.id]);
        assert.deepEqual((await bob.hears('message:new')).mentions, [bob.user.id]);
        const history = await alice.get(`/api/v1/chat/conversations/${conversation}/messages`);
        assert.deepEqual(history.body.messages[0].mentions, [bob.user.id]);
        const synced = await bob.ask('sync:request', { cursors: { [conversation]: 0 } });
        assert.deepEqual(synced.messages.at(-1).mentions, [bob.user.id]);
        alice.close();
        bob.close();
    });

    test('by id are of members', async () => {
        const { alice, bob, conversation } = await pair(server);
        const mallory = await Client.signIn(server);
        const refused = await alice.send(conversation, 'psst', { mentions: [mallory.user.id] });
        assert.deepEqual([refused.success, refused.error], [false, 'mentions must name members of the conversation']);
        assert.equal((await alice.send(conversation, 'you', { mentions: [bob.user.id] })).success, true);
        await bob.hears('notification:new', each => each.type === 'mention');
        assert.deepEqual(await listOf(mallory), []);
        alice.close();
        bob.close();
    });
});

describe('messages that came while somebody was away', () => {
    test('are one notification until they are read', async () => {
        const { alice, bob, conversation } = await pair(server);
        bob.close();
        await alice.hears('user:presence', each => each.userId === bob.user.id && each.status === 'offline');
        const { message: first } = await alice.send(conversation, '1');
        await told(bob, 'message', first.id);
        const { message } = await alice.send(conversation, '2');
        const waiting = await told(bob, 'message', message.id);
        assert.equal(waiting.length, 1);
        assert.deepEqual([waiting[0].conversationId, waiting[0].messageId, waiting[0].data, waiting[0].read],
            [conversation, message.id, { count: 2 }, false]);

        await bob.connect();
        assert.equal((await bob.post(`/api/v1/chat/conversations/${conversation}/read`)).body.readCount, 2);
        assert.deepEqual(await bob.hears('notification:read'), { ids: [waiting[0].id], read: true, unread: 0 });
        alice.close();
        bob.close();
    });
});

describe('signing in', () => {
    test('is told of where one is signed in already', async () => {
        const first = await Client.signIn(server);
        await first.connect();
        assert.deepEqual(await listOf(first), []);
        const second = await Client.signIn(server, first.phone, 'device-2');
        const news = await first.hears('notification:new');
        assert.deepEqual([news.type, news.data.device], ['sign_in', 'device-2']);
        assert.equal((await second.get('/api/v1/notifications/unread-count')).body.unread, 1);
        first.close();
    });
});

describe('the widespread pattern', () => {
    async function signUp(name) {
        const page = new Browser(server);
        const reply = await page.post('/api/auth/register', { name, email: freshEmail(), password: 'secret6' });
        page.cookies.clear();
        page.user = reply.body.user;
        page.token = reply.body.token;
        return page;
    }

    test('lists, marks and hears its notifications', async () => {
        const ada = await signUp('Ada');
        const bob = await signUp('Bob');
        await bob.connect({ auth: { token: bob.token } });
        await ada.post('/api/chats', { name: 'Team', users: [bob.user._id], isGroup: true });
        const live = await bob.hears('notification');
        assert.deepEqual([live.to, live.from._id, live.read], [bob.user._id, ada.user._id, false]);

        const own = await bob.get(`/api/notifications/${bob.user._id}`);
        assert.deepEqual(own.body.notifications.map(each => each._id), [live._id]);
        assert.equal((await ada.get(`/api/notifications/${bob.user._id}`)).status, 403);
        const read = await bob.put(`/api/notifications/${live._id}`, { read: true });
        assert.deepEqual([read.status, read.body.read, read.body.unread], [200, true, 0]);
        const unread = await bob.patch(`/api/notifications/${live._id}`, { read: false });
        assert.deepEqual([unread.status, unread.body.read, unread.body.unread], [200, false, 1]);
        assert.equal((await ada.put(`/api/notifications/${live._id}`, { read: true })).status, 404);
        bob.close();
    });
});

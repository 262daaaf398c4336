// SPDX-License-Identifier: GPL-3.0-or-later
// What people show of themselves, and to whom, in whatever family of clients the others look.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Browser, freshEmail } from './browser.mjs';
import { Client, caughtUp } from './client.mjs';
import { Server } from './server.mjs';
import { WhisprClient } from './whisprclient.mjs';

const picture = 'https://pictures.example.org/alice.png';
let server;
const everybody = [];

before(async () => { server = await Server.create(); });
after(async () => {
    for (const each of everybody) each.close();
    await server?.dispose();
});

async function phone() {
    const client = await Client.signIn(server);
    everybody.push(client);
    await client.put('/api/v1/users/me', { avatarUrl: picture });
    return Object.assign(await client.connect(), { id: client.user.id });
}

async function mern() {
    const page = new Browser(server, { origin: 'http://localhost:3000' });
    const reply = await page.post('/api/auth/register', { name: 'Mern', email: freshEmail(), password: 'secret6' });
    page.cookies.clear();
    Object.assign(page, { token: reply.body.token, id: reply.body.user._id });
    everybody.push(page);
    return page.connect({ auth: { token: page.token } });
}

async function whispr() {
    const person = await WhisprClient.signUp(server);
    everybody.push(person);
    return person.connect();
}

async function set(person, change) {
    const reply = await person.put('/api/v1/users/me/privacy', change);
    assert.equal(reply.status, 200);
    return reply.body.privacy;
}

async function befriend(one, other) {
    assert.equal((await one.post('/api/v1/friends/requests', { userId: other.id })).status, 201);
    assert.equal((await other.post(`/api/v1/friends/requests/${one.id}/accept`)).status, 200);
}

describe('settings', () => {
    test('are changed one by one, and refused by name', async () => {
        const alice = await phone();
        assert.deepEqual((await alice.get('/api/v1/users/me/privacy')).body.privacy,
            { lastSeen: 'everyone', avatar: 'everyone', groups: 'everyone', readReceipts: true });
        const now = { lastSeen: 'nobody', avatar: 'everyone', groups: 'friends', readReceipts: true };
        assert.deepEqual(await set(alice, { lastSeen: 'nobody', groups: 'friends' }), now);
        const told = await alice.hears('privacy:changed');
        assert.deepEqual(told.privacy, now);
        const refused = await alice.put('/api/v1/users/me/privacy', { avatar: 'contacts' });
        assert.equal(refused.status, 400);
        assert.match(refused.body.error, /avatar/);
    });
});

describe('a picture', () => {
    test('is shown to friends alone, wherever others look', async () => {
        const [alice, bob, eve] = [await phone(), await phone(), await phone()];
        const page = await mern();
        await befriend(alice, bob);
        const group = (await bob.post('/api/v1/groups',
            { groupName: 'Team', memberIds: [alice.id, eve.id, page.id] })).body.group.id;
        await page.ask('joinRoom', group);
        await set(alice, { avatar: 'friends' });
        await alice.send(group, 'hello');
        assert.equal((await bob.hears('message:new')).senderAvatar, picture);
        assert.equal((await eve.hears('message:new')).senderAvatar, null);
        assert.equal((await page.hears('newMessage')).sender.profilePic, '');

        const seen = async viewer => {
            const profile = (await viewer.get(`/api/v1/users/${alice.id}`)).body.user.avatar_url;
            const members = (await viewer.get(`/api/v1/groups/${group}/members`)).body.members;
            const messages = (await viewer.get(`/api/v1/chat/conversations/${group}/messages`)).body.messages;
            return [profile, members.find(each => each.id === alice.id).avatar_url,
                messages.find(each => each.text_content === 'hello').sender_avatar];
        };
        assert.deepEqual(await seen(bob), [picture, picture, picture]);
        assert.deepEqual(await seen(eve), [null, null, null]);
        assert.deepEqual(await seen(alice), [picture, picture, picture]);
        assert.equal((await page.get(`/api/users/${alice.id}`)).body.profilePic, '');
        const chat = (await page.get('/api/chats')).body.find(each => each._id === group);
        assert.equal(chat.members.find(each => each._id === alice.id).avatar, '');
        await set(alice, { avatar: 'everyone' });
        assert.deepEqual(await seen(eve), [picture, picture, picture]);
    });
});

describe('being here', () => {
    test('is hidden from those who are not to know, and theirs in turn', async () => {
        const [alice, bob] = [await phone(), await phone()];
        const page = await mern();
        await alice.directChat({ user: bob });
        await page.hears('getOnlineUsers', ids => ids.includes(alice.id) && ids.includes(bob.id));
        await set(alice, { lastSeen: 'nobody' });
        const gone = await bob.hears('user:presence', each => each.userId === alice.id && each.status === 'offline');
        assert.equal(gone.lastSeen, null);
        await alice.hears('user:presence', each => each.userId === bob.id && each.status === 'offline');
        await page.hears('getOnlineUsers', ids => !ids.includes(alice.id) && ids.includes(bob.id));
        alice.heard = [];
        bob.heard = [];
        alice.close();
        bob.close();
        await bob.connect();
        await alice.connect();
        await caughtUp(alice, bob);
        await caughtUp(bob, alice);
        assert.deepEqual([...alice.all('user:presence'), ...bob.all('user:presence')], []);
        await set(alice, { lastSeen: 'everyone' });
        await bob.hears('user:presence', each => each.userId === alice.id && each.status === 'online');
        await alice.hears('user:presence', each => each.userId === bob.id && each.status === 'online');
        await page.hears('getOnlineUsers', ids => ids.includes(alice.id));
    });
});

describe('reading', () => {
    test('in secret tells nobody in a direct chat, and everybody in a group', async () => {
        const [alice, bob] = [await phone(), await phone()];
        const chat = await alice.directChat({ user: bob });
        await set(bob, { readReceipts: false });
        const sent = await alice.send(chat, 'psst');
        bob.tell('message:delivered', { messageId: sent.message.id });
        await alice.hears('message:status', each => each.messageId === sent.message.id && each.status === 'delivered');
        assert.equal((await bob.post(`/api/v1/chat/conversations/${chat}/read`)).body.readCount, 1);
        const rows = async (who, id) => (await who.get(`/api/v1/chat/conversations/${id}/messages`)).body.messages;
        assert.equal((await rows(alice, chat))[0].delivery_status, 'delivered');
        const list = (await bob.get('/api/v1/chat/conversations')).body.conversations;
        assert.equal(list.find(each => each.id === chat).unread_count, 0);
        const answer = await bob.send(chat, 'what?'); // Nor is Bob told that Alice has read it.
        await alice.hears('message:new', each => each.id === answer.message.id);
        await alice.settle();
        assert.equal(alice.all('message:status_bulk').length, 0);

        await alice.post(`/api/v1/chat/conversations/${chat}/read`);
        assert.notEqual((await rows(bob, chat)).find(each => each.id === answer.message.id).delivery_status, 'read');
        const group = (await alice.post('/api/v1/groups', { groupName: 'Two', memberIds: [bob.id] })).body.group.id;
        await alice.send(group, 'aloud');
        bob.tell('message:read', { conversationId: group });
        await alice.hears('message:status_bulk', each => each.conversationId === group && each.status === 'read');
    });
});

describe('groups', () => {
    test('are not for those who do not want to be added, whoever asks', async () => {
        const [alice, bob, carol] = [await phone(), await phone(), await phone()];
        const page = await mern();
        await set(bob, { groups: 'friends' });
        const made = await alice.post('/api/v1/groups', { groupName: 'Team', memberIds: [bob.id, carol.id] });
        assert.deepEqual([made.status, made.body.code, made.body.userIds], [403, 'cannot_add_member', [bob.id]]);
        assert.match(made.body.message, new RegExp(bob.user.displayName));
        const other = await page.post('/api/chats', { name: 'Team', users: [bob.id, carol.id] });
        assert.deepEqual([other.status, other.body.code], [403, 'cannot_add_member']);

        const group = (await alice.post('/api/v1/groups', { groupName: 'Team', memberIds: [] })).body.group.id;
        const add = () => alice.post(`/api/v1/groups/${group}/members`, { memberIds: [carol.id, bob.id] });
        assert.equal((await add()).status, 403);
        assert.equal((await alice.get(`/api/v1/groups/${group}/members`)).body.members.length, 1);
        await befriend(alice, bob);
        assert.equal((await add()).body.members.length, 3);
    });
});

describe('the chat of two who were friends', () => {
    /** Whether a chat is in the list of a whispr person, there and in the two families beside it. */
    async function lists(person, chat) {
        const signedIn = await person.post('/api/v1/auth/sign-in',
            { identifier: person.email, password: person.password, deviceId: 'other' });
        const headers = { authorization: `Bearer ${signedIn.body.accessToken}` };
        const [own, phones, merns] = [await person.get('/v1/chat/user-chats'),
            await person.get('/api/v1/chat/conversations', headers), await person.get('/api/chats', headers)];
        return [own.body.chats, phones.body.conversations, merns.body]
            .map(rows => rows.some(row => (row._id ?? row.id) === chat));
    }
    const there = [true, true, true];
    const gone = [false, false, false];

    test('leaves the lists of both until there is something new', async () => {
        const [wanda, will] = [await whispr(), await whispr()];
        const chat = await wanda.befriend(will);
        await wanda.send(chat, 'dear Will');
        assert.deepEqual([await lists(wanda, chat), await lists(will, chat)], [there, there]);
        const removed = await wanda.post('/v1/user/friends/remove', { friendId: will.id });
        assert.equal(removed.status, 200);
        assert.deepEqual([await lists(wanda, chat), await lists(will, chat)], [gone, gone]);
        assert.equal((await will.messages(chat)).length, 1); // What was said is still there to read.

        assert.equal((await will.send(chat, 'why?')).status, 201);
        assert.deepEqual([await lists(wanda, chat), await lists(will, chat)], [there, there]);
    });

    test('comes back to whoever opens it, whichever family ended the friendship', async () => {
        const alice = await phone();
        const wanda = await whispr();
        await alice.post('/api/v1/friends/requests', { userId: wanda.id });
        assert.equal((await wanda.post('/v1/friend/acceptFriendRequest', { senderId: alice.id })).status, 201);
        const listed = async () => (await alice.get('/api/v1/chat/conversations')).body.conversations;
        const chat = (await listed())[0].id;
        assert.equal((await alice.delete(`/api/v1/friends/${wanda.id}`)).status, 200);
        assert.deepEqual([await listed(), await lists(wanda, chat)], [[], gone]);
        assert.equal(await alice.directChat({ user: wanda }), chat);
        assert.deepEqual([(await listed()).length, await lists(wanda, chat)], [1, gone]);
    });
});

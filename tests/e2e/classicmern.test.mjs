// SPDX-License-Identifier: GPL-3.0-or-later
// The oldest and most widespread clients of the mern family: paths in the singular, groups one person at
// a time, and an event whose name they spell in their own way. Their pages come from this server.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Browser, freshEmail } from './browser.mjs';
import { Server } from './server.mjs';

let server;
before(async () => { server = await Server.create(); });
after(() => server?.dispose());

async function signUp(name) {
    const page = new Browser(server, { origin: server.url });
    page.email = freshEmail();
    page.name = name;
    const reply = await page.post('/api/user', { name, email: page.email, password: 'secret6' });
    assert.equal(reply.status, 201, reply.text);
    page.user = reply.body;
    page.token = reply.body.token;
    return page;
}

/** They say who they are only after they are in: it is the page's cookie that lets them in. */
async function connect(page) {
    await page.connect({ extraHeaders: { cookie: page.cookieHeader } });
    page.tell('setup', page.user);
    await page.hears('connected');
}

async function people(...names) { return Promise.all(names.map(signUp)); }

async function group(admin, name, ...others) {
    const reply = await admin.post('/api/chat/group', { name, users: JSON.stringify(others.map(each => each.user._id)) });
    assert.equal(reply.status, 201, reply.text);
    return reply.body;
}

const idsOf = chat => chat.users.map(each => each._id).sort();

describe('people', () => {
    test('sign up with a picture that is elsewhere, and sign in', async () => {
        const email = freshEmail();
        const page = new Browser(server);
        const pic = 'https://pictures.example.org/ada.png';
        const made = await page.post('/api/user', { name: 'Ada', email, password: 'secret6', pic });
        assert.deepEqual([made.status, made.body.name, made.body.email, made.body.pic, made.body.isAdmin],
            [201, 'Ada', email, pic, false]);
        const signedIn = await page.post('/api/user/login', { email, password: 'secret6' });
        assert.deepEqual([signedIn.status, signedIn.body._id, signedIn.body.pic], [200, made.body._id, pic]);
        assert.equal(typeof signedIn.body.token, 'string');
        const wrong = await new Browser(server).post('/api/user/login', { email, password: 'wrong-one' });
        assert.deepEqual([wrong.status, typeof wrong.body.message], [400, 'string']);
    });

    test('are searched by name', async () => {
        const [ada, bob] = await people('Ada', `Bob${process.pid}`);
        const found = await ada.get(`/api/user?search=bob${process.pid}`);
        assert.deepEqual(found.body.map(each => [each._id, each.name, typeof each.pic]), [[bob.user._id, bob.name, 'string']]);
        const all = (await ada.get('/api/user?search=')).body.map(each => each._id);
        assert.ok(all.includes(bob.user._id) && !all.includes(ada.user._id));
        assert.equal((await new Browser(server).get('/api/user?search=b')).status, 401);
    });
});

describe('chats and messages', () => {
    test('of two are opened, written into by id or by the whole chat, and read', async () => {
        const [ada, bob] = await people('Ada', 'Bob');
        const chat = (await ada.post('/api/chat', { userId: bob.user._id })).body;
        assert.deepEqual([chat.isGroupChat, idsOf(chat)], [false, [ada.user._id, bob.user._id].sort()]);
        for (const chatId of [chat._id, chat]) {
            const sent = await ada.post('/api/message', { content: 'hello', chatId });
            assert.deepEqual([sent.status, sent.body.content, sent.body.sender._id], [201, 'hello', ada.user._id], sent.text);
        }
        const history = await bob.get(`/api/message/${chat._id}`);
        assert.deepEqual(history.body.map(each => [each.content, each.sender.name]), [['hello', 'Ada'], ['hello', 'Ada']]);
        const [first] = (await bob.get('/api/chat')).body;
        assert.deepEqual([first._id, first.latestMessage.content, first.latestMessage.sender.name], [chat._id, 'hello', 'Ada']);
        for (const chatId of [{}, { _id: 5 }, 5, null, ['x']])
            assert.ok([400, 404].includes((await ada.post('/api/message', { content: 'x', chatId })).status), JSON.stringify(chatId));
    });

    test('of many are made, renamed, and people put in and taken out', async () => {
        const [ada, bob, eve, dan] = await people('Ada', 'Bob', 'Eve', 'Dan');
        const club = await group(ada, 'Club', bob, eve);
        assert.deepEqual([club.isGroupChat, club.chatName, club.groupAdmin._id, club.users.length], [true, 'Club', ada.user._id, 3]);
        const renamed = await bob.put('/api/chat/rename', { chatId: club._id, chatName: 'Society' });
        assert.deepEqual([renamed.status, renamed.body.chatName, renamed.body.users.length], [200, 'Society', 3]);
        const more = await ada.put('/api/chat/groupadd', { chatId: club._id, userId: dan.user._id });
        assert.deepEqual([more.status, more.body.groupAdmin._id, more.body.users.length], [200, ada.user._id, 4]);
        const fewer = await ada.put('/api/chat/groupremove', { chatId: club._id, userId: bob.user._id });
        assert.deepEqual([fewer.status, idsOf(fewer.body)], [200, [ada, eve, dan].map(each => each.user._id).sort()]);
        const left = await eve.put('/api/chat/groupremove', { chatId: club._id, userId: eve.user._id });
        assert.equal(left.status, 200, left.text);
        assert.deepEqual((await eve.get('/api/chat')).body.map(each => each._id), []);
    });

    test('of many are made where the service of another family is looked for', async () => {
        const [ada, bob] = await people('Ada', 'Bob');
        const reply = await ada.post('/api/chat/group', { groupName: 'Readers', participants: [bob.user._id], bio: 'books' });
        assert.equal(reply.status, 201, reply.text);
        const { success, chat } = reply.body;
        assert.deepEqual([success, chat.type, chat.groupName, chat.bio, chat.adminId, chat.participants.length],
            [true, 'group', 'Readers', 'books', ada.user._id, 2]);
    });

    test('are changed by those who may', async () => {
        const [ada, bob, eve] = await people('Ada', 'Bob', 'Eve');
        const club = await group(ada, 'Club', bob);
        const byBob = await bob.put('/api/chat/groupadd', { chatId: club._id, userId: eve.user._id });
        assert.deepEqual([byBob.status, typeof byBob.body.message], [403, 'string']);
        for (const [path, body] of [['rename', { chatName: 'Mine' }], ['groupadd', { userId: eve.user._id }], ['groupremove', { userId: bob.user._id }]])
            assert.ok([403, 404].includes((await eve.put(`/api/chat/${path}`, { chatId: club._id, ...body })).status), path);
        for (const users of ['', 'no list', '{}', '[]', '[5]', [], 5, null])
            assert.ok([400, 404].includes((await ada.post('/api/chat/group', { name: 'X', users })).status), JSON.stringify(users));
    });
});

describe('sockets', () => {
    test('tell the others of a message, with its chat, and its sender nothing twice', async () => {
        const [ada, bob] = await people('Ada', 'Bob');
        const chat = (await ada.post('/api/chat', { userId: bob.user._id })).body;
        for (const page of [ada, bob]) await connect(page);
        const sent = (await ada.post('/api/message', { content: 'hello', chatId: chat._id })).body;
        ada.tell('new message', sent);
        await ada.ask('leaveRoom', chat._id); // What was told before has been dealt with.
        const heard = await bob.hears('message recieved');
        assert.deepEqual([heard._id, heard.content, heard.sender.name, heard.chat._id, heard.chat.isGroupChat],
            [sent._id, 'hello', 'Ada', chat._id, false]);
        assert.deepEqual(idsOf(heard.chat), [ada.user._id, bob.user._id].sort());
        await ada.post('/api/message', { content: 'again', chatId: chat._id });
        await bob.hears('message recieved', message => message.content === 'again');
        await Promise.all([ada, bob].map(each => each.ask('leaveRoom', chat._id)));
        assert.equal(bob.all('message recieved').length, 2);
        assert.equal(ada.all('message recieved').length, 0);
        ada.close();
        bob.close();
    });

    test('name the group that a message is in, as it is called by then', async () => {
        const [ada, bob, eve] = await people('Ada', 'Bob', 'Eve');
        const club = await group(ada, 'Club', bob, eve);
        await connect(bob);
        const nameAt = async content => {
            await ada.post('/api/message', { content, chatId: club._id });
            const { chat } = await bob.hears('message recieved', message => message.content === content);
            return [chat._id, chat.isGroupChat, chat.chatName];
        };
        assert.deepEqual(await nameAt('first'), [club._id, true, 'Club']);
        await ada.put('/api/chat/rename', { chatId: club._id, chatName: 'Hikers' });
        assert.deepEqual(await nameAt('second'), [club._id, true, 'Hikers']);
        bob.close();
    });

    test('read the chat that was chosen last alone, and hear of the others as before', async () => {
        const [ada, bob, eve] = await people('Ada', 'Bob', 'Eve');
        const club = await group(ada, 'Club', bob, eve);
        const [before, now] = await Promise.all([ada, eve].map(async each =>
            (await each.post('/api/chat', { userId: bob.user._id })).body));
        for (const page of [ada, bob, eve]) await connect(page);
        for (const chat of [club, before, now]) await bob.ask('join chat', chat._id);
        const say = async (page, chat) => (await page.post('/api/message', { content: 'hello', chatId: chat._id })).body._id;
        const [unseen, seen] = [await say(ada, before), await say(eve, now)];
        await eve.hears('messagesSeen', each => each.messageIds.includes(seen));
        await ada.hears('messagesDelivered', each => each.messageIds.includes(unseen));
        assert.equal(ada.all('messagesSeen').length, 0);
        const unread = async chat => (await bob.get('/api/chat')).body.find(each => each._id === chat._id).unreadCount;
        assert.deepEqual([await unread(before), await unread(now)], [1, 0]);

        await say(ada, club);
        await bob.hears('newMessage', each => each.chatId === club._id);
        ada.tell('typing', club._id);
        await bob.hears('typing', each => each.chatId === club._id);

        await bob.ask('join chat', before._id);
        await ada.hears('messagesSeen', each => each.messageIds.includes(unseen));
        assert.equal(await unread(before), 0);
        for (const page of [ada, bob, eve]) page.close();
    });

    test('show who types where it is seen', async () => {
        const [ada, bob] = await people('Ada', 'Bob');
        const chat = (await ada.post('/api/chat', { userId: bob.user._id })).body;
        for (const page of [ada, bob]) {
            await connect(page);
            await page.ask('join chat', chat._id);
        }
        ada.tell('typing', chat._id);
        assert.equal((await bob.hears('typing')).chatId, chat._id);
        ada.tell('stop typing', chat._id);
        await bob.hears('stop typing');
        await ada.ask('leaveRoom', chat._id);
        assert.equal(ada.all('typing').length, 0);
        ada.close();
        bob.close();
    });
});

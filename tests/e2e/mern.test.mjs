// SPDX-License-Identifier: GPL-3.0-or-later
// The contract of clients of the widespread pattern: accounts with passwords, chats, messages.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Browser, freshEmail, picture } from './browser.mjs';
import { Server } from './server.mjs';
import { WhisprClient } from './whisprclient.mjs';

let server;
before(async () => { server = await Server.create(); });
after(() => server?.dispose());

/** A page that keeps its token itself. */
async function signUp(name = 'Ada') {
    const page = new Browser(server, { origin: 'http://localhost:3000' });
    page.email = freshEmail();
    const reply = await page.post('/api/auth/register', { name, email: page.email, password: 'secret6' });
    assert.equal(reply.status, 201, reply.text);
    page.cookies.clear();
    page.user = reply.body.user;
    page.token = reply.body.token;
    page.refreshToken = reply.body.refreshToken;
    return page;
}

async function pair() {
    const ada = await signUp('Ada');
    const bob = await signUp('Bob');
    const chat = (await ada.post('/api/chats', { userId: bob.user._id })).body;
    return { ada, bob, chat };
}

describe('accounts', () => {
    for (const name of ['username', 'name', 'fullName'])
        test(`are made with a ${name}`, async () => {
            const page = new Browser(server);
            const email = freshEmail();
            const reply = await page.post('/api/auth/register',
                { [name]: `grace${process.pid}${name}`, email, password: 'secret6', bio: 'admiral', avatar: picture });
            assert.equal(reply.status, 201, reply.text);
            assert.equal(reply.body.success, true);
            assert.equal(reply.body.message, 'Account created successfully');
            const { user } = reply.body;
            assert.deepEqual([user.name, user.username, user.email, user.isVerified, user.bio],
                [`grace${process.pid}${name}`, `grace${process.pid}${name}`, email, false, 'admiral']);
            assert.ok(user.avatar.startsWith(server.url + '/'), user.avatar);
            for (const token of ['token', 'accessToken', 'refreshToken']) assert.equal(typeof reply.body[token], 'string');
        });

    test('are not made twice, or of nothing', async () => {
        const { email } = await signUp();
        const taken = await new Browser(server).post('/api/auth/register', { name: 'B', email, password: 'secret6' });
        assert.deepEqual([taken.status, taken.body.success, taken.body.message], [400, false, 'User already exists']);
        for (const body of [{}, { name: 'A', email: 'no address', password: 'secret6' }, { name: 'A', email: freshEmail(), password: '1' }]) {
            const reply = await new Browser(server).post('/api/auth/register', body);
            assert.deepEqual([reply.status, reply.body.success, reply.body.message], [400, false, 'Validation failed']);
            assert.ok(reply.body.details.length > 0);
        }
    });

    test('are signed in to with a password', async () => {
        const { email, user } = await signUp();
        const page = new Browser(server);
        const reply = await page.post('/api/auth/login', { email, password: 'secret6' });
        assert.equal(reply.status, 200);
        assert.deepEqual([reply.body.success, reply.body.user._id, reply.body._id, reply.body.fullName], [true, user._id, user._id, 'Ada']);
        assert.equal(reply.body.token, reply.body.accessToken);
        for (const name of ['jwt', 'accessToken', 'refreshToken']) assert.ok(page.cookies.has(name), name);
        const wrong = await page.post('/api/auth/login', { email, password: 'wrong-one' });
        assert.deepEqual([wrong.status, wrong.body.success], [400, false]);
        assert.equal(wrong.body.message, 'Invalid credentials'); // As the cookie family spells it.
    });

    test('are known by header and by each cookie', async () => {
        const page = await signUp();
        const me = await page.get('/api/auth/me');
        assert.deepEqual([me.status, me.body.success, me.body._id, me.body.user._id], [200, true, page.user._id, page.user._id]);
        for (const name of ['accessToken', 'jwt', 'token']) {
            const other = new Browser(server);
            other.cookies.set(name, page.token);
            assert.equal((await other.get('/api/auth/me')).status, 200, name);
        }
        const broken = new Browser(server);
        broken.cookies.set('jwt', page.token);
        broken.token = 'nonsense';
        const reply = await broken.get('/api/auth/me');
        assert.deepEqual([reply.status, reply.body.success], [401, false]);
        const none = await new Browser(server).get('/api/auth/me');
        assert.deepEqual([none.status, none.body.message], [401, 'Access token Missing']);
    });

    test('go on with a refresh token, from the body or a cookie', async () => {
        const page = await signUp();
        const first = await page.post('/api/auth/refresh-token', { refreshToken: page.refreshToken, email: page.email });
        assert.equal(first.status, 200, first.text);
        assert.equal(first.body.success, true);
        const other = new Browser(server);
        other.cookies.set('refreshToken', first.body.refreshToken);
        const second = await other.post('/api/auth/refresh-token');
        assert.equal(second.status, 200, second.text);
        assert.ok(other.cookies.has('accessToken'));
        other.cookies.clear();
        other.token = second.body.accessToken;
        assert.equal((await other.get('/api/auth/me')).status, 200);
        for (const body of [{}, { refreshToken: 'nonsense' }]) {
            const reply = await new Browser(server).post('/api/auth/refresh-token', body);
            assert.deepEqual([reply.status, reply.body.success], [401, false]);
        }
    });
});

describe('what whispr has below /api/auth', () => {
    test('is there for the accounts of this family, too', async () => {
        const dora = new WhisprClient(server);
        const { email, password } = dora;
        const { body } = await dora.post('/api/auth/register', { username: dora.username, email, password });
        const bearer = { authorization: `Bearer ${body.token}` };
        const token = (await dora.mailedLink()).split('token=')[1];
        const proven = await dora.get(`/api/auth/verify-email?token=${token}`);
        assert.deepEqual([proven.status, proven.body.message], [200, 'Email verified successfully please login']);
        assert.equal((await dora.get('/api/auth/me', bearer)).body.isVerified, true);

        await dora.post('/v1/auth/login', { email, password });
        const resent = await dora.post('/api/auth/resend-otp', { email });
        assert.deepEqual([resent.status, resent.body.message], [200, 'otp sent to your mail']);
        await dora.mails(3); // The link and two codes.
        const verified = await dora.post('/api/auth/verify-otp', { email, otp: await dora.mailedCode() });
        assert.deepEqual([verified.status, verified.body.message], [200, 'Otp successfully verified']);

        const changed = await dora.post('/api/auth/reset-password', { newPassword: 'battery staple horse' }, bearer);
        assert.deepEqual([changed.status, changed.body.message], [201, 'Password successfully updated']);
        const again = await dora.post('/api/auth/login', { email, password: 'battery staple horse' });
        assert.deepEqual([again.status, again.body.user.email], [200, email]);
    });
});

describe('people', () => {
    test('are shown', async () => {
        const { ada, bob } = await pair();
        const reply = await ada.get(`/api/users/${bob.user._id}`);
        assert.deepEqual([reply.status, reply.body._id, reply.body.user._id, reply.body.name], [200, bob.user._id, bob.user._id, 'Bob']);
        const missing = await ada.get('/api/users/12345');
        assert.deepEqual([missing.status, missing.body.message], [404, 'User not found']);
    });

    for (const method of ['put', 'patch', 'post'])
        test(`change by ${method}`, async () => {
            const page = await signUp();
            const reply = await page[method]('/api/users/update', { name: 'Countess', bio: 'numbers', avatar: picture });
            assert.equal(reply.status, 200, reply.text);
            assert.deepEqual([reply.body.success, reply.body.user.name, reply.body.user.bio], [true, 'Countess', 'numbers']);
            assert.ok(reply.body.user.avatar.startsWith(server.url));
            const status = await page[method]('/api/users/status', { status: 'away' });
            assert.deepEqual([status.status, status.body.success, status.body.status, status.body.user.status], [200, true, 'away', 'away']);
        });

    test('choose a user name, which nobody else has', async () => {
        const { ada, bob } = await pair();
        const username = `countess${process.pid}`;
        const reply = await ada.put('/api/users/update', { username });
        assert.deepEqual([reply.status, reply.body.success, reply.body.user.username], [200, true, username]);
        assert.equal((await bob.get(`/api/users/${ada.user._id}`)).body.username, username);
        const taken = await bob.put('/api/users/update', { username });
        assert.deepEqual([taken.status, taken.body.success], [400, false]);
    });

    test('change themselves only', async () => {
        assert.equal((await new Browser(server).put('/api/users/update', { name: 'x' })).status, 401);
        const page = await signUp();
        assert.equal((await page.put('/api/users/update', { name: 5 })).status, 400);
        assert.equal((await page.put('/api/users/status', {})).status, 400);
    });
});

describe('chats', () => {
    for (const name of ['userId', 'participantId', 'recipientId'])
        test(`of two are opened once, by ${name}`, async () => {
            const ada = await signUp();
            const bob = await signUp('Bob');
            const opened = await ada.post('/api/chats', { [name]: bob.user._id });
            assert.equal(opened.status, 201, opened.text);
            assert.deepEqual([opened.body.isGroup, opened.body.isGroupChat, opened.body.name], [false, false, 'Bob']);
            for (const list of ['participants', 'users', 'members'])
                assert.deepEqual(opened.body[list].map(each => each._id).sort(), [ada.user._id, bob.user._id].sort());
            const again = await bob.post('/api/chats', { [name]: ada.user._id });
            assert.deepEqual([again.status, again.body._id], [200, opened.body._id]);
        });

    test('of two that are there come with what was said last', async () => {
        const { ada, bob, chat } = await pair();
        const sent = await bob.post('/api/messages', { chatId: chat._id, content: 'hello' });
        const { body } = await ada.post('/api/chats', { userId: bob.user._id });
        assert.deepEqual([body.id, body.unreadCount, body.latestMessage._id, body.lastMessage._id],
            [chat._id, 1, sent.body._id, sent.body._id]);
        assert.deepEqual((await ada.get('/api/chats')).body[0], body);
        for (const date of ['createdAt', 'updatedAt']) assert.match(body[date], /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
        for (const each of body.participants)
            assert.deepEqual(Object.keys(each).filter(name => ['_id', 'id', 'name', 'email', 'avatar'].includes(name)).sort(),
                ['_id', 'avatar', 'email', 'id', 'name']);
    });

    for (const [title, list] of [['name', 'users'], ['groupName', 'userIds'], ['name', 'participants']])
        test(`of many are opened by ${title} and ${list}`, async () => {
            const ada = await signUp();
            const bob = await signUp('Bob');
            const reply = await ada.post('/api/chats', { [title]: 'Club', [list]: [bob.user._id], isGroup: true });
            assert.equal(reply.status, 201, reply.text);
            assert.deepEqual([reply.body.isGroup, reply.body.chatName, reply.body.users.length], [true, 'Club', 2]);
            assert.equal(reply.body.groupAdmin._id, ada.user._id);
        });

    test('are refused where it is not said with whom', async () => {
        const ada = await signUp();
        assert.equal((await ada.post('/api/chats', {})).status, 400);
        assert.equal((await ada.post('/api/chats', { userId: ada.user._id })).status, 400);
        assert.equal((await ada.post('/api/chats', { userId: '12345' })).status, 404);
    });

    test('are listed, the newest first', async () => {
        const { ada, bob, chat } = await pair();
        await bob.post('/api/messages', { chatId: chat._id, content: 'hello' });
        const reply = await ada.get('/api/chats');
        assert.ok(Array.isArray(reply.body));
        const [first] = reply.body;
        assert.deepEqual([first._id, first.unreadCount, first.latestMessage.content, first.latestMessage.sender._id],
            [chat._id, 1, 'hello', bob.user._id]);
        assert.equal(first.lastMessage._id, first.latestMessage._id);
        assert.equal((await new Browser(server).get('/api/chats')).status, 401);
    });
});

describe('messages by the cookie jwt and a header', () => {
    test('are those of whom the header proves; of nobody there are none', async () => {
        const { ada, bob, chat } = await pair();
        await ada.post('/api/messages', { chatId: chat._id, content: 'hello' });
        bob.cookies.set('jwt', (await signUp('Eve')).token);
        assert.equal((await bob.get(`/api/messages/${chat._id}`)).body.length, 1);
        assert.equal((await bob.get(`/api/messages/${ada.user._id}`)).body.length, 1);
        const nobody = await bob.get('/api/messages/12345');
        assert.deepEqual([nobody.status, nobody.body], [200, []]);
    });
});

describe('messages', () => {
    for (const [chatName, textName] of [['chatId', 'content'], ['chat_id', 'text']])
        test(`are sent by ${chatName} and ${textName}`, async () => {
            const { ada, chat } = await pair();
            const reply = await ada.post('/api/messages', { [chatName]: chat._id, [textName]: 'hello' });
            assert.equal(reply.status, 201, reply.text);
            assert.deepEqual([reply.body.chatId, reply.body.content, reply.body.text, reply.body.senderId, reply.body.sender._id],
                [chat._id, 'hello', 'hello', ada.user._id, ada.user._id]);
        });

    test('carry pictures and answers', async () => {
        const { ada, chat } = await pair();
        const first = await ada.post('/api/messages', { chatId: chat._id, content: 'look', image: picture });
        assert.ok(first.body.image.startsWith(server.url + '/'), first.text);
        const second = await ada.post('/api/messages', { chatId: chat._id, content: 'there', reply_to: first.body._id });
        assert.equal(second.body.replyTo, first.body._id);
    });

    test('carry files that are there already by their address', async () => {
        const { ada, bob, chat } = await pair();
        const { body: sent } = await ada.post('/api/messages', { chatId: chat._id, content: 'look', image: picture });
        for (const name of ['image', 'file_url']) {
            const again = await ada.post('/api/messages', { chatId: chat._id, [name]: sent.image });
            assert.deepEqual([again.status, again.body.image, again.body.file_url], [201, sent.image, sent.image], again.text);
        }
        const history = (await bob.get(`/api/messages/${chat._id}`)).body;
        assert.deepEqual(history.map(each => each.image), [sent.image, sent.image, sent.image]);
    });

    test('are listed by chat, oldest first', async () => {
        const { ada, bob, chat } = await pair();
        for (const content of ['1', '2', '3']) await ada.post('/api/messages', { chatId: chat._id, content });
        const all = await bob.get(`/api/messages/${chat._id}`);
        assert.deepEqual(all.body.map(each => each.content), ['1', '2', '3']);
        assert.deepEqual((await bob.get(`/api/messages/${chat._id}?limit=2`)).body.map(each => each.content), ['2', '3']);
        assert.equal((await bob.get(`/api/messages?chatId=${chat._id}`)).body.length, 3);
    });

    test('are for members', async () => {
        const { ada, chat } = await pair();
        const eve = await signUp('Eve');
        assert.equal((await eve.get(`/api/messages/${chat._id}`)).status, 404);
        assert.equal((await eve.post('/api/messages', { chatId: chat._id, content: 'x' })).status, 404);
        assert.equal((await ada.get('/api/messages/12345')).status, 404);
        assert.equal((await ada.post('/api/messages', { chatId: chat._id })).status, 400);
        assert.equal((await ada.post('/api/messages', { content: 'x' })).status, 400);
    });
});

test('notifications are listed and marked as read below /api', async () => {
    const [ada, bob] = [await signUp(), await signUp('Bob')];
    assert.equal((await new Browser(server).get('/api/notifications')).status, 401);
    await ada.post('/v1/friend/sendFriendRequest', { receiverId: bob.user._id });
    const { status, body } = await bob.get('/api/notifications');
    assert.deepEqual([status, body.success, body.notifications.length], [200, true, 1]);
    const [told] = body.notifications;
    assert.deepEqual([told.from._id, told.to, told.type, told.read], [ada.user._id, bob.user._id, 'Pending', false]);
    const marked = await bob.post('/api/notifications/mark-as-read', { notificationIds: [told._id] });
    assert.deepEqual([marked.status, marked.body.success], [200, true]);
    assert.equal((await bob.get('/api/notifications')).body.notifications[0].read, true);
});

describe('sockets', () => {
    const byToken = page => page.connect({ auth: { token: page.token } });

    test('hear messages once, also their own', async () => {
        const { ada, bob, chat } = await pair();
        await byToken(ada);
        await byToken(bob);
        bob.tell('setup', bob.user);
        await bob.ask('joinRoom', chat._id);
        await ada.post('/api/messages', { chatId: chat._id, content: 'one' });
        const one = await bob.hears('newMessage', message => message.content === 'one');
        assert.deepEqual([one.chatId, one.senderId, one.receiverId], [chat._id, ada.user._id, bob.user._id]);
        await ada.post('/api/messages', { chatId: chat._id, content: 'two' });
        await bob.hears('newMessage', message => message.content === 'two');
        assert.deepEqual(bob.all('newMessage').map(each => each.content), ['one', 'two']);
        await ada.hears('newMessage', message => message.content === 'two');
        assert.deepEqual(ada.all('newMessage').map(each => each.content), ['one', 'two']);
        ada.close();
        bob.close();
    });

    test('hear what is said in a group where it is open, and for whom it is', async () => {
        const [ada, bob, eve] = [await signUp(), await signUp('Bob'), await signUp('Eve')];
        const { body: group } = await ada.post('/api/chats', { name: 'Club', users: [bob.user._id, eve.user._id] });
        await byToken(bob);
        await byToken(eve);
        await bob.ask('joinRoom', group._id);
        await ada.post('/api/messages', { chatId: group._id, content: 'to all' });
        const heard = await bob.hears('newMessage');
        assert.deepEqual([heard.content, heard.receiverId, [...heard.receivers].sort()],
            ['to all', undefined, [bob.user._id, eve.user._id].sort()]);
        assert.deepEqual(await eve.hears('addToChats', line => line.content === 'to all'), { chatId: group._id, content: 'to all' });
        await eve.ask('leaveRoom', group._id); // Whatever else came with it has come.
        assert.equal(eve.all('newMessage').length, 0);
        bob.close();
        eve.close();
    });

    test('tell a list that is not in the room', async () => {
        const { ada, bob, chat } = await pair();
        await byToken(bob);
        await ada.post('/api/messages', { chatId: chat._id, content: 'psst' });
        assert.deepEqual(await bob.hears('addToChats'), { chatId: chat._id, content: 'psst' });
        bob.close();
    });

    for (const [start, stop] of [['startTyping', 'stopTyping'], ['typing', 'stop typing'], ['typing', 'stop_typing']])
        for (const shape of ['object', 'string'])
            test(`pass ${start} and ${stop} on, as ${shape}`, async () => {
                const { ada, bob, chat } = await pair();
                await byToken(ada);
                await byToken(bob);
                for (const each of [ada, bob]) await each.ask('join chat', chat._id);
                const argument = shape === 'object' ? { chatId: chat._id } : chat._id;
                ada.tell(start, argument);
                assert.deepEqual(await bob.hears('userTyping'), { chatId: chat._id, userId: ada.user._id });
                ada.tell(stop, argument);
                assert.deepEqual(await bob.hears('stopTyping'), { chatId: chat._id, userId: ada.user._id });
                ada.close();
                bob.close();
            });

    test('say what was seen, by a room that is open', async () => {
        const { ada, bob, chat } = await pair();
        await byToken(ada);
        const sent = await ada.post('/api/messages', { chatId: chat._id, content: 'hello' });
        await byToken(bob);
        await bob.ask('joinRoom', chat._id);
        const seen = await ada.hears('messagesSeen', each => each.messageIds.includes(sent.body._id));
        assert.deepEqual([seen.chatId, seen.seenBy, seen.receiverId, seen.messageIds],
            [chat._id, bob.user._id, bob.user._id, [sent.body._id]]);
        await bob.ask('leaveRoom', chat._id);
        ada.close();
        bob.close();
    });

    test('know who is there, under both names', async () => {
        const ada = await signUp();
        await byToken(ada);
        await ada.hears('getOnlineUsers', users => users.includes(ada.user._id));
        await ada.hears('onlineUsers', text => JSON.parse(text).includes(ada.user._id));
        ada.close();
    });

    test('are for those who prove who they are', async () => {
        await assert.rejects(new Browser(server).connect({ auth: { token: 'nonsense' } }));
        await assert.rejects(new Browser(server).connect());
    });
});

// SPDX-License-Identifier: GPL-3.0-or-later
// The whispr family from its pages' side: mailed codes and links, friends, sockets, notifications.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';

import { Server } from './server.mjs';
import { setCookies } from './setcookies.mjs';
import { WhisprClient } from './whisprclient.mjs';

let server;
const people = [];
const signUp = async name => {
    const person = await WhisprClient.signUp(server, name);
    people.push(person);
    return person;
};
before(async () => { server = await Server.create({ settings: { limits: { trustedProxies: ['127.0.0.1'] } } }); });
after(async () => {
    for (const person of people) person.close();
    await server?.dispose();
});

/** Two friends with open sockets, and their chat. */
async function friends(how) {
    const alice = await signUp();
    const bob = await signUp();
    const chat = await alice.befriend(bob);
    await alice.connect(how);
    await bob.connect(how);
    return { alice, bob, chat };
}

describe('accounts', () => {
    test('are made, proven by a mailed link, and signed in to by a mailed code', async () => {
        const dora = new WhisprClient(server);
        const made = await dora.register();
        assert.equal(made.status, 201);
        assert.deepEqual(made.body.user, { username: dora.username, email: dora.email, isVerified: false });

        const link = await dora.mailedLink();
        assert.match(link, /\/auth\/callback\/verify-email\?token=/);
        for (const method of ['HEAD', 'GET']) // A scanner of mails follows the link, too.
            assert.equal((await fetch(link, { method })).status, 200);
        assert.match(await (await fetch(link)).text(), /<form method="post">/);
        const token = link.split('token=')[1];
        const proven = await dora.get(`/v1/auth/verify-email?token=${token}`);
        assert.deepEqual([proven.status, proven.body.message], [200, 'Email verified successfully please login']);
        assert.equal((await dora.get(`/v1/auth/verify-email?token=${token}`)).status, 400);

        const begun = await dora.post('/v1/auth/login', { email: dora.email, password: dora.password });
        assert.deepEqual([begun.status, begun.body.message], [200, 'Login successful please verify OTP']);
        assert.equal(dora.cookies.size, 0);
        const wrong = await dora.post('/v1/auth/verify-otp', { email: dora.email, otp: 'wrong1' });
        assert.deepEqual([wrong.status, wrong.body.message], [400, 'Invalid OTP']);
        const verified = await dora.post('/v1/auth/verify-otp', { email: dora.email, otp: await dora.mailedCode() });
        assert.equal(verified.status, 200);
        assert.equal(verified.body.accessToken, dora.cookies.get('accessToken'));
        const [access, refresh] = ['accessToken', 'refreshToken'].map(name =>
            setCookies(verified.headers).find(cookie => cookie.startsWith(name)));
        assert.doesNotMatch(access, /httponly/i);
        assert.match(access, /samesite=lax/i);
        assert.match(refresh, /httponly/i);

        const self = await dora.get('/v1/user/currentUser');
        assert.equal(self.body.success, true);
        assert.equal(self.body.currentUser.username, dora.username);
        assert.equal(self.body.currentUser.isVerified, true);
    });

    test('are proven by the button of the page that a mailed link opens', async () => {
        const dora = new WhisprClient(server);
        await dora.register();
        const link = await dora.mailedLink();
        assert.equal((await fetch(link, { method: 'POST', headers: { origin: server.url } })).status, 200);
        assert.equal((await dora.get(`/v1/auth/verify-email?${link.split('?')[1]}`)).status, 400);
    });

    test('are not made twice, nor from nonsense', async () => {
        const dora = await signUp();
        const again = await dora.register();
        assert.deepEqual([again.status, again.body.success, again.body.message], [400, false, 'User already exists']);
        const short = await dora.register({ username: 'abc' });
        assert.deepEqual([short.status, short.body.message], [400, 'Validation failed']);
        assert.match(short.body.details, /username/);
        for (const [field, value] of [['username', 'two words'], ['email', 'no address'], ['password', 'x'.repeat(2000)]]) {
            const refused = await new WhisprClient(server).register({ [field]: value });
            assert.deepEqual([refused.status, refused.body.message], [400, 'Validation failed'], value);
            assert.match(refused.body.details, new RegExp(field));
        }
        for (const word of ['friends', 'currentUser', 'unread-notifications']) { // Words of its paths.
            const refused = await new WhisprClient(server).register({ username: word });
            assert.deepEqual([refused.status, refused.body.message], [400, 'Validation failed'], word);
        }
        const wrong = await dora.post('/v1/auth/login', { email: dora.email, password: 'wrong one' });
        assert.deepEqual([wrong.status, wrong.body.message], [400, 'invalid credentials']);
    });

    test('are used with tokens in a header, by stage-1 clients, and with cookies by later ones', async () => {
        const dora = await signUp();
        const bearer = { authorization: `Bearer ${dora.accessToken}` };
        assert.equal((await dora.get('/v1/user/currentUser', bearer)).status, 200);
        assert.equal((await dora.get('/api/user/currentUser')).status, 200);
        const refreshed = await dora.post('/v1/auth/refresh-token',
            { refreshToken: dora.refreshToken, email: dora.email }, bearer);
        assert.deepEqual([refreshed.status, refreshed.body.success], [200, true]);
        const byCookie = await dora.post('/v1/auth/refresh-token');
        assert.equal(byCookie.status, 200);
        assert.equal((await dora.get('/v1/user/currentUser')).status, 200);
    });

    test('are closed to others, in the words that make pages refresh', async () => {
        const nobody = new WhisprClient(server);
        const missing = await nobody.get('/v1/user/currentUser');
        assert.deepEqual([missing.status, missing.body.message], [401, 'Access token Missing']);
        const refresh = await nobody.post('/v1/auth/refresh-token');
        assert.deepEqual([refresh.status, refresh.body.message], [401, 'refresh token Missing']);
    });

    test('get another code when they ask for it, and nothing by Google', async () => {
        const dora = new WhisprClient(server);
        await dora.register();
        await dora.post('/v1/auth/login', { email: dora.email, password: dora.password });
        const before = (await dora.mails(2)).length; // The link and the code.
        const again = await dora.post('/v1/auth/resend-otp', { email: dora.email });
        assert.deepEqual([again.status, again.body], [200, { success: true, message: 'otp sent to your mail' }]);
        const verify = otp => dora.post('/v1/auth/verify-otp', { email: dora.email, otp });
        const short = await verify('123');
        assert.deepEqual([short.status, short.body.message], [400, 'Validation failed']);
        await dora.mails(before + 1);
        assert.equal((await verify(await dora.mailedCode())).status, 200);
        const google = await dora.post('/v1/auth/sign-in-with-google', {}, { authorization: 'a code' });
        assert.deepEqual([google.status, google.body.success], [501, false]);
    });

    test('wait before they get another code', async t => {
        const strict = await Server.create({ settings: { otp: { cooldown: '60s' } } });
        t.after(() => strict.dispose());
        const dora = new WhisprClient(strict);
        await dora.register();
        await dora.post('/v1/auth/login', { email: dora.email, password: dora.password });
        const early = await dora.post('/v1/auth/resend-otp', { email: dora.email });
        assert.deepEqual([early.status, early.body.success], [429, false]);
        assert.match(early.body.message, /^An OTP was recently sent\. Please wait \d+ seconds before retrying\.$/);
    });

    test('get another password', async () => {
        const dora = await signUp();
        const same = await dora.post('/v1/auth/reset-password', { newPassword: dora.password });
        assert.equal(same.status, 400);
        const changed = await dora.post('/v1/auth/reset-password', { newPassword: 'battery staple horse' });
        assert.deepEqual([changed.status, changed.body.message], [201, 'Password successfully updated']);
        const old = await dora.post('/v1/auth/login', { email: dora.email, password: dora.password });
        assert.equal(old.status, 400);
    });
});

describe('profiles', () => {
    const pixel = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

    test('are changed, with a picture that everybody can see', async () => {
        const dora = await signUp();
        const changed = await dora.put('/v1/user/currentUser', { bio: 'exploring', avatar: pixel });
        assert.deepEqual([changed.status, changed.body.message], [201, 'Profile updated successfully']);
        const { currentUser } = (await dora.get('/v1/user/currentUser')).body;
        assert.equal(currentUser.bio, 'exploring');
        assert.ok(currentUser.avatar.startsWith(server.url));
        const picture = await fetch(currentUser.avatar);
        assert.equal(picture.headers.get('content-type'), 'image/png');
    });

    test('are found by name, without the address', async () => {
        const dora = await signUp(`finder${process.pid}`);
        const other = await signUp(`findme.${process.pid}`);
        const { results } = (await dora.get(`/v1/user/findme.${process.pid}`)).body;
        assert.deepEqual(results.map(each => each._id), [other.id]);
        assert.equal('email' in results[0], false);
        await Promise.all(Array.from({ length: 11 }, (_, i) =>
            new WhisprClient(server, `crowd.${process.pid}.${i}`).register()));
        assert.equal((await dora.get(`/v1/user/crowd.${process.pid}`)).body.results.length, 10);
    });
});

describe('friends', () => {
    test('are asked, told at once, and get a chat by accepting', async () => {
        const alice = await signUp();
        const bob = await signUp();
        assert.equal(await alice.listen(), 'connected');
        assert.equal(await bob.listen({ byUserId: true }), 'connected');
        const asked = await alice.post('/v1/friend/sendFriendRequest', { receiverId: bob.id });
        assert.deepEqual([asked.status, asked.body.message], [201, 'Friend request sent successfully']);
        assert.equal((await bob.hearsNews('sendFriendRequest')).sender.username, alice.username);

        const { notifications } = (await bob.get('/v1/notifications')).body;
        assert.equal(notifications.length, 1);
        const { from, createdAt, updatedAt, ...told } = notifications[0];
        assert.deepEqual([from._id, from.username, from.avatar, typeof from.bio], [alice.id, alice.username, '', 'string']);
        assert.deepEqual([told.to, told.type, told.read, told.__v], [bob.id, 'Pending', false, 0]);
        for (const date of [createdAt, updatedAt]) assert.match(date, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
        assert.equal((await bob.get('/v1/notifications/unread-notifications')).body.notifications, 1);
        const accepted = await bob.post('/v1/friend/acceptFriendRequest', { senderId: alice.id });
        assert.deepEqual([accepted.status, accepted.body.message], [201, 'Friend request accepted']);
        assert.equal((await alice.hearsNews('acceptFriendRequest')).sender.username, bob.username);

        const [chat] = await alice.chats();
        assert.equal(chat.type, 'private');
        assert.equal(chat.otherUsers._id, bob.id);
        assert.equal(typeof chat.updatedAt, 'number');
        assert.equal(chat.unreadMessages, 0);
        const [friend] = (await bob.get('/v1/user/friends')).body.friends;
        assert.deepEqual([friend._id, friend.username, friend.avatar, typeof friend.bio], [alice.id, alice.username, '', 'string']);
        assert.equal('email' in friend, false);

        const read = await alice.post('/v1/notifications/mark-as-read',
            { notificationIds: (await alice.get('/v1/notifications')).body.notifications.map(each => each._id) });
        assert.deepEqual([read.status, read.body.message], [200, 'notifications marked successfully']);
        assert.equal((await alice.get('/v1/notifications/unread-notifications')).body.notifications, 0);
    });

    test('are declined by the id of the notification, as the pages do', async () => {
        const alice = await signUp();
        const bob = await signUp();
        await alice.post('/v1/friend/sendFriendRequest', { receiverId: bob.id });
        const [notification] = (await bob.get('/v1/notifications')).body.notifications;
        const declined = await bob.get(`/v1/friend/declineFriendRequest/${notification._id}`);
        assert.deepEqual([declined.status, declined.body.message], [200, 'Friend request declined ']);
        assert.deepEqual(await bob.chats(), []);
        for (const each of [alice, bob])
            assert.deepEqual((await each.get('/v1/notifications')).body.notifications.map(told => told.type), ['Declined']);
        assert.equal((await bob.get('/v1/friend/declineFriendRequest/1')).status, 400);
        const nonsense = await bob.get('/v1/friend/declineFriendRequest/undefined');
        assert.deepEqual([nonsense.status, nonsense.body.message], [400, 'Friend request not found']);
    });

    test('are declined by DELETE, by who was asked', async () => {
        const [alice, bob] = [await signUp(), await signUp()];
        await alice.post('/v1/friend/sendFriendRequest', { receiverId: bob.id });
        const [{ _id }] = (await bob.get('/v1/notifications')).body.notifications;
        const path = `/v1/friend/declineFriendRequest/${_id}`;
        assert.equal((await alice.delete(path)).status, 400);
        const declined = await bob.delete(path);
        assert.deepEqual([declined.status, declined.body.success], [200, true]);
        const late = await bob.post('/v1/friend/acceptFriendRequest', { senderId: alice.id });
        assert.deepEqual([late.status, late.body.success], [400, false]);
    });

    test('are removed', async () => {
        const alice = await signUp();
        const bob = await signUp();
        await alice.befriend(bob);
        for (const method of ['post', 'delete']) {
            const removed = await alice[method]('/v1/user/friends/remove', { friendId: bob.id });
            assert.deepEqual([removed.status, removed.body], [200, { success: true, message: 'friend removed sucessfully' }]);
            assert.deepEqual((await bob.get('/v1/user/friends')).body.friends, []);
            await bob.befriend(alice);
        }
    });

    test('are not asked twice, nor oneself', async () => {
        const alice = await signUp();
        const bob = await signUp();
        const ask = (who, receiverId) => who.post('/v1/friend/sendFriendRequest', { receiverId });
        assert.equal((await ask(alice, alice.id)).status, 400);
        assert.equal((await ask(alice)).body.message, 'Receiver ID is required');
        assert.equal((await ask(alice, bob.id)).status, 201);
        assert.equal((await ask(bob, alice.id)).status, 400);
        const accept = senderId => alice.post('/v1/friend/acceptFriendRequest', { senderId });
        assert.equal((await accept()).body.message, 'Sender ID is required');
        for (const sender of [bob.id, '12345', 'undefined'])
            assert.equal((await accept(sender)).status, 400, sender);
    });
});

describe('notifications', () => {
    test('are not heard by who proves nothing', async () => {
        const nobody = await fetch(`${server.url}/api/notifications/events`);
        assert.deepEqual([nobody.status, (await nobody.json()).message], [401, 'Access token Missing']);
        const foreign = await fetch(`${server.url}/api/notifications/events?userId=12345`);
        assert.deepEqual([foreign.status, (await foreign.json()).message], [401, 'Access token Missing']);
    });
});

for (const byUserId of [false, true]) {
    describe(byUserId ? 'sockets that say whose they are' : 'sockets with a token', () => {
        test('bring messages both ways, and how far they got', async () => {
            const { alice, bob, chat } = await friends({ byUserId });
            await alice.open(chat);
            const tempId = randomUUID();
            const sent = await alice.send(chat, 'hello', tempId);
            assert.deepEqual([sent.status, sent.body], [201, { success: true, message: 'Message successfully sent' }]);

            const own = await alice.hears('newMessage', message => message.tempId === tempId);
            assert.deepEqual([own.content, own.senderId, own.receiverId, own.status], ['hello', alice.id, bob.id, 'sent']);
            assert.deepEqual([own.chatId, own.messageType, new Date(own.createdAt).toISOString()], [chat, 'text', own.createdAt]);
            assert.deepEqual(await bob.hears('addToChats'), { chatId: chat, content: 'hello' });
            const delivered = await alice.hears('messagesDelivered');
            assert.deepEqual([delivered.chatId, delivered.receiverId, delivered.messageIds], [chat, bob.id, [own._id]]);
            assert.equal((await bob.chats())[0].unreadMessages, 1);

            await bob.open(chat);
            assert.equal(bob.count('newMessage'), 0);
            const seen = await alice.hears('messagesSeen');
            assert.deepEqual([seen.chatId, seen.receiverId, seen.messageIds], [chat, bob.id, [own._id]]);
            await bob.hears('messagesSeen', each => each.receiverId === bob.id); // As all in the room.
            assert.equal((await alice.messages(chat))[0].status, 'seen');
            assert.equal((await bob.chats())[0].unreadMessages, 0);

            await bob.send(chat, 'hello yourself');
            const answer = await alice.hears('newMessage', message => message.senderId === bob.id);
            assert.equal(answer.content, 'hello yourself');
            await bob.hears('messagesSeen', each => each.receiverId === alice.id);
            assert.equal(alice.count('addToChats'), 0);
            assert.deepEqual((await alice.messages(chat)).map(each => each.content), ['hello', 'hello yourself']);
        });

        test('tell who is typing, where the chat is open', async () => {
            const { alice, bob, chat } = await friends({ byUserId });
            await Promise.all([alice.open(chat), bob.open(chat)]);
            alice.socket.emit('startTyping', { chatId: chat });
            assert.equal(await bob.hears('userTyping'), 'User is typing');
            alice.socket.emit('stopTyping', { chatId: chat });
            assert.equal((await bob.hears('stopTyping')).userId, alice.id);
        });

        test('tell who is online, in both ways', async () => {
            const { alice, bob } = await friends({ byUserId });
            const isThere = list => list.includes(alice.id) && list.includes(bob.id);
            await alice.hears('getOnlineUsers', isThere);
            await bob.hears('onlineUsers', text => isThere(JSON.parse(text)));
            bob.close();
            await alice.hears('getOnlineUsers', list => !list.includes(bob.id) && alice.heard.some(
                each => each.event === 'getOnlineUsers' && each.data.includes(bob.id)));
        });
    });
}

describe('sockets', () => {
    test('bring what waited for somebody who comes', async () => {
        const [alice, bob] = [await signUp(), await signUp()];
        const chat = await alice.befriend(bob);
        await (await alice.connect()).open(chat);
        await alice.send(chat, 'are you there?');
        const own = await alice.hears('newMessage');
        assert.equal((await alice.messages(chat))[0].status, 'sent');
        await bob.connect();
        const delivered = await alice.hears('messagesDelivered');
        assert.deepEqual(delivered, { chatId: chat, receiverId: bob.id, messageIds: [own._id] });
        assert.equal((await alice.messages(chat))[0].status, 'delivered');
    });

    test('take a page without an open chat for what it is', async () => {
        const { alice, chat } = await friends();
        alice.socket.emit('joinRoom', undefined);
        alice.socket.emit('leaveRoom', undefined);
        await alice.open(chat);
        assert.ok(alice.socket.connected);
    });

    test('read the chat that was opened last alone, until none is open', async () => {
        const { alice, bob, chat } = await friends();
        const eve = await signUp();
        await bob.befriend(eve);
        const [other] = await eve.chats();
        await (await eve.connect()).open(other._id);
        await alice.open(chat);
        await bob.open(chat);
        await bob.open(other._id);
        const unread = async id => (await bob.chats()).find(each => each._id === id).unreadMessages;
        const say = async (person, id) => {
            await person.send(id, 'hello');
            return (await person.messages(id)).at(-1)._id;
        };
        const unseen = await say(alice, chat);
        await alice.hears('messagesDelivered', each => each.messageIds.includes(unseen));
        assert.deepEqual(await bob.hears('addToChats'), { chatId: chat, content: 'hello' });
        assert.equal(await unread(chat), 1);
        const seen = await say(eve, other._id);
        await eve.hears('messagesSeen', each => each.messageIds.includes(seen));

        await bob.open(undefined);
        const later = await say(eve, other._id);
        await eve.hears('messagesDelivered', each => each.messageIds.includes(later));
        await bob.open(chat);
        await alice.hears('messagesSeen', each => each.messageIds.includes(unseen));
        assert.deepEqual([await unread(chat), await unread(other._id)], [0, 1]);
    });

    test('hear of a chat that was left in the list alone', async () => {
        const { alice, bob, chat } = await friends();
        await alice.open(chat);
        await bob.open(chat);
        await bob.leave(chat);
        await alice.send(chat, 'gone?');
        assert.deepEqual(await bob.hears('addToChats'), { chatId: chat, content: 'gone?' });
        const [message] = await alice.messages(chat);
        await alice.hears('messagesDelivered', each => each.messageIds.includes(message._id));
        await bob.leave(chat); // Whatever else came with it has come.
        assert.equal(bob.count('newMessage'), 0);
        assert.equal((await alice.messages(chat))[0].status, 'delivered');
    });

    test('refuse who has no token, and who has none that is good any more', async () => {
        const nobody = new WhisprClient(server);
        await assert.rejects(nobody.connect());
        nobody.close();
        const dora = await signUp();
        assert.equal((await dora.post('/api/v1/auth/logout', {}, { authorization: `Bearer ${dora.accessToken}` })).status, 200);
        await assert.rejects(dora.connect(), { message: 'Authentication error: Invalid required' });
    });

    test('let nobody into chats of others', async () => {
        const { alice, chat } = await friends();
        const eve = await signUp();
        await eve.connect();
        await eve.open(chat);
        await alice.open(chat);
        await alice.befriend(eve);
        const other = (await alice.chats()).find(each => each.otherUsers._id === eve.id)._id;
        await alice.send(chat, 'secret');
        await alice.hears('newMessage', message => message.content === 'secret');
        await alice.send(other, 'for eve'); // What comes after it.
        await eve.hears('addToChats', line => line.content === 'for eve');
        assert.deepEqual([eve.count('newMessage'), eve.count('addToChats')], [0, 1]);
        assert.deepEqual([(await eve.send(chat, 'hi')).status, (await eve.get(`/v1/chat/message/${chat}`)).status], [404, 404]);
        assert.equal((await eve.send(chat, 'hi')).body.message, 'Chat not found');
    });

    test('are starred for oneself', async () => {
        const { alice, bob, chat } = await friends();
        await alice.send(chat, 'keep this');
        const [message] = await bob.messages(chat);
        const starred = await bob.post(`/v1/chat/star-message/${chat}`, { messageId: message._id });
        assert.deepEqual([starred.status, starred.body], [200, { success: true, message: 'Message starred successfully' }]);
        const listed = await bob.get(`/v1/chat/starred-messages/${chat}`);
        assert.deepEqual(listed.body.messages.map(each => each.content), ['keep this']);
        assert.deepEqual((await alice.get(`/api/chat/starred-messages/${chat}`)).body.messages, []);
        const eve = await signUp();
        assert.equal((await eve.get(`/v1/chat/starred-messages/${chat}`)).status, 404);
    });

    test('bring files', async () => {
        const { alice, bob, chat } = await friends();
        await bob.open(chat);
        const file = `data:text/plain;base64,${Buffer.from('some notes').toString('base64')}`;
        const sent = await alice.post(`/v1/chat/message/${chat}`,
            { content: '', tempId: randomUUID(), file, fileName: 'notes.txt', fileType: 'text/plain' });
        assert.equal(sent.status, 201);
        await bob.hears('newMessage', message => message.file);
        const [stored] = await bob.messages(chat);
        assert.equal(await (await fetch(stored.file)).text(), 'some notes');
        const { status, body } = await alice.get(`/v1/chat/chat-files/${chat}`);
        assert.deepEqual([status, body.success, body.files.map(each => each.file)], [200, true, [stored.file]]);
        assert.deepEqual((await bob.get(`/v1/chat/chat-files/${chat}`)).body.files, []);
    });
});

describe('groups', () => {
    test('are made, talked in, and changed', async () => {
        const [alice, bob, carol] = [await signUp(), await signUp(), await signUp()];
        const made = await alice.post('/v1/chat/group',
            { groupName: 'Project', bio: 'all about it', participants: [bob.id, carol.id] });
        assert.equal(made.status, 201);
        const { chat } = made.body;
        assert.deepEqual([chat.type, chat.groupName, chat.adminId], ['group', 'Project', alice.id]);
        await Promise.all([alice.connect(), bob.connect(), carol.connect()]);
        await Promise.all([alice.open(chat._id), bob.open(chat._id)]);

        const tempId = randomUUID();
        const sent = await bob.post(`/v1/chat/group/${chat._id}`, { content: 'hi all', tempId });
        assert.equal(sent.status, 201);
        const heard = await alice.hears('newMessage', message => message.tempId === tempId);
        assert.deepEqual([...heard.receivers].sort(), [alice.id, carol.id].sort());
        await carol.hears('addToChats', line => line.content === 'hi all');
        const [row] = await carol.chats();
        assert.equal(row.unreadMessages, null);
        assert.deepEqual(row.otherUsers.map(each => each._id).sort(), [alice.id, bob.id].sort());

        const renamed = await bob.put(`/v1/chat/group/${chat._id}`, { groupName: 'Renamed' });
        assert.deepEqual([renamed.status, renamed.body.message], [201, 'group successfully updated']);
        assert.equal((await alice.chats())[0].groupName, 'Renamed');
        const short = await alice.post('/v1/chat/group', { groupName: 'abcd', participants: [bob.id] });
        assert.equal(short.status, 400);
    });

    test('change their members by their admin only', async () => {
        const [alice, bob, carol] = [await signUp(), await signUp(), await signUp()];
        const { chat } = (await alice.post('/v1/chat/group', { groupName: 'Project', participants: [bob.id] })).body;
        assert.equal((await bob.post(`/v1/chat/group/add/${chat._id}`, { participants: [carol.id] })).status, 403);
        await Promise.all([alice, bob].map(each => each.connect()));
        await Promise.all([alice, bob].map(each => each.open(chat._id)));
        const added = await alice.post(`/v1/chat/group/add/${chat._id}`, { participants: [carol.id] });
        assert.deepEqual([added.status, added.body], [201, { success: true, message: 'Users added to chat' }]);
        assert.equal((await carol.chats()).length, 1);
        const removed = await alice.post(`/v1/chat/group/remove/${chat._id}`, { memberId: carol.id });
        assert.deepEqual([removed.status, removed.body.message], [201, 'User removed from chat']);
        assert.deepEqual(await carol.chats(), []);

        const lines = (await bob.messages(chat._id)).filter(each => each.messageType === 'system');
        assert.deepEqual(lines.map(each => [each.systemAction, each.meta.actorId, each.meta.memberId]),
            [['user_added', alice.id, carol.id], ['user_removed', alice.id, carol.id]]);
        for (const person of [alice, bob]) {
            const live = [await person.hears('memberAdded'), await person.hears('memberRemoved')];
            assert.deepEqual(live.map(each => [each.messageId, each.createdAt, each.systemAction, each.content, each.meta]),
                lines.map((line, i) => [line._id, line.createdAt, line.systemAction, `${alice.username} ${['added', 'removed'][i]} ${carol.username}`,
                    { actorId: alice.id, memberId: carol.id, memberAvatar: '' }]));
        }
        await alice.post(`/v1/chat/group/${chat._id}`, { content: 'on we go', tempId: randomUUID() });
        for (const person of [alice, bob]) {
            await person.hears('newMessage', message => message.content === 'on we go');
            assert.equal(person.count('newMessage'), 1); // A line is shown once, and is no message.
        }
    });

    test('of two are no private chats, and are gone when one is left', async () => {
        const [alice, bob] = [await signUp(), await signUp()];
        const { chat } = (await alice.post('/v1/chat/group', { groupName: 'Project', participants: [bob.id] })).body;
        await bob.connect();
        await bob.open(chat._id);
        await alice.post(`/v1/chat/group/${chat._id}`, { content: 'hi', tempId: randomUUID() });
        const heard = await bob.hears('newMessage');
        assert.deepEqual([heard.receiverId, heard.receivers], [undefined, [bob.id]]);
        assert.deepEqual((await bob.messages(chat._id)).map(each => each.receiverId), [undefined]);
        const removed = await alice.post(`/v1/chat/group/remove/${chat._id}`, { memberId: bob.id });
        assert.equal(removed.status, 201);
        assert.deepEqual([await alice.chats(), await bob.chats()], [[], []]);
    });
});

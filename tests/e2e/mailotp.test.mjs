// SPDX-License-Identifier: GPL-3.0-or-later
// The family that signs in with a mailed code, and whose sockets only name their user.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Client } from './client.mjs';
import { Server } from './server.mjs';

// One red pixel.
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC', 'base64');

let nextPerson = 0;

class MailClient extends Client {
    static async signIn(server) {
        nextPerson += 1;
        const client = new MailClient(server);
        client.email = `mailfriend${nextPerson}@example.org`;
        assert.equal((await client.post('/api/v1/login', { email: client.email })).status, 200);
        const reply = await client.post('/api/v1/verify', { email: client.email, otp: '123456' });
        assert.equal(reply.status, 200, reply.text);
        client.accessToken = reply.body.token;
        client.user = reply.body.user;
        client.id = reply.body.user._id;
        return client;
    }

    /** As the family's pages do: the query names the user, and nothing proves it. */
    connectByName(options = {}) {
        return this.connect({ auth: {}, query: { userId: this.id }, ...options });
    }

    async chatWith(other) {
        return (await this.post('/api/v1/chat/new', { otherUserId: other.id })).body.chatId;
    }

    say(chatId, text) { return this.post('/api/v1/message', { chatId, text }); }

    /** Resolves when all that was told before has been dealt with. */
    async settle() { await this.ask('leaveChat', '1'); }
}

const isDate = text => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text);

async function friends(server) {
    const [alice, bob] = [await MailClient.signIn(server), await MailClient.signIn(server)];
    const chat = await alice.chatWith(bob);
    return { alice, bob, chat };
}

describe('the mailotp family over HTTP', () => {
    let server;
    before(async () => { server = await Server.create(); });
    after(() => server?.dispose());

    test('POST /login sends a code to an address and to nothing else', async () => {
        const stranger = new MailClient(server);
        const sent = await stranger.post('/api/v1/login', { email: 'new@example.org' });
        assert.deepEqual([sent.status, sent.body], [200, { message: 'OTP sent to your mail' }]);
        for (const body of [{}, { email: 'no address' }, { email: '' }]) {
            const reply = await stranger.post('/api/v1/login', body);
            assert.equal(reply.status, 400);
            assert.equal(typeof reply.body.message, 'string');
        }
    });

    test('POST /verify signs in, and names the account after the address', async () => {
        const stranger = new MailClient(server);
        const email = 'Some.Body.Long@Example.org';
        await stranger.post('/api/v1/login', { email });
        for (const body of [{}, { email }, { otp: '123456' }]) {
            const missing = await stranger.post('/api/v1/verify', body);
            assert.deepEqual([missing.status, missing.body.message], [400, 'Email or OTP required']);
        }
        const wrong = await stranger.post('/api/v1/verify', { email, otp: '000000' });
        assert.deepEqual([wrong.status, wrong.body.message], [400, 'Invalid or expired OTP']);
        const right = await stranger.post('/api/v1/verify', { email, otp: '123456' });
        assert.equal(right.status, 200, right.text);
        assert.equal(right.body.message, 'User Verified');
        assert.equal(right.body.user.name, 'some.bod');
        assert.equal(right.body.user.email, 'some.body.long@example.org');
        assert.equal(typeof right.body.token, 'string');
    });

    test('the token lives for fifteen days', async () => {
        const alice = await MailClient.signIn(server);
        const claims = JSON.parse(Buffer.from(alice.accessToken.split('.')[1], 'base64url'));
        assert.equal(claims.exp - claims.iat, 15 * 24 * 3600);
        assert.equal(claims.dialect, 'mailotp');
    });

    test('GET /me answers the user, bare and wrapped', async () => {
        const alice = await MailClient.signIn(server);
        const me = (await alice.get('/api/v1/me')).body;
        assert.equal(me._id, alice.id);
        assert.equal(me.email, alice.email);
        assert.deepEqual(me.user.name, me.name);
    });

    test('what is wrong with a token is said in the words clients know', async () => {
        const nobody = new MailClient(server);
        const none = await nobody.get('/api/v1/me');
        assert.deepEqual([none.status, none.body.message], [401, 'Please Login - No Auth header']);
        nobody.accessToken = 'nonsense';
        const bad = await nobody.get('/api/v1/me');
        assert.deepEqual([bad.status, bad.body.message], [401, 'Invalid token']);
    });

    test('strangers are told to sign in, wherever they ask for more than a name', async () => {
        const stranger = new MailClient(server);
        const asked = [['GET', '/me'], ['GET', '/user/all'], ['POST', '/update/user'], ['POST', '/chat/new'],
            ['GET', '/chat/all'], ['POST', '/message'], ['GET', '/message/1']];
        for (const [method, path] of asked) {
            const reply = await stranger.request(method, `/api/v1${path}`, method === 'POST' ? {} : undefined);
            assert.deepEqual([reply.status, reply.body.message], [401, 'Please Login - No Auth header'], path);
        }
    });

    test('GET /user/all lists everybody, GET /user/:id hides addresses from strangers', async () => {
        const { alice, bob } = await friends(server);
        const all = (await alice.get('/api/v1/user/all')).body;
        assert.ok(all.some(each => each._id === alice.id) && all.some(each => each._id === bob.id));
        assert.equal((await alice.get(`/api/v1/user/${bob.id}`)).body.email, bob.email);
        const stranger = await new MailClient(server).get(`/api/v1/user/${bob.id}`);
        assert.equal(stranger.status, 200);
        assert.equal(stranger.body.name, bob.user.name);
        assert.equal(stranger.body.email, undefined);
        assert.equal((await alice.get('/api/v1/user/1')).status, 404);
        assert.equal((await alice.get('/api/v1/user/nobody')).status, 404);
    });

    for (const path of ['/api/v1/update/user', '/api/v1/user/update']) {
        test(`POST ${path} renames, and hands out a new token`, async () => {
            const alice = await MailClient.signIn(server);
            const reply = await alice.post(path, { name: 'Alice' });
            assert.equal(reply.status, 200, reply.text);
            assert.equal(reply.body.message, 'User Updated');
            assert.equal(reply.body.user.name, 'Alice');
            alice.accessToken = reply.body.token;
            assert.equal((await alice.get('/api/v1/me')).body.name, 'Alice');
            assert.equal((await alice.post(path, {})).status, 400);
        });
    }

    test('POST /chat/new opens a chat once', async () => {
        const [alice, bob] = [await MailClient.signIn(server), await MailClient.signIn(server)];
        const first = await alice.post('/api/v1/chat/new', { userId: 'ignored', otherUserId: bob.id });
        assert.deepEqual([first.status, first.body.message], [201, 'New Chat created']);
        const again = await bob.post('/api/v1/chat/new', { otherUserId: alice.id });
        assert.deepEqual([again.status, again.body.message], [200, 'Chat already exist']);
        assert.equal(again.body.chatId, first.body.chatId);
        assert.equal(again.body.chat._id, first.body.chatId);
        const missing = await alice.post('/api/v1/chat/new', {});
        assert.deepEqual([missing.status, missing.body.message], [400, 'Other userid is required']);
        assert.equal((await alice.post('/api/v1/chat/new', { otherUserId: '1' })).status, 404);
    });

    test('GET /chat/all shows who, the newest message and what is unseen', async () => {
        const { alice, bob, chat } = await friends(server);
        const empty = (await alice.get('/api/v1/chat/all')).body.chats;
        assert.equal(empty.find(each => each.chat._id === chat).chat.latestMessage, null);
        await alice.say(chat, 'one');
        await alice.say(chat, 'two');
        const [row] = (await bob.get('/api/v1/chat/all')).body.chats;
        assert.equal(row.user._id, alice.id);
        assert.equal(row.chat._id, chat);
        assert.deepEqual([...row.chat.users].sort(), [alice.id, bob.id].sort());
        assert.deepEqual(row.chat.latestMessage, { text: 'two', sender: alice.id });
        assert.equal(row.chat.unseenCount, 2);
        assert.deepEqual(Object.keys(row.chat).sort(),
            ['__v', '_id', 'createdAt', 'latestMessage', 'unseenCount', 'updatedAt', 'users']);
        assert.deepEqual(Object.keys(row.user).sort(), ['__v', '_id', 'createdAt', 'email', 'id', 'name', 'updatedAt']);
        for (const date of ['createdAt', 'updatedAt'])
            assert.ok(isDate(row.chat[date]) && isDate(row.user[date]), date);
        const third = await MailClient.signIn(server);
        await third.say(await third.chatWith(bob), 'newer');
        assert.equal((await bob.get('/api/v1/chat/all')).body.chats[0].user._id, third.id);
    });

    test('POST /message takes JSON and forms, and says what is missing', async () => {
        const { alice, chat } = await friends(server);
        const sent = await alice.say(chat, 'hello');
        assert.equal(sent.status, 201, sent.text);
        assert.equal(sent.body.sender, alice.id);
        const { message } = sent.body;
        assert.deepEqual([message.chatId, message.sender, message.text, message.messageType, message.seen],
            [chat, alice.id, 'hello', 'text', false]);
        assert.equal(message.image, undefined);
        assert.deepEqual([message.seenAt, message.__v, isDate(message.createdAt), message.updatedAt],
            [null, 0, true, message.createdAt]);

        const form = new FormData();
        form.append('chatId', chat);
        form.append('text', 'from a form');
        assert.equal((await alice.post('/api/v1/message', form)).body.message.text, 'from a form');

        const refusals = [
            [{ text: 'x' }, 400, 'ChatId Required'],
            [{ chatId: chat }, 400, 'Either text or Image is required'],
            [{ chatId: chat, text: '  ' }, 400, 'Either text or Image is required'],
            [{ chatId: '1', text: 'x' }, 404, 'Chat not found'],
        ];
        for (const [body, status, message_] of refusals) {
            const reply = await alice.post('/api/v1/message', body);
            assert.deepEqual([reply.status, reply.body.message], [status, message_]);
        }
    });

    test('a picture is shown under an absolute address', async () => {
        const { alice, bob, chat } = await friends(server);
        const form = new FormData();
        form.append('chatId', chat);
        form.append('image', new Blob([png], { type: 'image/png' }), 'red.png');
        const sent = await alice.post('/api/v1/message', form);
        assert.equal(sent.status, 201, sent.text);
        const { message } = sent.body;
        assert.deepEqual([message.messageType, message.text], ['image', '']);
        assert.ok(message.image.url.startsWith(server.url), message.image.url);
        assert.ok(message.image.publicId);
        assert.equal((await fetch(message.image.url)).headers.get('content-type'), 'image/png');
        const [row] = (await bob.get('/api/v1/chat/all')).body.chats;
        assert.equal(row.chat.latestMessage.text, '📷 Image');

        const text = new FormData();
        text.append('chatId', chat);
        text.append('image', new Blob(['no picture'], { type: 'image/png' }), 'red.png');
        assert.equal((await alice.post('/api/v1/message', text)).status, 415);
    });

    test('a picture of up to five megabytes may move and say something', async () => {
        const { alice, chat } = await friends(server);
        const post = bytes => {
            const form = new FormData();
            form.append('chatId', chat);
            form.append('text', 'look');
            form.append('image', new Blob([bytes], { type: 'image/gif' }), 'dot.gif');
            return alice.post('/api/v1/message', form);
        };
        const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
        const { message } = (await post(gif)).body;
        assert.deepEqual([message.messageType, message.text], ['image', 'look']);
        assert.equal((await fetch(message.image.url)).headers.get('content-type'), 'image/gif');
        const large = await post(Buffer.concat([gif, Buffer.alloc(5 << 20)]));
        assert.deepEqual([large.status, typeof large.body.message], [413, 'string']);
    });

    test('GET /message/:chatId is in order, and marks it seen', async () => {
        const { alice, bob, chat } = await friends(server);
        await alice.say(chat, 'one');
        await alice.say(chat, 'two');
        const read = (await bob.get(`/api/v1/message/${chat}`)).body;
        assert.deepEqual(read.messages.map(each => each.text), ['one', 'two']);
        assert.equal(read.user._id, alice.id);
        assert.ok(read.messages.every(each => each.seen));
        const sent = (await alice.get(`/api/v1/message/${chat}`)).body.messages;
        assert.ok(sent.every(each => each.seen && isDate(each.seenAt)), JSON.stringify(sent));
        assert.equal(new Set(sent.map(each => each.seenAt)).size, 1);
        assert.equal((await bob.get('/api/v1/chat/all')).body.chats[0].chat.unseenCount, 0);
        assert.equal((await bob.get(`/api/v1/message/${chat}?limit=1`)).body.messages[0].text, 'two');
    });

    test('a long chat comes whole, and everybody is listed', async () => {
        const { alice, bob, chat } = await friends(server);
        for (let begin = 0; begin < 250; begin += 50)
            await Promise.all(Array.from({ length: 50 }, (_, i) => alice.say(chat, `text ${begin + i}`)));
        const reply = await bob.get(`/api/v1/message/${chat}`);
        assert.equal(reply.status, 200);
        assert.match(reply.headers.get('content-type'), /^application\/json/);
        assert.equal(reply.headers.get('content-disposition'), null);
        const texts = reply.body.messages.map(each => each.text);
        assert.deepEqual([texts.length, new Set(texts).size], [250, 250]);
        const times = reply.body.messages.map(each => each.createdAt);
        assert.deepEqual(times, [...times].sort());
        assert.equal(reply.body.user._id, alice.id);
        const newest = (await bob.get(`/api/v1/message/${chat}?limit=120`)).body.messages;
        assert.deepEqual(newest.map(each => each.text), texts.slice(-120));
    });

    test('a stranger to a chat finds nothing', async () => {
        const { alice, chat } = await friends(server);
        const mallory = await MailClient.signIn(server);
        assert.equal((await alice.say(chat, 'secret')).status, 201);
        for (const reply of [await mallory.get(`/api/v1/message/${chat}`), await mallory.say(chat, 'x')])
            assert.deepEqual([reply.status, reply.body.message], [404, 'Chat not found']);
    });
});

describe('the mailotp family asking for codes too often', () => {
    let server;
    before(async () => { server = await Server.create({ settings: { otp: { cooldown: '60s' } } }); });
    after(() => server?.dispose());

    test('is told to wait', async () => {
        const stranger = new MailClient(server);
        assert.equal((await stranger.post('/api/v1/login', { email: 'a@example.org' })).status, 200);
        const again = await stranger.post('/api/v1/login', { email: 'a@example.org' });
        assert.equal(again.status, 429);
        assert.equal(again.body.message, 'Too many requests. Please wait before requesting new OTP');
        assert.ok(Number(again.headers.get('retry-after')) > 0);
    });
});

describe('the mailotp family over sockets', () => {
    let server;
    const open = [];
    before(async () => { server = await Server.create(); });
    after(async () => {
        for (const client of open) client.close();
        await server?.dispose();
    });

    async function connected() {
        const pair = await friends(server);
        for (const client of [pair.alice, pair.bob]) {
            await client.get('/api/v1/me');
            await client.connectByName();
            open.push(client);
        }
        return pair;
    }

    test('a message reaches each socket once, the sender included', async () => {
        const { alice, bob, chat } = await connected();
        await bob.ask('joinChat', chat);
        const sent = (await alice.say(chat, 'hello')).body.message;
        const heard = await bob.hears('newMessage');
        assert.deepEqual([heard._id, heard.sender, heard.text, heard.chatId],
            [sent._id, alice.id, 'hello', chat]);
        await alice.hears('newMessage', data => data._id === sent._id);
        const next = (await alice.say(chat, 'and on')).body.message;
        for (const each of [alice, bob]) {
            await each.hears('newMessage', data => data._id === next._id);
            await each.settle();
            assert.deepEqual(each.all('newMessage').map(data => data._id), [sent._id, next._id]);
        }
    });

    test('a picture comes with an absolute address', async () => {
        const { alice, bob, chat } = await connected();
        const form = new FormData();
        form.append('chatId', chat);
        form.append('image', new Blob([png], { type: 'image/png' }), 'red.png');
        await alice.post('/api/v1/message', form);
        const heard = await bob.hears('newMessage');
        assert.ok(heard.image.url.startsWith(server.url), heard.image.url);
    });

    test('who is in the chat has seen what comes', async () => {
        const { alice, bob, chat } = await connected();
        const unseen = (await alice.say(chat, 'one')).body.message._id;
        await bob.hears('newMessage', data => data._id === unseen);
        assert.equal((await bob.get('/api/v1/chat/all')).body.chats[0].chat.unseenCount, 1);
        await bob.ask('joinChat', chat);
        const first = await alice.hears('messagesSeen', data => data.messageIds.includes(unseen));
        assert.deepEqual(first, { chatId: chat, seenBy: bob.id, messageIds: [unseen] });
        const seen = (await alice.say(chat, 'two')).body.message._id;
        await alice.hears('messagesSeen', data => data.messageIds.includes(seen));
        await bob.ask('leaveChat', chat);
        const later = (await alice.say(chat, 'three')).body.message._id;
        await bob.hears('newMessage', data => data._id === later);
        assert.equal((await bob.get('/api/v1/chat/all')).body.chats[0].chat.unseenCount, 1);
        await bob.get(`/api/v1/message/${chat}`);
        await alice.hears('messagesSeen', data => data.messageIds.includes(later));
    });

    test('typing is told to those in the chat, as whose socket it is', async () => {
        const { alice, bob, chat } = await connected();
        const outside = (await MailClient.signIn(server));
        await bob.ask('joinChat', chat);
        alice.tell('typing', { userId: outside.id, chatId: chat });
        assert.deepEqual(await bob.hears('userTyping'), { userId: alice.id, chatId: chat });
        alice.tell('stopTyping', { userId: alice.id, chatId: chat });
        assert.deepEqual(await bob.hears('userStoppedTyping'), { userId: alice.id, chatId: chat });
        await bob.ask('leaveChat', chat);
        await alice.ask('typing', { chatId: chat });
        await alice.say(chat, 'after all that');
        await bob.hears('newMessage', data => data.text === 'after all that');
        await bob.settle();
        assert.equal(bob.all('userTyping').length, 1);
        assert.equal(alice.all('userTyping').length, 0);
    });

    test('everybody is told who is online', async () => {
        const { alice, bob } = await connected();
        await alice.hears('getOnlineUser', list => list.includes(alice.id) && list.includes(bob.id));
        await bob.hears('getOnlineUser', list => list.includes(bob.id));
        alice.heard.length = 0;
        bob.close();
        await alice.hears('getOnlineUser', list => list.includes(alice.id) && !list.includes(bob.id));
    });

    test('a name is worth nothing without a proof from the same address', async () => {
        const alice = await MailClient.signIn(server);
        const stranger = new MailClient(server);
        stranger.id = '4611686018427387904';
        for (const transports of [['websocket'], ['polling', 'websocket']])
            await assert.rejects(stranger.connectByName({ transports }), /No Auth header|Authentication/);
        // A token decides, whatever the name says.
        await assert.rejects(alice.connect({ query: { userId: stranger.id }, auth: { token: alice.accessToken } }));
        stranger.close();
        alice.close();
    });

    for (const name of ['token', 'userId'])
        test(`newer pages bring their ${name} in the handshake's auth`, async () => {
            const alice = await MailClient.signIn(server);
            await alice.get('/api/v1/me');
            await alice.connect({ auth: { [name]: name === 'token' ? alice.accessToken : alice.id } });
            open.push(alice);
            await alice.hears('getOnlineUser', list => list.includes(alice.id));
        });

    test('a page that keeps its token in a cookie proves itself with the upgrade', async () => {
        const alice = await MailClient.signIn(server);
        await server.stop();
        await server.configure({ socketio: { userId: 'off' } });
        await server.start();
        await assert.rejects(alice.connectByName());
        alice.close();
        const cookie = `theme=dark; token=${alice.accessToken}`;
        await alice.connectByName({ transportOptions: { websocket: { extraHeaders: { cookie } } } });
        await alice.hears('getOnlineUser', list => list.includes(alice.id));
        alice.close();
        const metrics = await (await fetch(`${server.url}/metrics`)).text();
        assert.match(metrics, /linnet_named_sockets_refused_total [1-9]/);
    });
});

describe('families beside each other', () => {
    let server;
    before(async () => { server = await Server.create(); });
    after(() => server?.dispose());

    test('each hears its own events and sees its own receipts', async () => {
        const mail = await MailClient.signIn(server);
        const phone = await Client.signIn(server);
        phone.id = phone.user.id;
        const chat = await mail.chatWith(phone);
        await mail.get('/api/v1/me');
        await mail.connectByName();
        await phone.connect();

        const fromPhone = (await phone.send(chat, 'hi')).message.id;
        assert.equal((await mail.hears('newMessage')).text, 'hi');
        await phone.hears('message:status', data => data.messageId === fromPhone && data.status === 'delivered');
        await mail.ask('joinChat', chat);
        await phone.hears('message:status', data => data.messageId === fromPhone && data.status === 'read');

        const fromMail = (await mail.say(chat, 'hello')).body.message._id;
        assert.equal((await phone.hears('message:new')).id, fromMail);
        phone.tell('message:read', { conversationId: chat });
        await mail.hears('messagesSeen', data => data.messageIds.includes(fromMail) && data.seenBy === phone.id);
        assert.equal(phone.all('newMessage').length, 0);
        assert.equal(mail.all('message:new').length, 0);
        mail.close();
        phone.close();
    });
});

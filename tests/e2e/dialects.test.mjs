// SPDX-License-Identifier: GPL-3.0-or-later
// One conversation, five families of clients: each hears the same in its own words and in the same order.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';

import io2 from 'socket.io-client-2';

import { Browser, freshEmail, picture } from './browser.mjs';
import { Client } from './client.mjs';
import { Server } from './server.mjs';
import { until, within } from './waiting.mjs';
import { WhisprClient } from './whisprclient.mjs';

let server;
const everybody = [];

async function phone() {
    const client = await Client.signIn(server);
    await client.connect();
    return Object.assign(client, { id: client.user.id });
}

async function mailotp() {
    const client = new Client(server);
    const email = freshEmail();
    await client.post('/api/v1/login', { email });
    const reply = await client.post('/api/v1/verify', { email, otp: '123456' });
    Object.assign(client, { accessToken: reply.body.token, id: reply.body.user._id });
    return client.connect({ auth: {}, query: { userId: client.id } });
}

async function cookie() {
    const page = new Browser(server);
    const reply = await page.post('/api/auth/signup', { fullName: 'Cookie', email: freshEmail(), password: 'secret6' });
    page.id = reply.body._id;
    return page.connect({ query: { userId: page.id }, extraHeaders: { cookie: page.cookieHeader } });
}

async function mern() {
    const page = new Browser(server, { origin: 'http://localhost:3000' });
    const reply = await page.post('/api/auth/register', { name: 'Mern', email: freshEmail(), password: 'secret6' });
    page.cookies.clear();
    Object.assign(page, { token: reply.body.token, id: reply.body.user._id });
    return page.connect({ auth: { token: page.token } });
}

async function whispr() {
    const person = await WhisprClient.signUp(server);
    return person.connect();
}

before(async () => {
    // All these people live at one address, and each is sent a code or a link.
    const otp = { cooldown: 0, addressPerHour: 90, addressPerDay: 100 };
    server = await Server.create({ settings: { socketio: { allowEio3: true }, otp } });
});
after(async () => {
    for (const each of everybody) each.close();
    await server?.dispose();
});

/** One person of each family, by its name. */
async function cast() {
    const [p, o, c, m, w] = await Promise.all([phone(), mailotp(), cookie(), mern(), whispr()]);
    everybody.push(p, o, c, m, w);
    return { p, o, c, m, w };
}

describe('a group of five families', () => {
    test('hears every message once, in one order, each in its own shape', async () => {
        const { p, o, c, m, w } = await cast();
        const made = await p.post('/api/v1/groups', { groupName: 'Everybody', memberIds: [o.id, c.id, m.id, w.id] });
        assert.equal(made.status, 201);
        const group = made.body.group.id;
        await w.open(group);
        await m.ask('joinRoom', group);

        const say = {
            phone: text => p.send(group, text),
            mailotp: text => o.post('/api/v1/message', { chatId: group, text }),
            mern: text => m.post('/api/messages', { chatId: group, content: text }),
            whispr: text => w.post(`/v1/chat/group/${group}`, { content: text, tempId: randomUUID() }),
        };
        const families = Object.keys(say);
        await Promise.all(Array.from({ length: 20 }, (_, i) => say[families[i % 4]](`${families[i % 4]} ${i}`)));

        const history = (await p.get(`/api/v1/chat/conversations/${group}/messages`)).body.messages.reverse()
            .filter(row => row.content_type === 'text');
        assert.equal(history.length, 20);
        const order = history.map(row => row.text_content);
        const last = order.at(-1);
        const heard = async (who, event, textOf, own) => {
            const wanted = own ? order.filter(text => !text.startsWith(own)) : order;
            await who.hears(event, data => textOf(data) === wanted.at(-1));
            const texts = who.heard.filter(each => each.event === event).map(each => textOf(each.data));
            assert.deepEqual(texts, wanted, `${event} of ${own ?? 'all'}`);
        };
        await heard(p, 'message:new', data => data.textContent, 'phone');
        await heard(o, 'newMessage', data => data.text);
        await heard(m, 'newMessage', data => data.content);
        await heard(w, 'newMessage', data => data.content);
        await p.send(await p.directChat({ user: { id: c.id } }), 'for c');
        await c.hears('newMessage', data => data.text === 'for c');
        assert.equal(c.all('newMessage').length, 1); // Its pages know no groups.

        const from = history.at(-1).sender_id;
        const mailed = o.heard.find(each => each.event === 'newMessage' && each.data.text === last).data;
        assert.deepEqual([mailed.sender, mailed.chatId, mailed.messageType], [from, group, 'text']);
        const shown = w.heard.find(each => each.event === 'newMessage' && each.data.content === last).data;
        assert.deepEqual([shown.senderId, shown.chatId, shown.receivers.length], [from, group, 4]);
        const merged = m.heard.find(each => each.event === 'newMessage' && each.data.content === last).data;
        assert.deepEqual([merged.senderId, [...merged.receivers].sort()], [from, [...shown.receivers].sort()]);

        for (const texts of [
            (await o.get(`/api/v1/message/${group}`)).body.messages.map(row => row.text),
            (await m.get(`/api/messages/${group}`)).body.map(row => row.content),
            (await w.messages(group)).map(row => row.content),
        ]) assert.deepEqual(texts.filter(text => order.includes(text)), order);
    });
});

describe('what became of a message to a group of five families', () => {
    test('is told to each sender in its own shape, once the last has read it', async () => {
        const { p, o, c, m, w } = await cast();
        const made = await p.post('/api/v1/groups', { groupName: 'Readers', memberIds: [o.id, c.id, m.id, w.id] });
        const group = made.body.group.id;
        const sent = {
            p: (await p.send(group, 'from p')).message.id,
            o: (await o.post('/api/v1/message', { chatId: group, text: 'from o' })).body.message._id,
            m: (await m.post('/api/messages', { chatId: group, content: 'from m' })).body._id,
        };
        await w.post(`/v1/chat/group/${group}`, { content: 'from w', tempId: randomUUID() });

        // All but one read, each as their family does.
        p.tell('message:read', { conversationId: group });
        await p.settle();
        assert.equal((await o.get(`/api/v1/message/${group}`)).status, 200);
        assert.equal((await m.get(`/api/messages/${group}`)).status, 200);
        await w.open(group);
        sent.w = (await w.messages(group)).find(row => row.content === 'from w')._id;
        await p.hears('message:status', data => data.messageId === sent.p && data.status === 'delivered');
        assert.deepEqual([p.all('message:status_bulk'), o.all('messagesSeen'), m.all('messagesSeen'), w.count('messagesSeen')],
            [[], [], [], 0]);

        // The pages of the last know no groups, but their user reads and writes there all the same.
        const page = (await c.get(`/api/messages/${group}`)).body;
        assert.deepEqual(page.map(row => row.text).filter(text => text.startsWith('from ')), ['from p', 'from o', 'from m', 'from w']);

        const bulk = await p.hears('message:status_bulk', data => data.status === 'read');
        assert.deepEqual([bulk.conversationId, bulk.messageIds.includes(sent.p)], [group, true]);
        await p.hears('message:status', data => data.messageId === sent.p && data.status === 'read');
        const byMail = await o.hears('messagesSeen', data => data.messageIds.includes(sent.o));
        assert.deepEqual(byMail, { chatId: group, seenBy: c.id, messageIds: [sent.o] });
        const merged = await m.hears('messagesSeen', data => data.messageIds.includes(sent.m));
        assert.deepEqual([merged.chatId, merged.seenBy, merged.receiverId, merged.messageIds], [group, c.id, c.id, [sent.m]]);
        const seen = await w.hears('messagesSeen', data => data.receiverId === c.id);
        assert.equal(seen.chatId, group);
        const statuses = {
            p: (await p.get(`/api/v1/chat/conversations/${group}/messages`)).body.messages
                .find(row => row.id === sent.p).delivery_status,
            o: (await o.get(`/api/v1/message/${group}`)).body.messages.find(row => row._id === sent.o).seen,
            m: (await m.get(`/api/messages/${group}`)).body.find(row => row._id === sent.m).status,
            w: (await w.messages(group)).find(row => row._id === sent.w).status,
        };
        assert.deepEqual(statuses, { p: 'read', o: true, m: 'seen', w: 'seen' });

        const written = await c.post('/api/messages', { chatId: group, content: 'from c' });
        assert.equal(written.status, 201);
        assert.equal((await p.hears('message:new', data => data.textContent === 'from c')).senderId, c.id);
        assert.equal((await o.hears('newMessage', data => data.text === 'from c')).sender, c.id);
        assert.equal((await m.hears('message recieved', data => data.content === 'from c')).senderId, c.id); // Not open there.
        assert.equal((await w.hears('newMessage', data => data.content === 'from c')).senderId, c.id);
    });
});

describe('clients of the old generation, which speak Engine.IO 3', () => {
    /** A socket of socket.io-client 2 that proves itself by `token`, and what it has heard. */
    async function oldSocket(token) {
        const heard = [];
        const socket = io2(server.url, { forceNew: true, reconnection: false, extraHeaders: { authorization: `Bearer ${token}` } });
        everybody.push(socket);
        const wanted = async (event, test) => {
            socket.on(event, data => heard.push({ event, data }));
            const find = () => heard.find(each => each.event === event && test(each.data));
            return (await until(find, event, { seen: () => heard })).data;
        };
        await within(new Promise((resolve, reject) => {
            socket.once('connect', resolve);
            socket.once('connect_error', reject);
            socket.once('error', reject);
        }), 'an old socket');
        return { socket, wanted };
    }

    test('of mailotp, mern and whispr hear and say what the new ones do', async () => {
        const { p, o, m, w } = await cast();
        const families = [
            { person: o, token: o.accessToken, join: 'joinChat', textOf: data => data.text },
            { person: m, token: m.token, join: 'joinRoom', textOf: data => data.content },
            { person: w, token: w.accessToken, join: 'joinRoom', textOf: data => data.content },
        ];
        for (const { person, token, join, textOf } of families) {
            person.close();
            const chat = await p.directChat({ user: { id: person.id } });
            const { socket, wanted } = await oldSocket(token);
            assert.equal(socket.io.engine.transport.query.EIO, 3);
            await within(new Promise(resolve => { socket.emit(join, chat, resolve); }), `the acknowledgement of ${join}`);
            const hearing = wanted('newMessage', data => textOf(data) === 'hello');
            const sent = await p.send(chat, 'hello');
            assert.equal((await hearing)._id, sent.message.id);
            // Who has the chat open has read it.
            await p.hears('message:status_bulk', data => data.conversationId === chat && data.messageIds.includes(sent.message.id));
            socket.emit(person === o ? 'typing' : 'startTyping', { chatId: chat, userId: person.id });
            await p.hears('typing:start', data => data.conversationId === chat && data.userId === person.id);
        }
    });
});

describe('somebody with a phone number', () => {
    test('writes to people of every other family, and is answered', async () => {
        const { p, o, c, m, w } = await cast();
        const chats = {};
        for (const [name, other] of Object.entries({ o, c, m, w }))
            chats[name] = await p.directChat({ user: { id: other.id } });
        await w.open(chats.w);
        for (const name of Object.keys(chats)) await p.send(chats[name], `to ${name}`);

        assert.equal((await o.hears('newMessage')).text, 'to o');
        const cookied = await c.hears('newMessage');
        assert.deepEqual([cookied.text, cookied.senderId, cookied.receiverId], ['to c', p.id, c.id]);
        assert.equal((await m.hears('newMessage')).content, 'to m');
        assert.equal((await w.hears('newMessage')).content, 'to w');
        // Whoever has the chat open has read it; the others have it.
        await p.hears('message:status_bulk', data => data.conversationId === chats.w && data.status === 'read');

        assert.equal((await o.post('/api/v1/message', { chatId: chats.o, text: 'from o' })).status, 201);
        assert.equal((await c.post(`/api/messages/send/${p.id}`, { text: 'from c' })).status, 201);
        assert.equal((await m.post('/api/messages', { chatId: chats.m, content: 'from m' })).status, 201);
        assert.equal((await w.send(chats.w, 'from w')).status, 201);
        for (const [name, other] of Object.entries({ o, c, m, w })) {
            const answer = await p.hears('message:new', data => data.textContent === `from ${name}`);
            assert.deepEqual([answer.conversationId, answer.senderId], [chats[name], other.id]);
        }

        p.tell('message:read', { conversationId: chats.w });
        const seen = await w.hears('messagesSeen', each => each.receiverId === p.id);
        assert.equal(seen.chatId, chats.w);
        assert.equal((await w.messages(chats.w)).at(-1).status, 'seen');
    });
});

describe('one person at two families of pages', () => {
    test('sees a picture, and who types, in the shape of each', async () => {
        const writer = await mailotp();
        const first = new Browser(server);
        const second = await mailotp();
        const { email } = (await second.get('/api/v1/me')).body;
        const password = 'a long enough one';
        await first.post('/api/v1/auth/password/request-reset', { email, byCode: true });
        const chosen = await first.post('/api/v1/auth/password/reset', { email, code: '123456', newPassword: password });
        assert.equal(chosen.status, 200, chosen.text);
        const { body: { _id: id } } = await first.post('/api/auth/login', { email, password });
        await first.connect({ query: { userId: id }, extraHeaders: { cookie: first.cookieHeader } });
        second.close(); // Who chooses another password is signed out elsewhere.
        await second.post('/api/v1/login', { email });
        second.accessToken = (await second.post('/api/v1/verify', { email, otp: '123456' })).body.token;
        await second.connect();
        everybody.push(writer, first, second);
        assert.equal(id, second.id);

        const { chatId } = (await writer.post('/api/v1/chat/new', { otherUserId: id })).body;
        await second.ask('joinChat', chatId);
        const form = new FormData();
        form.append('chatId', chatId);
        const bytes = Buffer.from(picture.split(',')[1], 'base64');
        form.append('image', new Blob([bytes], { type: 'image/png' }), 'dot.png');
        assert.equal((await writer.post('/api/v1/message', form)).status, 201);
        const asString = await first.hears('newMessage');
        const asObject = await second.hears('newMessage');
        assert.equal(asObject._id, asString._id);
        assert.deepEqual([typeof asString.image, asObject.image.url], ['string', asString.image]);

        writer.tell('typing', { userId: writer.id, chatId });
        assert.deepEqual(await second.hears('userTyping'), { userId: writer.id, chatId });
        assert.deepEqual([first.all('userTyping').length, first.all('newMessage').length, second.all('newMessage').length], [0, 1, 1]);
    });

    test('goes on with one account, whether they choose a password or ask for a code', async () => {
        const email = freshEmail();
        const [page, peer, same] = [new Browser(server), await phone(), new Client(server)];
        const { _id: id } = (await page.post('/api/auth/signup', { fullName: 'Both', email, password: 'secret6' })).body;
        await page.post(`/api/messages/send/${peer.id}`, { text: 'by password' });
        everybody.push(peer);

        await same.post('/api/v1/login', { email });
        const { token, user } = (await same.post('/api/v1/verify', { email, otp: '123456' })).body;
        same.accessToken = token;
        assert.equal(user._id, id);
        const { chats } = (await same.get('/api/v1/chat/all')).body;
        assert.deepEqual(chats.map(each => [each.user._id, each.chat.latestMessage.text]), [[peer.id, 'by password']]);
        // The address was nobody's for certain when the password was chosen.
        assert.equal((await page.get('/api/auth/check')).status, 401);
        assert.equal((await page.post('/api/auth/login', { email, password: 'secret6' })).status, 400);
        const told = (await same.get('/api/v1/notifications')).body.notifications;
        assert.ok(told.some(each => each.data?.event === 'password_removed'), JSON.stringify(told));
    });

    test('who has no password is refused as if it were a wrong one', async () => {
        const { o } = await cast();
        const { email } = (await o.get('/api/v1/me')).body;
        for (const path of ['/v1/auth/login', '/api/auth/login']) {
            const reply = await new Browser(server).post(path, { email, password: 'some password' });
            assert.deepEqual([reply.status, reply.body.success], [400, false], path);
            assert.match(reply.body.message, /^invalid credentials$/i);
        }
    });
});

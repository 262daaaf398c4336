// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';

import { Client, caughtUp, pair } from './client.mjs';
import { Server } from './server.mjs';

let server;
before(async () => { server = await Server.create(); });
after(() => server?.dispose());

describe('two people', () => {
    test('find each other by number, and get one conversation', async () => {
        const alice = await Client.signIn(server);
        const bob = await Client.signIn(server);
        const found = await alice.get(`/api/v1/users/search?q=${encodeURIComponent(bob.phone.slice(1))}`);
        assert.deepEqual(found.body.users.map(user => user.id), [bob.user.id]);
        const synced = await alice.post('/api/v1/users/contacts/sync', { phoneNumbers: [bob.phone, '+491500000000'] });
        assert.deepEqual(synced.body.contacts.map(user => user.id), [bob.user.id]);
        assert.equal(await alice.directChat(bob), await bob.directChat(alice));
        for (const name of ['avatar_url', 'avatarUrl']) {
            const url = `https://example.org/${name}.png`;
            assert.equal((await alice.put('/api/v1/users/me', { [name]: url })).body.user.avatar_url, url);
        }
    });

    test('send, receive, deliver and read', async () => {
        const { alice, bob, conversation } = await pair(server);
        const clientMessageId = randomUUID();
        const sent = await alice.send(conversation, 'Hello, Bob — \u{1F426}', { clientMessageId });
        assert.equal(sent.success, true);
        assert.equal(sent.message.status, 'sent');
        assert.equal(sent.message.clientMessageId, clientMessageId);
        assert.equal(sent.message.conversationId, conversation);

        const received = await bob.hears('message:new', message => message.id === sent.message.id);
        assert.equal(received.textContent, 'Hello, Bob — \u{1F426}');
        assert.equal(received.senderId, alice.user.id);
        assert.equal(received.createdAt, sent.message.createdAt);

        bob.tell('message:delivered', { messageId: received.id });
        await alice.hears('message:status', each => each.messageId === received.id && each.status === 'delivered');
        bob.tell('message:read', { conversationId: conversation });
        await alice.hears('message:status', each => each.messageId === received.id && each.status === 'read');
        const bulk = await alice.hears('message:status_bulk', each => each.messageIds.includes(received.id));
        assert.equal(bulk.conversationId, conversation);
        await alice.settle();
        assert.equal(alice.all('message:new').length, 0, 'the sender is not told of their own message');
        alice.close();
        bob.close();
    });

    test('send what they uploaded, and answer', async () => {
        const { alice, bob, conversation } = await pair(server);
        const media = { contentType: 'document', mediaUrl: '/api/v1/media/files/x.pdf', mediaThumbnail: '/api/v1/media/thumbnails/thumb_x.pdf' };
        const sent = await alice.send(conversation, 'the report', { ...media, mediaSize: 1234 });
        assert.equal(sent.success, true, JSON.stringify(sent));
        const heard = await bob.hears('message:new');
        assert.deepEqual([heard.contentType, heard.mediaUrl, heard.mediaThumbnail, heard.replyTo],
            [media.contentType, media.mediaUrl, media.mediaThumbnail, null]);
        await bob.send(conversation, 'thanks', { replyTo: sent.message.id });
        assert.equal((await alice.hears('message:new')).replyTo, sent.message.id);
        const [answer, report] = (await bob.get(`/api/v1/chat/conversations/${conversation}/messages`)).body.messages;
        assert.deepEqual([answer.reply_to, report.content_type, report.media_url, report.media_size],
            [sent.message.id, media.contentType, media.mediaUrl, 1234]);
        const neither = await alice.ask('message:send', { textContent: 'to nobody' });
        assert.deepEqual([neither.success, typeof neither.error], [false, 'string']);
        alice.close();
        bob.close();
    });

    test('list everybody as the web client does, and chats by what was said last', async () => {
        const [alice, bob, carol] = [await Client.signIn(server), await Client.signIn(server), await Client.signIn(server)];
        const { users } = (await alice.get('/api/v1/users/search?q=+')).body;
        assert.ok(users.length > 1 && users.length <= 20 && users.every(each => each.id !== alice.user.id));
        const [first, second] = [await alice.directChat(bob), await alice.directChat(carol)];
        const order = async () => (await alice.get('/api/v1/chat/conversations')).body.conversations.map(each => each.id);
        assert.deepEqual(await order(), [second, first]);
        await (await bob.connect()).send(first, 'hello');
        assert.deepEqual(await order(), [first, second]);
        bob.close();
    });

    test('write to somebody without a conversation by their id', async () => {
        const alice = await Client.signIn(server);
        const bob = await Client.signIn(server);
        await alice.connect();
        await bob.connect();
        const sent = await alice.ask('message:send', { recipientId: bob.user.id, textContent: 'first' });
        assert.equal(sent.success, true);
        assert.equal((await bob.hears('message:new')).conversationId, sent.message.conversationId);
        assert.equal(await bob.directChat(alice), sent.message.conversationId);
        alice.close();
        bob.close();
    });

    test('see each other type and come and go', async () => {
        const { alice, bob, conversation } = await pair(server);
        await alice.send(conversation, 'hello');
        for (const each of [alice, bob]) {
            each.tell('conversation:join', { conversationId: conversation });
            await each.settle();
        }
        alice.tell('typing:start', { conversationId: conversation });
        const typing = await bob.hears('typing:update', each => each.isTyping);
        assert.deepEqual([typing.userId, typing.conversationId], [alice.user.id, conversation]);
        await bob.hears('typing:start');
        alice.tell('typing:stop', { conversationId: conversation });
        await bob.hears('typing:update', each => !each.isTyping);
        await alice.settle();
        assert.equal(alice.all('typing:update').length, 0);

        alice.close();
        await bob.hears('user:presence', each => each.userId === alice.user.id && each.status === 'offline');
        bob.heard = [];
        await alice.connect();
        await bob.hears('user:presence', each => each.userId === alice.user.id && each.status === 'online');
        alice.close();
        bob.close();
    });

    test('are there as long as one of their devices is', async () => {
        const { alice, bob, conversation } = await pair(server);
        const tablet = await Client.signIn(server, alice.phone, 'tablet');
        await tablet.connect();
        alice.close();
        await server.hasSocketsOf(alice.user.id, 1);
        await tablet.send(conversation, 'from the tablet');
        await bob.hears('message:new', each => each.textContent === 'from the tablet');
        const isGone = each => each.userId === alice.user.id && each.status === 'offline';
        assert.deepEqual(bob.all('user:presence').filter(isGone), []);
        tablet.close();
        assert.equal(typeof (await bob.hears('user:presence', isGone)).lastSeen, 'string');
        bob.close();
    });

    test('hear of typing in chats that are not open as such', async () => {
        const { alice, bob, conversation } = await pair(server);
        const carol = await Client.signIn(server);
        const other = await bob.directChat(carol);
        alice.tell('typing:start', { conversationId: conversation });
        await bob.hears('typing:update'); // Has not said which chats are open.
        alice.tell('typing:stop', { conversationId: conversation });
        await bob.hears('typing:stop');
        await bob.hears('typing:update', each => !each.isTyping);
        bob.heard = [];
        assert.deepEqual(await bob.ask('conversation:join', { conversationId: other }), { success: true });
        alice.tell('typing:start', { conversationId: conversation });
        await bob.hears('typing:start');
        await bob.settle();
        assert.deepEqual(bob.all('typing:update'), []);
        await bob.ask('conversation:join', { conversationId: conversation });
        alice.tell('typing:start', { conversationId: conversation }); // The first may have run out.
        alice.tell('typing:stop', { conversationId: conversation });
        await bob.hears('typing:stop');
        await bob.hears('typing:update', each => !each.isTyping);
        bob.heard = [];
        await bob.ask('conversation:leave', { conversationId: conversation });
        alice.tell('typing:start', { conversationId: conversation });
        await bob.hears('typing:start');
        await bob.settle();
        assert.deepEqual(bob.all('typing:update'), []);
        alice.close();
        bob.close();
    });

    test('retry with the same client id and get the same message', async () => {
        const { alice, bob, conversation } = await pair(server);
        const clientMessageId = randomUUID();
        const first = await alice.send(conversation, 'once', { clientMessageId });
        const again = await alice.send(conversation, 'once', { clientMessageId });
        assert.equal(again.success, true);
        assert.equal(again.message.id, first.message.id);
        const other = await alice.send(conversation, 'something else', { clientMessageId });
        assert.equal(other.success, false);
        const last = await alice.send(conversation, 'last');
        await bob.hears('message:new', each => each.id === last.message.id);
        assert.equal(bob.all('message:new').length, 2);
        alice.close();
        bob.close();
    });

    test('page through their history, newest first', async () => {
        const { alice, bob, conversation } = await pair(server);
        for (let i = 1; i <= 25; i += 1) await alice.send(conversation, `message ${i}`);
        const texts = [];
        let before = '';
        for (let page = 0; page < 3; page += 1) {
            const reply = await bob.get(`/api/v1/chat/conversations/${conversation}/messages?limit=10${before}`);
            assert.equal(reply.status, 200);
            texts.push(...reply.body.messages.map(message => message.text_content));
            before = `&before=${encodeURIComponent(reply.body.messages.at(-1).created_at)}`;
        }
        // Times tie, so pages by time alone may repeat nothing but may skip: the newest page is exact.
        assert.deepEqual(texts.slice(0, 10), Array.from({ length: 10 }, (_, i) => `message ${25 - i}`));
        assert.equal(new Set(texts).size, texts.length);
        alice.close();
        bob.close();
    });

    test('count what is unread until it is read', async () => {
        const { alice, bob, conversation } = await pair(server);
        for (let i = 0; i < 3; i += 1) await alice.send(conversation, `m${i}`);
        const row = async () => (await bob.get('/api/v1/chat/conversations')).body.conversations
            .find(each => each.id === conversation);
        assert.equal((await row()).unread_count, 3);
        assert.equal((await row()).last_message_text, 'm2');
        assert.equal((await row()).other_user_id, alice.user.id);
        const read = await bob.post(`/api/v1/chat/conversations/${conversation}/read`);
        assert.deepEqual(read.body, { success: true, readCount: 3 });
        assert.equal((await row()).unread_count, 0);
        alice.close();
        bob.close();
    });
});

describe('somebody else', () => {
    test('neither reads, nor writes, nor learns that there is a conversation', async () => {
        const { alice, bob, conversation } = await pair(server);
        const eve = await Client.signIn(server);
        await eve.connect();
        const sent = await alice.send(conversation, 'secret');
        const foreign = await eve.get(`/api/v1/chat/conversations/${conversation}/messages`);
        const missing = await eve.get('/api/v1/chat/conversations/12345/messages');
        assert.equal(foreign.status, 404);
        assert.deepEqual(foreign.body, missing.body);
        assert.equal((await eve.send(conversation, 'let me in')).success, false);
        eve.tell('message:read', { conversationId: conversation });
        eve.tell('message:delivered', { messageId: sent.message.id });
        eve.tell('conversation:join', { conversationId: conversation });
        await eve.settle();
        alice.tell('typing:start', { conversationId: conversation });
        await alice.settle();
        await eve.settle();
        assert.deepEqual(eve.heard.filter(each => each.event !== 'user:presence'), []);
        await caughtUp(bob, eve);
        assert.ok(!eve.heard.some(each => JSON.stringify(each).includes(conversation)), JSON.stringify(eve.heard));
        await caughtUp(eve, alice);
        assert.equal(alice.all('message:status').length, 0);
        eve.close();
        alice.close();
        bob.close();
    });
});

describe('the demonstration', () => {
    test('has three people, a chat of five messages and a group', async t => {
        const demo = await Server.create({ arguments: ['--dev', '--demo'] });
        t.after(() => demo.dispose());
        const numbers = { Alice: '+911111111111', Bob: '+912222222222', Charlie: '+913333333333' };
        const alice = await Client.signIn(demo, numbers.Alice);
        const { contacts } = (await alice.post('/api/v1/users/contacts/sync', { phoneNumbers: Object.values(numbers) })).body;
        assert.deepEqual([alice.user, ...contacts].map(each => each.displayName ?? each.display_name).sort(), Object.keys(numbers));
        const { conversations } = (await alice.get('/api/v1/chat/conversations')).body;
        assert.deepEqual(conversations.map(each => each.group_name ?? each.other_user_name).sort(), ['Bob', 'Project Team']);
        const direct = conversations.find(each => each.type === 'direct').id;
        assert.equal((await alice.get(`/api/v1/chat/conversations/${direct}/messages`)).body.messages.length, 5);
    });
});

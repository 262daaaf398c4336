// SPDX-License-Identifier: GPL-3.0-or-later
// Two people of whom one blocks the other: neither hears, finds or learns anything of the other, on any wire.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Browser, freshEmail } from './browser.mjs';
import { Client, caughtUp } from './client.mjs';
import { Server } from './server.mjs';

let server;
const everybody = [];
before(async () => { server = await Server.create(); });
after(async () => {
    for (const each of everybody) each.close();
    await server?.dispose();
});

/** Somebody at a page of the mern family, whose session is good for the server's own paths, too. */
async function page(name) {
    const browser = new Browser(server, { origin: 'http://localhost:3000' });
    const email = freshEmail();
    const { body } = await browser.post('/api/auth/register', { name, email, password: 'secret6' });
    browser.cookies.clear();
    return Object.assign(browser, { token: body.token, id: body.user._id, email, user: { id: body.user._id } });
}

async function phone() {
    const client = await Client.signIn(server);
    everybody.push(client);
    return client;
}

const block = async (who, whom) =>
    assert.equal((await who.post('/api/v1/blocks', { userId: whom.user.id })).status, 200);

describe('lists of everybody', () => {
    test('leave out whom one blocks and who blocks one, but not oneself where they have it', async () => {
        const [alice, bob, carol] = await Promise.all(['Alice', 'Bob', 'Carol'].map(page));
        await block(alice, bob);
        const lists = { '/api/users': true, '/api/messages/users': false, '/api/v1/user/all': true };
        for (const [path, hasSelf] of Object.entries(lists)) {
            for (const [who, other] of [[alice, bob], [bob, alice]]) {
                const { body } = await who.get(path);
                const listed = [who, other, carol].map(each => body.some(row => row._id === each.id));
                assert.deepEqual(listed, [hasSelf, false, true], path);
            }
        }
    });
});

describe('what rows of the phone family say of others', () => {
    test('has no e-mail address in it', async () => {
        const alice = await phone();
        const bob = await page('Bob');
        await bob.post('/api/v1/friends/requests', { userId: alice.user.id });
        const asking = (await alice.get('/api/v1/friends/requests')).body.requests[0];
        const told = (await alice.get('/api/v1/notifications')).body.notifications[0];
        await alice.post(`/api/v1/friends/requests/${asking.id}/accept`);
        const friend = (await alice.get('/api/v1/friends')).body.friends[0];
        await block(alice, bob);
        const blocked = (await alice.get('/api/v1/blocks')).body.blocks[0];
        for (const row of [asking.user, told.actor, friend.user, blocked]) {
            assert.equal(row.id, bob.id);
            assert.deepEqual(Object.keys(row).filter(key => /email/i.test(key)), []);
        }
    });
});

describe('a block', () => {
    test('is not to be told from news of who is here', async () => {
        const [alice, bob, carol] = await Promise.all([phone(), phone(), phone()]);
        await alice.directChat(bob);
        await Promise.all([bob, carol].map(each => each.connect()));
        await block(alice, bob); // From a device without a socket: nobody has seen Alice.
        await caughtUp(carol, bob);
        assert.deepEqual(bob.all('user:presence').filter(each => each.userId === alice.user.id), []);
    });

    test('ends what the two see of each other', async () => {
        const [alice, bob] = await Promise.all([phone(), phone()]);
        await alice.directChat(bob);
        await alice.connect();
        await bob.connect();
        await alice.hears('user:presence', each => each.userId === bob.user.id && each.status === 'online');
        await block(alice, bob);
        const gone = each => each.status === 'offline' && each.lastSeen === null;
        await bob.hears('user:presence', each => each.userId === alice.user.id && gone(each));
        await alice.hears('user:presence', each => each.userId === bob.user.id && gone(each));
    });

    test('lets nobody see the other type, in a group neither', async () => {
        const [alice, bob, carol] = await Promise.all([phone(), phone(), phone()]);
        const made = await carol.post('/api/v1/groups', { groupName: 'Three', memberIds: [alice.user.id, bob.user.id] });
        const conversationId = made.body.group.id;
        await Promise.all([alice, bob, carol].map(each => each.connect()));
        await block(alice, bob);
        for (const [writer, other] of [[alice, bob], [bob, alice]]) {
            writer.tell('typing:start', { conversationId });
            await carol.hears('typing:start', each => each.userId === writer.user.id);
            await other.settle();
            assert.deepEqual(other.all('typing:start'), []);
        }
        // What Carol writes meanwhile is for both.
        carol.tell('typing:start', { conversationId });
        await Promise.all([alice, bob].map(each => each.hears('typing:start', typing => typing.userId === carol.user.id)));
        for (const each of [alice, bob])
            assert.deepEqual([...new Set(each.all('typing:start').map(typing => typing.userId))], [carol.user.id]);
    });

    test('tells nothing of what was delivered or read after it', async () => {
        const [alice, bob, carol] = await Promise.all([phone(), phone(), phone()]);
        const chat = await alice.directChat(bob);
        await Promise.all([alice, carol].map(each => each.connect()));
        const { message } = await alice.send(chat, 'Are you there?');
        await block(bob, alice);
        await bob.connect();
        await bob.settle();
        bob.tell('message:delivered', { messageId: message.id });
        assert.equal((await bob.post(`/api/v1/chat/conversations/${chat}/read`)).status, 200);
        const unread = (await bob.get('/api/v1/chat/conversations')).body.conversations.find(each => each.id === chat).unread_count;
        assert.equal(unread, 0);
        await bob.settle();
        await caughtUp(carol, alice);
        assert.deepEqual([alice.all('message:status'), alice.all('message:status_bulk')], [[], []]);
        const { messages } = (await alice.get(`/api/v1/chat/conversations/${chat}/messages`)).body;
        assert.equal(messages[0].delivery_status, 'sent');
    });

    test('leaves nothing but the name in chats, members and histories', async () => {
        const [alice, bob] = await Promise.all(['Alice', 'Bob'].map(page));
        assert.equal((await alice.put('/api/users/update', { bio: 'Counts', avatar: 'https://example.org/alice.png' })).status, 200);
        const chat = (await bob.post('/api/chats', { userId: alice.id })).body._id;
        await alice.post('/api/messages', { chatId: chat, content: 'Hello' });
        await block(alice, bob);
        const { body: chats } = await bob.get('/api/chats');
        const shown = chats.find(each => each._id === chat).users.find(each => each._id === alice.id);
        assert.deepEqual([shown.name, shown.email, shown.avatar, shown.bio], ['Alice', '', '', '']);
        const mailed = (await bob.get('/api/v1/chat/all')).body.chats.find(each => each.chat._id === chat).user;
        assert.deepEqual([mailed.name, mailed.email], ['Alice', '']);
        const { body: rows } = await bob.get(`/api/messages/${chat}`);
        assert.deepEqual(rows.map(row => row.sender.avatar), ['']);
    });
});

// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Client, caughtUp } from './client.mjs';
import { Server } from './server.mjs';

let server;
let people;
before(async () => {
    server = await Server.create();
    people = [];
    for (let i = 0; i < 4; i += 1) people.push(await Client.signIn(server));
});
after(() => {
    for (const person of people) person.close();
    return server?.dispose();
});

async function group(owner, members) {
    const reply = await owner.post('/api/v1/groups',
        { groupName: 'Team', memberIds: members.map(each => each.user.id) });
    assert.equal(reply.status, 201);
    return reply.body.group;
}

test('whoever makes a group is its administrator', async () => {
    const [alice, bob, carol] = people;
    const made = await group(alice, [bob, carol]);
    assert.equal(made.type, 'group');
    assert.equal(made.group_name, 'Team');
    const roles = Object.fromEntries(made.members.map(each => [each.id, each.role]));
    assert.deepEqual(roles, { [alice.user.id]: 'admin', [bob.user.id]: 'member', [carol.user.id]: 'member' });
});

test('everybody but the sender gets a message once', async () => {
    const [alice, bob, carol, dave] = people;
    const made = await group(alice, [bob, carol]);
    for (const each of people) await each.connect();
    const sent = await bob.send(made.id, 'to all');
    for (const each of [alice, carol])
        assert.equal((await each.hears('message:new', m => m.id === sent.message.id)).textContent, 'to all');
    await caughtUp(alice, dave);
    await caughtUp(dave, bob);
    const heard = who => who.all('message:new').filter(each => each.conversationId === made.id);
    assert.deepEqual([heard(dave), heard(bob)], [[], []]);
    for (const each of [alice, carol]) assert.equal(each.all('message:new').length, 1);
});

test('a message is read when the last member has read it', async () => {
    const [alice, bob, carol] = people;
    const made = await group(alice, [bob, carol]);
    const sent = await alice.send(made.id, 'everybody?');
    bob.tell('message:read', { conversationId: made.id });
    await bob.settle();
    const statuses = async () => (await alice.get(`/api/v1/chat/conversations/${made.id}/messages`)).body.messages[0].delivery_status;
    assert.notEqual(await statuses(), 'read');
    carol.tell('message:read', { conversationId: made.id });
    await alice.hears('message:status', each => each.messageId === sent.message.id && each.status === 'read');
    assert.equal(await statuses(), 'read');
});

test('only administrators remove others; everybody may leave', async () => {
    const [alice, bob, carol] = people;
    const made = await group(alice, [bob, carol]);
    const refused = await bob.delete(`/api/v1/groups/${made.id}/members/${carol.user.id}`);
    assert.equal(refused.status, 403);
    assert.equal(refused.body.message, 'Only admins can remove members');
    assert.equal((await alice.delete(`/api/v1/groups/${made.id}/members/${bob.user.id}`)).status, 200);
    assert.equal((await carol.delete(`/api/v1/groups/${made.id}/members/${carol.user.id}`)).status, 200);
    assert.equal((await bob.send(made.id, 'still here?')).success, false);
    const members = await alice.get(`/api/v1/groups/${made.id}/members`);
    assert.deepEqual(members.body.members.map(each => each.id), [alice.user.id]);
});

test('somebody who joins reads from then on', async () => {
    const [alice, bob, , dave] = people;
    const made = await group(alice, [bob]);
    await alice.send(made.id, 'before');
    const added = await alice.post(`/api/v1/groups/${made.id}/members`, { memberIds: [dave.user.id] });
    assert.equal(added.status, 200);
    await alice.send(made.id, 'after');
    const seen = await dave.get(`/api/v1/chat/conversations/${made.id}/messages`);
    assert.deepEqual(seen.body.messages.map(each => each.text_content), ['after']);
});

test('a group is renamed by its members, and by nobody else', async () => {
    const [alice, bob, , dave] = people;
    const made = await group(alice, [bob]);
    const renamed = await alice.put(`/api/v1/groups/${made.id}`, { groupName: 'Crew' });
    assert.equal(renamed.body.group.group_name, 'Crew');
    const outside = await dave.put(`/api/v1/groups/${made.id}`, { groupName: 'Mine' });
    assert.ok([403, 404].includes(outside.status), `status ${outside.status}`);
});

test('members come in by an administrator only', async () => {
    const [alice, bob, carol, dave] = people;
    const made = await group(alice, [bob]);
    const add = who => who.post(`/api/v1/groups/${made.id}/members`, { memberIds: [carol.user.id] });
    const refused = await add(bob);
    assert.deepEqual([refused.status, refused.body.error, refused.body.message], [403, 'Error', 'Only admins can add members']);
    assert.equal((await add(dave)).status, 403);
    const { status, body } = await add(alice);
    assert.deepEqual([status, body.members.map(each => each.id).includes(carol.user.id)], [200, true]);
});

// SPDX-License-Identifier: GPL-3.0-or-later
// Users and groups, administered with linnetctl, as those hear of it whom it concerns.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';

import { simpleParser } from 'mailparser';

import { Client, freshPhone } from './client.mjs';
import { Operator } from './operator.mjs';
import { Server } from './server.mjs';
import { once, soon, until } from './waiting.mjs';

let server;
let owner;
const cleanUps = [];
before(async () => {
    server = await Server.create();
    await server.ready();
    owner = await Operator.create({ after: cleanUp => cleanUps.push(cleanUp) });
    await owner.signIn(server);
    const code = await server.ownerCode();
    await done(owner.run(['owner', 'claim', '--code-file', '-'], { input: `${code}\n` }));
});
after(async () => {
    for (const cleanUp of cleanUps) await cleanUp();
    await server?.dispose();
});

/** What `running` wrote, which has to succeed. */
async function done(running) {
    const reply = await running;
    assert.equal(reply.code, 0, reply.err);
    return reply.out;
}

/** The one row that the command answers with. */
async function row(...words) {
    return JSON.parse(await done(owner.run([...words, '-o', 'ndjson'])));
}

/** The rows that the command answers with. */
async function rows(...words) {
    const out = await done(owner.run([...words, '-o', 'ndjson']));
    return out.split('\n').filter(Boolean).map(JSON.parse);
}

/** The newest mail to `address`, once it is there. */
function mailTo(address, pattern) {
    const folder = join(server.dataDirectory, 'mail');
    return until(async () => {
        const files = (await readdir(folder).catch(() => [])).filter(name => name.endsWith('.eml'));
        for (const file of files.sort().reverse()) {
            const mail = await simpleParser(await readFile(join(folder, file)));
            if (mail.to?.text === address && pattern.test(mail.subject)) return mail;
        }
        return null;
    }, `a mail to ${address} with ${pattern}`);
}

const nameOf = phone => phone.slice(-4);

describe('users', () => {
    test('are listed, counted and shown', async t => {
        const person = await Client.signIn(server);
        t.after(() => person.close());
        const filter = `phone:${person.phone}`;
        const json = JSON.parse(await done(owner.run(['user', 'list', '--filter', filter, '-o', 'json'])));
        assert.equal(json.apiVersion, 'linnet/v1');
        assert.equal(json.kind, 'UserList');
        const [{ createdAt, lastSeenAt, ...item }] = json.items;
        assert.match(createdAt, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
        assert.match(lastSeenAt, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
        assert.deepEqual(item, {
            id: person.user.id, name: nameOf(person.phone), username: null, phone: person.phone, email: null,
            emailVerified: false, state: 'active', role: 'none', suspension: null, erasure: null, merger: null,
        });
        const table = await done(owner.run(['user', 'list', '--filter', filter, '--fields', 'id,name,state,role']));
        const width = item.id.length;
        assert.equal(table, `${'ID'.padEnd(width)}  NAME  STATE   ROLE\n${item.id}  ${item.name}  active  none\n`);
        assert.equal(await done(owner.run(['user', 'list', '--filter', filter, '--count', '-o', 'name'])), '1\n');

        const shown = await row('user', 'show', person.phone);
        assert.deepEqual(shown.identifiers, [{ kind: 'phone', value: person.phone, verified: true }]);
        assert.equal(shown.activeSessions, 1);
        assert.equal(shown.hasPassword, false);
        assert.equal(shown.hasSecondFactor, false);
        const card = await done(owner.run(['user', 'show', item.id]));
        assert.match(card, new RegExp(`^ID: +${item.id}\nName: +${item.name}\nUser name: +-\nPhone: +\\${person.phone}\n`));
        assert.match(card, /\nState: +active\n/);
        assert.equal((await owner.run(['user', 'show', 'nobody'])).code, 66);
    });

    test('come in pages, by name', async () => {
        for (const name of ['zoe', 'Zack', 'zebra'])
            await done(owner.run(['user', 'create', name, '--phone', freshPhone()]));
        const names = (await rows('user', 'list', '--filter', 'name:z*', '--sort', 'name')).map(each => each.name);
        assert.deepEqual(names, ['Zack', 'zebra', 'zoe']);
        assert.equal((await owner.run(['user', 'list', '--filter', 'stat:active'])).code, 65);
    });

    test('who are suspended are out at once, and stay out', async t => {
        const victim = await Client.signIn(server);
        t.after(() => victim.close());
        await victim.connect({ reconnection: false });
        const gone = once(victim.socket, 'disconnect');
        const words = ['user', 'suspend', victim.phone, '--reason', 'Spam'];

        const would = await row(...words, '--dry-run');
        assert.equal(would.endedSessions, 1);
        assert.equal((await victim.get('/api/v1/users/me')).status, 200, 'a dry run ends nothing');

        const suspended = await row(...words, '--yes');
        assert.equal(suspended.state, 'suspended');
        assert.equal(suspended.suspension.reason, 'Spam');
        await soon(gone, server, 1000, 'the end of a socket');
        assert.equal((await victim.get('/api/v1/users/me')).status, 401);
        const refreshed = await victim.post('/api/v1/auth/refresh-token',
            { refreshToken: victim.refreshToken, deviceId: victim.device });
        assert.equal(refreshed.status, 403, refreshed.text);
        assert.match(refreshed.text, /This account is suspended/);
        await assert.rejects(victim.signIn(), /403.*This account is suspended/);
        assert.deepEqual((await rows('user', 'list', '--filter', 'state:suspended')).map(each => each.id), [victim.user.id]);

        await server.stop();
        await server.start();
        await server.ready();
        await assert.rejects(victim.signIn(), /403/, 'a restart lets nobody in');

        assert.equal((await row('user', 'reactivate', victim.phone, '--dry-run')).state, 'active');
        await assert.rejects(victim.signIn(), /403/, 'a dry run lets nobody in');
        assert.equal((await row('user', 'reactivate', victim.phone)).state, 'active');
        await victim.signIn();
        const actions = (await rows('audit', 'list', '--limit', '2')).map(entry => entry.action);
        assert.deepEqual(actions, ['user.reactivate', 'user.suspend']);
    });

    test('who are suspended until a moment come back by themselves', async t => {
        const person = await Client.signIn(server);
        t.after(() => person.close());
        const suspended = await row('user', 'suspend', person.phone, '--reason', 'Pause', '--until', '+15s', '--yes');
        await assert.rejects(person.signIn(), /suspended until/);
        await delay(new Date(suspended.suspension.until) - Date.now() + 50);
        await person.signIn();
        assert.equal((await row('user', 'show', person.phone)).state, 'active');
    });

    test('cannot be the last owner, nor oneself', async () => {
        const [{ id }] = await rows('user', 'list', '--filter', 'role:owner');
        const refused = await owner.run(['user', 'suspend', id, '--reason', 'x', '--yes']);
        assert.equal(refused.code, 73);
        assert.equal(refused.err, 'linnetctl: You cannot suspend yourself.\n');
        assert.equal((await owner.run(['user', 'suspend', id, '--reason', 'x'])).code, 64, 'nobody is there to confirm');
    });

    test('are made, and changed, with everybody seeing it', async t => {
        const phone = freshPhone();
        const made = await row('user', 'create', 'Ann', '--phone', phone, '--username', 'ann.e2e', '--role', 'auditor');
        assert.equal(made.role, 'auditor');
        const ann = await Client.signIn(server, phone);
        t.after(() => ann.close());
        assert.equal(ann.user.id, made.id);
        assert.equal((await ann.get('/api/v1/admin/me')).body.role, 'auditor');

        const changed = await row('user', 'edit', 'ann.e2e', '--name', 'Anna', '--email', 'anna.e2e@example.org', '--yes');
        assert.equal(changed.name, 'Anna');
        assert.equal(changed.emailVerified, true);
        assert.equal((await ann.get('/api/v1/users/me')).body.user.display_name, 'Anna');
        await row('user', 'edit', made.id, '--remove', 'username', '--yes');
        assert.equal((await owner.run(['user', 'show', 'ann.e2e'])).code, 66);
        const taken = await owner.run(['user', 'create', 'Eve', '--phone', phone]);
        assert.equal(taken.code, 73);
        assert.equal(taken.err, 'linnetctl: phone is in use by another account\n');

        const refused = await ann.request('PATCH', `/api/v1/admin/users/${made.id}`, { name: 'Me' });
        assert.equal(refused.status, 403, 'an auditor changes nothing');
    });

    test('get a link to a password, and lose a second factor', async () => {
        const email = 'password.e2e@example.org';
        const client = new Client(server, freshPhone(), 'phone');
        const password = 'correct horse battery';
        const signedUp = await client.post('/api/v1/auth/sign-up', { email, password, deviceId: 'phone' });
        client.take(signedUp.body);
        assert.equal((await row('user', 'verify', email)).emailVerified, true);
        assert.equal((await row('user', 'reset-password', email)).sentTo, email);
        const mail = await mailTo(email, /new password/);
        const [, token] = /\?token=(\w+)/.exec(mail.text);
        const reset = await client.post('/api/v1/auth/password/reset', { token, newPassword: 'another horse battery' });
        assert.equal(reset.status, 200, reset.text);

        const none = await owner.run(['user', 'reset-totp', email, '--yes']);
        assert.equal(none.code, 73);
        assert.equal(none.err, 'linnetctl: This account has no second factor.\n');
    });

    test('are invited', async () => {
        const email = 'invited.e2e@example.org';
        assert.equal((await row('user', 'invite', email, '--dry-run')).sentTo, email);
        assert.equal((await owner.run(['user', 'show', email])).code, 66, 'a dry run makes no account');
        const invited = await row('user', 'invite', email, '--name', 'Ivy');
        assert.equal(invited.sentTo, email);
        const mail = await mailTo(email, /account/);
        assert.match(mail.text, /Hello Ivy,/);
        assert.match(mail.text, /good for 7 days/);
        const [, token] = /\?token=(\w+)/.exec(mail.text);
        const client = new Client(server, freshPhone(), 'phone');
        const password = 'correct horse battery';
        const reset = await client.post('/api/v1/auth/password/reset', { token, newPassword: password });
        assert.equal(reset.status, 200, reset.text);
        const signedIn = await client.post('/api/v1/auth/sign-in', { identifier: email, password, deviceId: 'phone' });
        assert.equal(signedIn.status, 200, signedIn.text);
        assert.equal(signedIn.body.user.id, invited.id);
        assert.equal((await owner.run(['user', 'invite', email])).code, 73);
    });
});

describe('groups', () => {
    let people;
    before(async () => {
        people = [];
        for (let i = 0; i < 3; i += 1) people.push(await Client.signIn(server));
        for (const person of people) await person.connect();
    });
    after(() => { for (const person of people) person.close(); });

    async function group(name) {
        const [alice, ...others] = people;
        const reply = await alice.post('/api/v1/groups',
            { groupName: name, memberIds: others.map(each => each.user.id) });
        assert.equal(reply.status, 201, reply.text);
        return reply.body.group;
    }

    test('are listed and shown, with their members', async () => {
        const made = await group('Cooking');
        const json = JSON.parse(await done(owner.run(['group', 'list', '--filter', `id:${made.id}`, '-o', 'json'])));
        assert.equal(json.kind, 'GroupList');
        const [{ createdAt, updatedAt, ...item }] = json.items;
        assert.ok(createdAt && updatedAt);
        const [alice] = people;
        assert.deepEqual(item, {
            id: made.id, title: 'Cooking', owner: { id: alice.user.id, name: nameOf(alice.phone) },
            state: 'active', members: 3, messages: 0,
        });
        const table = await done(owner.run(['group', 'members', made.id, '--fields', 'id,role']));
        const width = alice.user.id.length;
        assert.equal(table.split('\n')[0], `${'ID'.padEnd(width)}  ROLE`);
        assert.ok(table.includes(`${alice.user.id}  admin\n`));
        assert.equal(table.match(/ {2}member\n/g).length, 2);
        assert.match(await done(owner.run(['group', 'show', made.id])), /^ID: +\d+\nTitle: +Cooking\nOwner: +/);
        assert.equal((await owner.run(['group', 'show', '7'])).code, 66);
    });

    test('are renamed, and everybody sees it', async () => {
        const made = await group('Old name');
        const before = people.map(person => person.heard.length);
        await row('group', 'rename', made.id, 'Never', '--dry-run');
        assert.equal((await row('group', 'rename', made.id, 'New name')).title, 'New name');
        for (const [i, person] of people.entries()) {
            const news = () => person.heard.slice(before[i]);
            await until(() => news().some(each => JSON.stringify(each).includes('New name')), 'the new name', { seen: news });
            assert.ok(!person.heard.some(each => JSON.stringify(each).includes('Never')));
        }
    });

    test('are frozen: read, not written in, and left', async () => {
        const made = await group('Frozen');
        const [alice, bob] = people;
        await alice.send(made.id, 'before');
        assert.equal((await row('group', 'freeze', made.id)).state, 'frozen');
        const refused = await alice.send(made.id, 'during').catch(error => error);
        assert.match(JSON.stringify(refused) + String(refused), /frozen/);
        const history = await bob.get(`/api/v1/chat/conversations/${made.id}/messages`);
        assert.equal(history.status, 200);
        assert.equal((await row('group', 'unfreeze', made.id, '--dry-run')).state, 'active');
        assert.equal((await row('group', 'show', made.id)).state, 'frozen');
        assert.equal((await row('group', 'unfreeze', made.id)).state, 'active');
        await alice.send(made.id, 'after');
    });

    test('change hands', async () => {
        const made = await group('Mine');
        const [alice, bob] = people;
        assert.equal((await row('group', 'transfer', made.id, bob.phone)).owner.id, bob.user.id);
        await row('group', 'set-role', made.id, alice.phone, 'member');
        const last = await owner.run(['group', 'set-role', made.id, bob.phone, 'member']);
        assert.equal(last.code, 73);
        assert.match(last.err, /last administrator/);
    });

    test('are dissolved by who names them, and stay readable', async () => {
        const made = await group('Short-lived');
        const [alice, bob] = people;
        await alice.send(made.id, 'remember me');
        const words = ['group', 'dissolve', made.id];
        const unsure = await owner.run([...words, '--yes']);
        assert.equal(unsure.code, 64);
        assert.match(unsure.err, /cannot be undone\.\nhint: Say --confirm='Short-lived'/);
        assert.equal((await row(...words, '--dry-run')).state, 'dissolved');
        assert.equal((await row('group', 'show', made.id)).members, 3);
        assert.equal((await row(...words, '--confirm=Short-lived')).members, 0);
        const history = await bob.get(`/api/v1/chat/conversations/${made.id}/messages`);
        assert.equal(history.status, 200, history.text);
        assert.match(history.text, /remember me/);
        assert.equal((await owner.run([...words, '--confirm=Short-lived'])).code, 73);
    });
});

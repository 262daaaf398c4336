// SPDX-License-Identifier: GPL-3.0-or-later
// What people report to those who run a server, and what becomes of it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Client, pair } from './client.mjs';
import { Operator } from './operator.mjs';
import { Server } from './server.mjs';
import { until } from './waiting.mjs';

let server;
let owner;
const cleanUps = [];
before(async () => {
    server = await Server.create();
    await server.ready();
    owner = await Operator.owner({ after: cleanUp => cleanUps.push(cleanUp) }, server);
});
after(async () => {
    for (const cleanUp of cleanUps) await cleanUp();
    await server?.dispose();
});

/** The rows that the command answers with. */
async function rows(...words) {
    const reply = await owner.run([...words, '-o', 'ndjson']);
    assert.equal(reply.code, 0, reply.err);
    return reply.out.split('\n').filter(Boolean).map(JSON.parse);
}

/** The one row that the command answers with. */
const row = async (...words) => (await rows(...words))[0];

describe('reports', () => {
    test('keep what a message said, and go through their states', async t => {
        const { alice, bob, conversation } = await pair(server);
        t.after(() => { alice.close(); bob.close(); });
        const sent = await bob.ask('message:send', { conversationId: conversation, textContent: 'Buy!' });
        const messageId = sent.message.id;
        const asked = { kind: 'message', id: messageId, reason: 'spam', text: 'Every day' };
        const filed = await alice.post('/api/v1/reports', asked);
        assert.equal(filed.status, 201, filed.text);
        const { report } = filed.body;
        assert.deepEqual(Object.keys(report).sort(), ['createdAt', 'id', 'kind', 'reason', 'subjectId', 'text']);
        const again = await alice.post('/api/v1/reports', { ...asked, text: 'Again' });
        assert.equal(again.status, 200);
        assert.deepEqual(again.body, filed.body);

        assert.equal((await alice.get('/api/v1/admin/reports')).status, 403);
        const [listed] = await rows('report', 'list', '--filter', `state:open kind:message reporter_id:${alice.user.id}`);
        assert.equal(listed.id, report.id);
        assert.equal(listed.about.id, bob.user.id);
        assert.equal('evidence' in listed, false);
        assert.equal((await row('report', 'list', '--filter', `about_id:${bob.user.id}`, '--count')).count, 1);

        await server.stop();
        await server.start();
        await server.ready();
        const shown = await row('report', 'show', report.id);
        assert.equal(shown.text, 'Every day');
        assert.equal(shown.evidence.text, 'Buy!');

        assert.equal((await row('report', 'take', report.id, '--dry-run')).state, 'in_progress');
        assert.equal((await row('report', 'show', report.id)).state, 'open');
        const taken = await row('report', 'take', report.id);
        assert.equal(taken.state, 'in_progress');
        assert.match(taken.assignee, /^user:\d+$/);
        await row('report', 'note', report.id, 'Asked him');
        const resolved = await row('report', 'resolve', report.id, '--note', 'Warned');
        assert.deepEqual(resolved.notes.map(note => note.text), ['Asked him', 'Warned']);
        const refused = await owner.run(['report', 'dismiss', report.id]);
        assert.equal(refused.code, 73);
        assert.match(refused.err, /This report is settled/);

        const later = await alice.post('/api/v1/reports', asked);
        assert.equal(later.status, 201);
        assert.equal((await owner.run(['report', 'reopen', report.id])).code, 73, 'it was reported again');
        await row('report', 'dismiss', later.body.report.id);
        assert.equal((await row('report', 'reopen', report.id)).state, 'open');
        const audit = await rows('audit', 'list', '--limit', '20');
        const actions = audit.filter(entry => entry.target === `report:${report.id}`).map(entry => entry.action);
        assert.deepEqual(actions.reverse(), ['report.assign', 'report.note', 'report.resolve', 'report.reopen']);
    });

    test('are of what the reporter can see', async t => {
        const { alice, bob, conversation } = await pair(server);
        const mallory = await Client.signIn(server);
        t.after(() => { alice.close(); bob.close(); mallory.close(); });
        const sent = await bob.ask('message:send', { conversationId: conversation, textContent: 'Hi' });
        const unseen = await mallory.post('/api/v1/reports', { kind: 'message', id: sent.message.id, reason: 'spam' });
        const missing = await mallory.post('/api/v1/reports', { kind: 'message', id: '7', reason: 'spam' });
        assert.equal(unseen.status, 404);
        assert.deepEqual(unseen.body, missing.body);
        const wrong = await mallory.post('/api/v1/reports', { kind: 'user', id: bob.user.id, reason: 'dull' });
        assert.equal(wrong.status, 400);
        assert.match(wrong.text, /reason must be one of spam/);
    });

    test('about somebody are hidden from them in whichever role', async t => {
        const { alice, bob } = await pair(server);
        t.after(() => { alice.close(); bob.close(); });
        const moderator = await Operator.create(t);
        await moderator.signIn(server, bob.phone);
        await row('user', 'set-role', bob.user.id, 'moderator', '--yes');
        const filed = await alice.post('/api/v1/reports', { kind: 'user', id: bob.user.id, reason: 'harassment' });
        assert.equal(filed.status, 201, filed.text);
        assert.equal((await moderator.run(['report', 'show', filed.body.report.id])).code, 66);
        const mine = await moderator.run(['report', 'list', '--filter', `about_id:${bob.user.id}`, '-o', 'json']);
        assert.deepEqual(JSON.parse(mine.out).items, []);
    });

    test('lose what they say of who is erased', async t => {
        const { alice, bob, conversation } = await pair(server);
        t.after(() => { alice.close(); bob.close(); });
        const sent = await bob.ask('message:send', { conversationId: conversation, textContent: 'My secret' });
        const filed = await alice.post('/api/v1/reports', { kind: 'message', id: sent.message.id, reason: 'other' });
        const { name } = await row('user', 'show', bob.phone);
        const account = bob.user.id;
        await row('user', 'erase', account, '--grace', '0', '--messages', 'remove', `--confirm=${name}`);
        const gone = async () => (await row('report', 'show', filed.body.report.id)).evidence === null;
        await until(gone, 'the end of the evidence');
    });
});

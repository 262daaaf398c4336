// SPDX-License-Identifier: GPL-3.0-or-later
// Every command of linnetctl, as it is typed at a server on which there is something of everything.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Client, freshPhone } from './client.mjs';
import { until } from './waiting.mjs';

/** A program that is told of what happens, and takes it. */
async function receiver() {
    const server = createServer((request, response) => response.writeHead(204).end());
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
    return server;
}

/** What the cases are about, on `server`, which `owner` owns. */
export class World {
    static async create(server, owner) {
        const world = new World();
        Object.assign(world, { server, owner });
        world.receiver = await receiver();
        await world.addPeople();
        await world.addRules();
        await world.addFiles();
        return world;
    }

    /** The one row that the command answers with. */
    async row(...words) {
        const reply = await this.owner.run([...words, '-o', 'ndjson']);
        assert.equal(reply.code, 0, `${words.join(' ')}: ${reply.err}`);
        return JSON.parse(reply.out.split('\n')[0]);
    }

    async addPeople() {
        for (const name of ['alice', 'bob', 'carol', 'dave'])
            this[name] = await Client.signIn(this.server);
        this.me = (await this.row('staff', 'list')).userId;
        await this.row('user', 'edit', this.alice.phone, '--username', 'alice', '--name', 'Alice', '--yes');
        await this.row('user', 'edit', this.bob.phone, '--username', 'bob', '--name', 'बॉब', '--yes');
        await this.row('user', 'edit', this.carol.phone, '--name', 'كارول', '--yes');
        await this.row('user', 'edit', this.dave.phone, '--email', 'dave@example.org', '--name', 'Dave', '--yes');
        await this.row('user', 'erase', this.carol.phone, '--confirm=كارول');
        const made = await this.alice.post('/api/v1/groups', { groupName: 'Readers', memberIds: [this.bob.user.id, this.dave.user.id] });
        assert.equal(made.status, 201, made.text);
        this.group = (await this.row('group', 'list')).id;
        const report = await this.alice.post('/api/v1/reports', { kind: 'user', id: this.bob.user.id, reason: 'spam', text: 'Help' });
        this.report = report.body.report.id;
        const uploaded = new FormData();
        uploaded.append('file', new Blob(['some text'], { type: 'text/plain' }), 'notes.txt');
        assert.ok((await this.alice.post('/api/v1/media/upload', uploaded)).status < 300);
        this.session = (await this.row('session', 'list', '--filter', `user_id:${this.bob.user.id}`)).id;
    }

    async addRules() {
        const { port } = this.receiver.address();
        this.hook = await this.row('webhook', 'create', `http://127.0.0.1:${port}/hook`, '--name', 'CRM', '--event', 'group.created');
        const told = await this.row('webhook', 'test', this.hook.id);
        this.delivery = told.id;
        await until(() => this.row('webhook', 'delivery', this.hook.id, this.delivery), 'the delivery',
            { isMeant: each => each.state === 'delivered' });
        await this.row('setting', 'set', 'otp.length=7', '--yes');
        this.change = (await this.row('setting', 'history')).id;
        this.job = (await this.row('job', 'list', '--filter', 'kind:erasure')).id;
        this.backup = (await this.row('backup', 'create', '--wait')).name;
    }

    async addFiles() {
        const file = name => join(this.owner.folder, name);
        this.people = file('people.csv');
        await writeFile(this.people, `name,phone\nErin,${freshPhone()}\n`);
        this.chat = file('chat.txt');
        await writeFile(this.chat, '[31/01/2020, 09:05:00] Alice: Hello\n[31/01/2020, 09:06:00] Bob: Hi\n');
        this.lines = file('server.ndjson');
        const exported = await this.owner.run(['export', 'all', this.lines]);
        assert.equal(exported.code, 0, exported.err);
        this.key = file('backup.key');
        this.receipt = file('receipt');
        await this.row('user', 'create', 'Gone', '--email', 'gone@example.org', '--username', 'gone');
        const { id } = await this.row('user', 'show', 'gone');
        this.gone = id;
        await this.row('user', 'erase', 'gone', '--grace', '0', '--confirm=Gone');
        await until(() => this.owner.run(['user', 'erase-receipt', id, '-o', 'json']), 'a receipt', { isMeant: reply => reply.code === 0 });
        await writeFile(this.receipt, (await this.owner.run(['user', 'erase-receipt', id, '-o', 'json'])).out);
    }

    async dispose() {
        for (const name of ['alice', 'bob', 'carol', 'dave']) this[name]?.close();
        this.receiver?.closeAllConnections();
        await new Promise(resolve => this.receiver.close(resolve));
    }
}

// How a command is typed: its words in a world, and what is to be known of it.
//   local    asks no server
//   silent   has nothing to show: why
//   figures  what it counts is another number each time
//   some     which items of what it shows are looked at, by their first field
//   only     which fields of these
//   code     what it ends with, if that is not 0
//   isPublic whoever asks is answered
//   failing  what it ends with where the server fails, if that is not 70
const list = (...words) => ({ words: () => words });
const local = more => ({ local: true, ...more });
const silent = (why, more) => ({ silent: why, ...more });

/** By the name of the command, in the order in which they are carried out. */
export const cases = {
    'context list': local(list()),
    'context add': local(silent('keeps it', { words: () => ['here', 'https://chat.example.org'] })),
    'context use': local(silent('keeps it', { words: () => ['here'] })),
    'context show': local({ words: () => [] }),
    'context remove': local(silent('keeps it', { words: () => ['here'] })),
    login: silent('keeps it', { words: w => [w.alice.phone, '--code-file', '-'], input: '123456\n', isPublic: true }),
    logout: silent('keeps it', { words: () => [], local: true }),
    status: { words: () => [], figures: true, isPublic: true },
    doctor: { words: () => [], only: ['id'], failing: 69 },
    bench: { words: () => ['--requests', '1'], figures: true },
    'owner claim': silent('there is an owner', { words: () => ['--code-file', '-'], input: 'none\n', code: 77 }),
    'staff list': list(),
    'key list': list(),
    'key rotate': { words: () => ['--dry-run'] },
    'session list': { words: w => ['--filter', `user_id:${w.bob.user.id}`] },
    'session revoke': { words: w => [w.session, '--yes'] },
    'session history': { words: w => ['--filter', `user_id:${w.bob.user.id}`] },
    'session watch': silent('goes on for ever', { words: () => [] }),
    'user list': { words: () => ['--filter', 'username:alice,bob', '--sort', 'name'] },
    'user show': { words: () => ['alice'] },
    'user create': { words: () => ['Frank', '--email', 'frank@example.org', '--dry-run'] },
    'user invite': { words: () => ['grace@example.org', '--dry-run'] },
    'user edit': { words: () => ['alice', '--name', 'Alice W.', '--dry-run'] },
    'user verify': { words: () => ['dave@example.org', '--dry-run'] },
    'user reset-password': { words: () => ['dave@example.org', '--dry-run'] },
    'user reset-totp': { words: () => ['alice', '--yes'], code: 73 },
    'user suspend': { words: () => ['bob', '--reason', 'Spam', '--yes'] },
    'user reactivate': { words: () => ['bob'] },
    'user set-role': { words: () => ['bob', 'auditor', '--dry-run'] },
    'user merge': { words: w => ['dave@example.org', 'bob', '--dry-run'] },
    'user export': silent('is a zip', { words: () => ['alice', '--file', '/dev/null'] }),
    'user erase': { words: () => ['alice', '--dry-run'] },
    'user erase-cancel': { words: w => [w.carol.phone] },
    'user erase-receipt': { words: w => [w.gone] },
    'user erase-verify': local({ words: w => [w.receipt] }),
    'group list': list(),
    'group show': { words: w => [w.group] },
    'group members': { words: w => [w.group] },
    'group rename': { words: w => [w.group, 'Writers', '--dry-run'] },
    'group set-role': { words: w => [w.group, 'bob', 'admin', '--yes'] },
    'group transfer': { words: w => [w.group, 'bob', '--dry-run'] },
    'group freeze': { words: w => [w.group, '--yes'] },
    'group unfreeze': { words: w => [w.group, '--yes'] },
    'group dissolve': { words: w => [w.group, '--dry-run'] },
    'report list': list(),
    'report show': { words: w => [w.report] },
    'report take': { words: w => [w.report] },
    'report note': { words: w => [w.report, 'Asked'] },
    'report resolve': { words: w => [w.report] },
    'report reopen': { words: w => [w.report] },
    'report dismiss': { words: w => [w.report] },
    'webhook list': list(),
    'webhook show': { words: w => [w.hook.id] },
    'webhook create': { words: () => ['https://example.org/hook', '--event', 'group.created', '--dry-run'] },
    'webhook edit': { words: w => [w.hook.id, '--name', 'ERP', '--dry-run'] },
    'webhook rotate-secret': { words: w => [w.hook.id, '--dry-run'] },
    'webhook deliveries': { words: w => [w.hook.id] },
    'webhook delivery': { words: w => [w.hook.id, w.delivery], figures: true },
    'webhook redeliver': { words: w => [w.hook.id, w.delivery, '--dry-run'] },
    'webhook test': { words: w => [w.hook.id, '--dry-run'] },
    'webhook delete': { words: w => [w.hook.id, '--confirm=CRM'] },
    'setting list': { words: () => ['--fields', 'name,value,origin'], some: /^otp\./ },
    'setting show': { words: () => ['otp.length'] },
    'setting set': { words: () => ['otp.attempts=4', '--dry-run'] },
    'setting unset': { words: () => ['otp.length', '--dry-run'] },
    'setting history': list(),
    'setting undo': { words: w => [w.change, '--yes'] },
    'otp policy': { words: () => ['show'] },
    'otp attempts': { words: () => ['--limit', '1'] },
    'otp delivery': { words: () => [], figures: true },
    'otp lockouts': list(),
    'otp unlock': { words: w => ['destination', w.alice.phone, '--yes'] },
    'otp test-send': { words: w => [w.alice.phone, '--yes'], figures: true },
    'otp break-glass': { words: w => [w.alice.user.id, '--yes'] },
    'job list': { words: () => ['--filter', 'kind:erasure state:pending'] },
    'job show': { words: w => [w.job] },
    'job retry': { words: () => ['--filter', 'state:dead', '--yes'] },
    'job discard': { words: () => ['--filter', 'state:dead', '--confirm=0'] },
    'audit list': { words: () => ['--limit', '1'] },
    'audit verify': { words: () => [], figures: true },
    'backup keygen': local(silent('is two keys', { words: w => [w.key] })),
    'backup create': { words: () => ['--wait'], figures: true },
    'backup list': { words: () => ['--limit', '1'], figures: true },
    'backup verify': { words: w => [w.backup, '--wait'], figures: true },
    'backup restore': local(silent('says how', { words: w => [w.backup], code: 64 })),
    'import users': { words: w => [w.people, '--all'] },
    'import all': { words: w => [w.lines, '--all', '--on-conflict', 'skip'] },
    'export all': silent('is lines', { words: () => ['/dev/null'] }),
    'import whatsapp': { words: w => [w.chat, '--new-group', 'Old', '--owner', 'alice', '--map', 'Alice=alice', '--map', 'Bob=bob'] },
    'storage show': { words: () => [], figures: true },
    'storage usage': list(),
    'storage list': list(),
    'storage sweep': { words: () => ['--dry-run'], figures: true },
    'storage sweeps': { words: () => ['--limit', '1'], figures: true },
    completion: local(silent('is a script', { words: () => ['bash'] })),
    'man-pages': local(silent('writes files', { words: w => [w.owner.folder] })),
    version: local(list()),
};

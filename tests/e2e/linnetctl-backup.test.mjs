// SPDX-License-Identifier: GPL-3.0-or-later
// linnetctl backup against a server that has somewhere to put backups, and one that has not.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Operator } from './operator.mjs';
import { Server } from './server.mjs';

let server;
let key;
before(async () => {
    server = await Server.prepare();
    key = join(server.directory, 'recipient');
    execFileSync(process.env.LINNETD, ['backup', 'keygen', key]);
    await server.configure({ backup: { directory: 'backups', recipientFile: `${key}.pub`, secretKeyFile: `${key}.key` } });
    await server.start();
    await server.ready();
});
after(() => server?.dispose());

/** The owner of `at`, which has none yet. */
async function ownerOf(t, at) {
    const owner = await Operator.create(t);
    await owner.signIn(at);
    const code = await at.ownerCode();
    const claimed = await owner.run(['owner', 'claim', '--code-file', '-'], { input: `${code}\n` });
    assert.equal(claimed.code, 0, claimed.err);
    return owner;
}

test('backups are made, listed, verified and found to be damaged', async t => {
    const owner = await ownerOf(t, server);
    const empty = await owner.run(['backup', 'list', '-o', 'ndjson']);
    assert.deepEqual(empty, { code: 0, out: '', err: '' });

    const made = await owner.run(['backup', 'create', '--wait', '-o', 'ndjson']);
    assert.equal(made.code, 0, made.err);
    assert.equal(made.err, '', 'no progress off a terminal');
    const backup = JSON.parse(made.out);
    assert.match(backup.name, /^linnet-\d{8}T\d{9}Z\.backup$/);
    assert.equal(backup.state, 'made');
    assert.deepEqual(await readdir(join(server.dataDirectory, 'backups')), [backup.name]);

    const verified = await owner.run(['backup', 'verify', backup.name, '--wait']);
    assert.equal(verified.code, 0, verified.err);
    assert.match(verified.out, /^Verification: +restored$/m);
    const [listed] = (await owner.run(['backup', 'list', '-o', 'ndjson'])).out.trim().split('\n').map(JSON.parse);
    assert.equal(listed.verification.state, 'restored');
    assert.ok(Date.parse(listed.verification.at) >= Date.parse(listed.createdAt));

    await appendFile(join(server.dataDirectory, 'backups', backup.name), 'x');
    const damaged = await owner.run(['backup', 'verify', backup.name, '--wait', '-o', 'name']);
    assert.equal(damaged.code, 65);
    assert.equal(damaged.err, 'linnetctl: The backup could not be restored. The backup is damaged: bytes in it have changed.\n');
    assert.equal((await owner.run(['backup', 'verify', 'other.backup'])).code, 66);

    const audit = (await owner.run(['audit', 'list', '-o', 'ndjson'])).out.trim().split('\n').map(JSON.parse);
    assert.deepEqual(audit.slice(0, 3).map(entry => entry.action), ['backup.verify', 'backup.verify', 'backup.create']);
    assert.equal(audit[0].target, `backup:${backup.name}`);
});

test('what linnetd does on the machine is listed, too', async t => {
    const operator = await Operator.create(t);
    await operator.signIn(server);
    assert.equal((await operator.run(['backup', 'list'])).code, 77, 'not for everybody');
    const file = join(server.directory, 'elsewhere.backup');
    const words = ['--config', server.configFile, '--data-dir', server.dataDirectory];
    execFileSync(process.env.LINNETD, ['backup', 'create', file, ...words]);
    execFileSync(process.env.LINNETD, ['backup', 'verify', file, ...words]);
    const rows = execFileSync('sqlite3', [join(server.dataDirectory, 'linnet.db'),
        `SELECT state, proof, proven_at > 0 FROM backup WHERE name = '${file}'`]).toString();
    assert.equal(rows, '1|2|1\n');
});

test('keys that linnetctl makes are good for linnetd', async t => {
    const operator = await Operator.create(t);
    const secret = join(operator.folder, 'backup.key');
    const made = await operator.run(['backup', 'keygen', secret]);
    assert.equal(made.code, 0, made.err);
    assert.match(made.err, /backup\.key opens backups/);
    assert.equal((await stat(secret)).mode & 0o777, 0o600);
    const recipient = join(operator.folder, 'backup.pub');
    await writeFile(recipient, made.out);

    const file = join(operator.folder, 'made.backup');
    const words = ['--config', server.configFile, '--data-dir', server.dataDirectory];
    execFileSync(process.env.LINNETD, ['backup', 'create', file, '--recipient-file', recipient, ...words]);
    execFileSync(process.env.LINNETD, ['backup', 'verify', file, '--secret-key-file', secret, ...words]);

    assert.equal((await operator.run(['backup', 'keygen', secret])).code, 73, 'no key is overwritten');
    const full = await operator.run(['backup', 'keygen', join(operator.folder, 'second.key')],
        { through: ['sh', '-c', '"$@" >/dev/full', 'sh'] });
    assert.equal(full.code, 74);
    assert.match(full.err, /no keys were made/);
    assert.ok(!(await readdir(operator.folder)).includes('second.key'));
});

test('a server without a folder for backups says so', async t => {
    const other = await Server.create();
    t.after(() => other.dispose());
    await other.ready();
    const owner = await ownerOf(t, other);
    const refused = await owner.run(['backup', 'create']);
    assert.equal(refused.code, 69);
    assert.equal(refused.err, 'linnetctl: This server has no folder for backups: [backup] in its configuration names one.\n');
});

test('restoring is for the server\'s machine', async t => {
    const operator = await Operator.create(t);
    const reply = await operator.run(['backup', 'restore', 'a.backup', '--server', server.url]);
    assert.equal(reply.code, 64);
    assert.match(reply.err, /linnetd backup restore a\.backup/);
});

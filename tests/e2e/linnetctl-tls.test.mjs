// SPDX-License-Identifier: GPL-3.0-or-later
// linnetctl and a server whose certificate nobody but its owner vouches for.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { freshPhone } from './client.mjs';
import { Operator } from './operator.mjs';
import { Server } from './server.mjs';
import { until } from './waiting.mjs';

let server;
let caFile;
let otherFile;
before(async () => {
    server = await Server.prepare();
    const file = name => join(server.directory, name);
    const openssl = (...words) => execFileSync('openssl', words, { stdio: 'pipe' });
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc'];
    const authority = name => openssl('req', '-x509', ...key, '-keyout', file(`${name}.key`), '-out', file(`${name}.pem`),
        '-days', '2', '-subj', `/CN=${name}`);
    authority('ca');
    authority('other');
    caFile = file('ca.pem');
    otherFile = file('other.pem');
    openssl('req', ...key, '-keyout', file('server.key'), '-out', file('server.csr'), '-subj', '/CN=server');
    await writeFile(file('server.ext'), 'subjectAltName = IP:127.0.0.1\n');
    openssl('x509', '-req', '-in', file('server.csr'), '-CA', caFile, '-CAkey', file('ca.key'), '-CAcreateserial',
        '-days', '2', '-extfile', file('server.ext'), '-out', file('server.pem'));
    server.listener = { certificate: file('server.pem'), key: file('server.key') };
    await server.configure({});
    await server.start();
    await until(() => status(`${server.url}/readyz`), 'ready', { isMeant: code => code === 200, limit: 120_000, every: 200 });
});
after(() => server?.dispose());

const status = url => new Promise((resolve, reject) => get(url, { ca: readFileSync(caFile) },
    reply => { reply.resume(); resolve(reply.statusCode); }).on('error', reject));

/** Words that sign somebody in, and what they type. */
const login = (...more) => [['login', freshPhone(), '--code-file', '-', ...more], { input: '123456\n' }];

test('who is unknown is not talked to', async t => {
    const operator = await Operator.create(t);
    const refused = await operator.run(...login('--server', server.url));
    assert.equal(refused.code, 69);
    assert.equal(refused.err, `linnetctl: The certificate of ${server.url} is not trusted: unable to get local issuer certificate.\n`
        + 'hint: If it is one of your own, name its certificate with --ca-file FILE.\n');
    const other = await operator.run(...login('--server', server.url, '--ca-file', otherFile));
    assert.equal(other.code, 69);
    assert.match(other.err, /unable to get local issuer certificate/);
    assert.match((await operator.run(['context', 'list'])).err, /^$/, 'nothing is kept');
});

test('whom the named authority vouches for is known from then on', async t => {
    const operator = await Operator.create(t);
    const own = join(operator.folder, 'own.pem');
    await copyFile(caFile, own);
    const signedIn = await operator.run(['login', freshPhone(), '--code-file', '-', '--server', server.url, '--ca-file', 'own.pem'],
        { input: '123456\n', through: ['env', '-C', operator.folder] });
    assert.equal(signedIn.code, 0, signedIn.err);
    assert.equal((await operator.context()).caFile, own, 'wherever it is asked from');
    const code = await server.ownerCode();
    const claimed = await operator.run(['owner', 'claim', '--code-file', '-'], { input: `${code}\n` });
    assert.equal(claimed.code, 0, claimed.err);
    assert.equal((await operator.run(['status'])).code, 0);
    assert.match((await operator.run(['context', 'show'])).out, new RegExp(`^Trusts: +${own}$`, 'm'));

    const again = await operator.run(...login('--server', server.url));
    assert.equal(again.code, 0, again.err);
    assert.equal((await operator.context()).caFile, own, 'another sign-in keeps it');

    await operator.change({ accessToken: 'run.out.long-ago' });
    assert.equal((await operator.run(['logout'])).code, 0, 'renewing asks the same server');

    await rm(own);
    const gone = await operator.run(['status']);
    assert.equal(gone.code, 74, gone.err);
    assert.equal(gone.err, `linnetctl: There is no certificate in PEM form that can be read in ${own}.\n`);
    assert.equal((await operator.run(...login('--ca-file', caFile))).code, 0);
    assert.equal((await operator.context()).caFile, caFile);
});

test('an authority goes with a context, or with the environment', async t => {
    const operator = await Operator.create(t);
    const added = await operator.run(['context', 'add', 'lan', server.url, '--ca-file', caFile]);
    assert.equal(added.code, 0, added.err);
    assert.equal((await operator.run(...login('--context', 'lan'))).code, 0);

    const script = await Operator.create(t);
    const { accessToken } = await operator.context();
    const environment = { LINNET_SERVER: server.url, LINNET_TOKEN: accessToken, LINNET_CA_FILE: caFile };
    const asked = await script.run(['user', 'list'], { environment });
    assert.equal(asked.code, 77, 'they are no administrator, as the server says');

    const wrong = await script.run(['context', 'add', 'x', 'http://127.0.0.1:1', '--ca-file', caFile]);
    assert.equal(wrong.code, 64);
    assert.equal(wrong.err, 'linnetctl: --ca-file is for servers with https, which http://127.0.0.1:1 is not.\n');
    const missing = await script.run(['context', 'add', 'x', server.url, '--ca-file', '/no/such/file']);
    assert.equal(missing.code, 74);
    assert.match(missing.err, /\/no\/such\/file cannot be read; --ca-file takes/);
});

test('a certificate is for one name', async t => {
    const operator = await Operator.create(t);
    const refused = await operator.run(...login('--server', server.url.replace('127.0.0.1', 'localhost'), '--ca-file', caFile));
    assert.equal(refused.code, 69);
    assert.match(refused.err, /is not trusted: .*localhost'?\.\n$/, refused.err);
    assert.doesNotMatch(refused.err, /--ca-file/, 'which would not help');
});

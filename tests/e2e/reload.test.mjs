// SPDX-License-Identifier: GPL-3.0-or-later
// What a running linnetd takes over on SIGHUP, and what it refuses as a whole.
import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';

import { Client, freshPhone } from './client.mjs';
import { MailServer, certificate } from './mailserver.mjs';
import { Server } from './server.mjs';
import { until } from './waiting.mjs';

let server;
before(async () => {
    server = await Server.create();
    await server.ready(); // The configuration is read again when the first key has been made.
});
after(() => server?.dispose());
beforeEach(() => reload({}));

/** Has the server read `settings`, and waits until it says that it has, or `pattern`. */
async function reload(settings, pattern = /configuration reloaded/) {
    await server.configure(settings);
    return signal(pattern);
}

function signal(pattern) {
    server.turnPage();
    server.signal('SIGHUP');
    return server.logged(pattern);
}

const handshake = async () => (await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`));
const openPacket = async () => JSON.parse((await (await handshake()).text()).slice(1));
const claims = token => JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
const askForCode = (phoneNumber = freshPhone()) =>
    new Client(server, phoneNumber, 'd').post('/api/v1/auth/request-otp', { phoneNumber });
const signUp = password => new Client(server).post('/api/auth/signup',
    { fullName: 'Ann', email: `${freshPhone().slice(1)}@example.org`, password });

describe('takes over', () => {
    test('whose pages may call', async () => {
        const allowed = async () => (await fetch(`${server.url}/health`, { headers: { origin: 'https://app.example.org' } }))
            .headers.get('access-control-allow-origin');
        assert.equal(await allowed(), null);
        await reload({ cors: { origins: ['https://app.example.org'] } });
        assert.equal(await allowed(), 'https://app.example.org');
        await reload({ node: { publicUrl: 'https://app.example.org' } });
        assert.equal(await allowed(), 'https://app.example.org');
        await reload({});
        assert.equal(await allowed(), null);
    });

    test('how long bodies may be', async () => {
        const ask = () => new Client(server).post('/api/v1/auth/request-otp', { phoneNumber: 'x'.repeat(2000) });
        assert.equal((await ask()).status, 400);
        await reload({ limits: { jsonBody: 1024 } });
        assert.equal((await ask()).status, 413);
    });

    test('how big uploads may be', async () => {
        const alice = await Client.signIn(server);
        const upload = () => {
            const form = new FormData();
            form.append('file', new Blob([Buffer.alloc(8000, 'a')], { type: 'text/plain' }), 'a.txt');
            return alice.post('/api/v1/media/upload', form);
        };
        assert.equal((await upload()).status, 200);
        await reload({ media: { largestUpload: 4000 } });
        assert.equal((await upload()).status, 413);
    });

    test('which proxies are believed', async () => {
        const ask = () => fetch(`${server.url}/metrics`, { headers: { 'x-forwarded-for': '192.0.2.7' } });
        assert.equal((await ask()).status, 200);
        await reload({ limits: { trustedProxies: ['127.0.0.1'] } });
        assert.equal((await ask()).status, 404);
    });

    test('budgets', async () => {
        const flood = async () => {
            const replies = await Promise.all(Array.from({ length: 80 }, () =>
                new Client(server).post('/api/v1/auth/verify-otp', { phoneNumber: '+15550001111', otp: '000000', deviceId: 'd' })));
            return replies.filter(reply => reply.status === 429);
        };
        assert.deepEqual(await flood(), []);
        await reload({ limits: { rates: true } });
        const refused = await flood();
        assert.ok(refused.length > 0);
        assert.ok(Number(refused[0].headers.get('retry-after')) >= 1);
    });

    test('how many sockets a session has', async () => {
        const alice = await Client.signIn(server);
        await reload({ limits: { socketsPerSession: 1, threads: 0 } });
        const outcomes = [];
        const sockets = [];
        for (let i = 0; i < 8; ++i) {
            const twin = Object.assign(new Client(server, alice.phone, alice.device), { accessToken: alice.accessToken });
            await twin.connect().then(() => { outcomes.push('in'); sockets.push(twin); }, () => outcomes.push('out'));
            if (outcomes.at(-1) === 'out') twin.socket.close();
        }
        sockets.forEach(each => each.close());
        assert.ok(outcomes.includes('out'), outcomes.join());
    });

    test('tokens: how long they live, and by whose name', async () => {
        const before = await Client.signIn(server);
        assert.equal(claims(before.accessToken).exp - claims(before.accessToken).iat, 900);
        await reload({ auth: { accessLifetime: '2m' } });
        const after = await Client.signIn(server);
        assert.equal(claims(after.accessToken).exp - claims(after.accessToken).iat, 120);
        assert.equal((await before.get('/api/v1/users/me')).status, 200);

        await reload({ auth: { issuer: 'somebody else' } });
        assert.equal((await before.get('/api/v1/users/me')).status, 401, 'also one that was found good before');
        const renamed = await Client.signIn(server);
        assert.equal(claims(renamed.accessToken).iss, 'somebody else');
        assert.equal((await renamed.get('/api/v1/users/me')).status, 200);
    });

    test('another signing key', async () => {
        const before = await Client.signIn(server);
        const { key } = certificate();
        const keyFile = join(server.directory, 'other.pem');
        await writeFile(keyFile, key, { mode: 0o600 });
        await reload({ auth: { keyFile, keyId: 'other' } });
        const jwks = await (await fetch(`${server.url}/.well-known/jwks.json`)).json();
        assert.deepEqual(jwks.keys.map(each => each.kid), ['other']);
        assert.equal((await before.get('/api/v1/users/me')).status, 401);
        await reload({});
        assert.equal((await before.get('/api/v1/users/me')).status, 200);
    });

    test('rules of one-time codes', async () => {
        const phone = freshPhone();
        assert.equal((await askForCode(phone)).status, 200);
        assert.equal((await askForCode(phone)).status, 200);
        await reload({ otp: { cooldown: '1h' } });
        const refused = await askForCode(phone);
        assert.equal(refused.status, 429);
        assert.ok(Number(refused.headers.get('retry-after')) > 3000);
    });

    test('who delivers codes', async () => {
        const file = join(server.directory, 'code');
        await reload({ otp: { sender: 'command', command: `sh -c "cat > '${file}'"` } });
        assert.equal((await askForCode()).status, 200);
        await until(() => readFile(file, 'utf8').catch(error => error.code), 'the code',
            { isMeant: text => /^\+\d+\n123456\s*$/.test(text) });
    });

    test('how long passwords have to be', async () => {
        assert.equal((await signUp('correct horse')).status, 201);
        await reload({ password: { minimum: 20 } });
        assert.equal((await signUp('correct horse')).status, 400);
    });

    test('what sockets are told when they come', async () => {
        assert.equal((await openPacket()).pingInterval, 25000);
        await reload({ socketio: { pingInterval: 1234, pingTimeout: 4321, maxPayload: 5000 } });
        const { pingInterval, pingTimeout, maxPayload } = await openPacket();
        assert.deepEqual([pingInterval, pingTimeout, maxPayload], [1234, 4321, 5000]);
        await reload({ socketio: { transports: ['websocket'] } });
        assert.equal((await handshake()).status, 400);
    });

    test('which generations of clients may come, while those that are there stay', async () => {
        const alice = await Client.signIn(server);
        await reload({ socketio: { allowEio3: true } });
        await alice.connect({ version: '2.5' });
        await reload({});
        const later = await fetch(`${server.url}/socket.io/?EIO=3&transport=polling`);
        assert.equal(later.status, 400);
        assert.equal(alice.socket.connected, true);
        alice.close();
    });

    test('a web client', async () => {
        const directory = join(server.directory, 'web');
        await mkdir(directory, { recursive: true });
        await writeFile(join(directory, 'index.html'), '<h1>hello</h1>');
        assert.equal((await fetch(`${server.url}/`)).status, 404);
        await reload({ web: { directory } });
        assert.equal(await (await fetch(`${server.url}/`)).text(), '<h1>hello</h1>');
        await writeFile(join(directory, 'new.html'), 'new');
        await signal(/configuration reloaded/);
        assert.equal(await (await fetch(`${server.url}/new.html`)).text(), 'new');
    });

    test('another mail server', async t => {
        const smtp = await MailServer.start();
        t.after(() => smtp.stop());
        await reload({ mail: { host: '127.0.0.1', port: smtp.port, security: 'none', from: 'Chat <chat@example.org>' } });
        assert.equal((await new Client(server).post('/api/v1/login', { email: 'ann@example.org' })).status, 200);
        const [mail] = await smtp.received();
        assert.equal(mail.from.text, '"Chat" <chat@example.org>');
        assert.match(mail.text, /123456/);
    });

    test('the level of its log', { timeout: 120_000 }, async () => {
        server.turnPage();
        await server.configure({ log: { level: 'error' }, socketio: { pingInterval: 4321 } });
        server.signal('SIGHUP');
        await until(openPacket, 'the new interval', { isMeant: ({ pingInterval }) => pingInterval === 4321 });
        assert.doesNotMatch(server.log, /configuration reloaded/);
        await reload({ otp: { length: 99 } }, /configuration refused/);
    });
});

test('says what waits for the next start, each time', async () => {
    const settings = { node: { id: 7 }, storage: { readers: 3 }, socketio: { path: '/other/' }, limits: { threads: 3 } };
    for (let i = 0; i < 2; ++i)
        await reload(settings, /changed, but only with the next start: node\.id, storage\.readers, socketio\.path, limits\.threads/);
    assert.equal((await handshake()).status, 200);
});

describe('refuses as a whole', () => {
    const change = { socketio: { pingInterval: 4321 } };

    /** Nothing of `change` holds. */
    async function assertNothingChanged() {
        assert.notEqual((await openPacket()).pingInterval, change.socketio.pingInterval);
    }

    /** Has the server read what `change` says and then `text`. */
    async function refused(text, pattern) {
        await server.configure(change);
        await writeFile(server.configFile, text, { flag: 'a' });
        const lines = (await readFile(server.configFile, 'utf8')).split('\n');
        const line = 1 + lines.findIndex(each => each.startsWith(text.split('\n').at(-2)));
        const [said] = await signal(/configuration refused, the old one stays: [^\n]*/);
        assert.ok(said.includes(`${server.configFile}:${line}:`), `${line}: ${said}`);
        assert.match(said, pattern);
        await assertNothingChanged();
    }

    test('a value out of range', () => refused('[media]\nlargestUpload = 1\n', /must be from/));
    test('a key that is not known', () => refused('[media]\nlargestUplaod = 1\n', /did you mean/));
    test('what is no TOML', () => refused('[media\n', /./));
    test('a network it does not understand', async () => {
        await server.configure({ ...change, limits: { trustedProxies: ['the office'] } });
        const [said] = await signal(/configuration refused[^\n]*/);
        assert.match(said, /linnetd\.conf:\d+:\d+: limits\.trustedProxies is of no use: .*the office/);
        await assertNothingChanged();
    });
    test('a certificate that cannot be read', () =>
        refused('[[listener]]\nkey = "/dev/null"\ncertificate = "/nowhere.pem"\n', /certificate names a file that cannot be read: \/nowhere\.pem/));
    test('a certificate that is none', async () => {
        const { caFile } = certificate();
        const keyFile = caFile.replace('cert.pem', 'key.pem');
        await chmod(keyFile, 0o600);
        return refused(`[[listener]]\nkey = "${keyFile}"\ncertificate = "${keyFile}"\n`, /certificate is of no use: The TLS file/);
    });
    test('a key of TLS that others can read', async () => {
        const { caFile } = certificate();
        const keyFile = caFile.replace('cert.pem', 'key.pem');
        await chmod(keyFile, 0o644);
        return refused(`[[listener]]\nkey = "${keyFile}"\ncertificate = "${caFile}"\n`, /key\.pem cannot be used: other users may read it/);
    });
    test('a signing key that is none', () => refused(`[auth]\nkeyFile = "${server.configFile}"\n`, /auth\.keyFile is of no use/));
    test('a signing key that others can read', async () => {
        const keyFile = join(server.directory, 'open.pem');
        await writeFile(keyFile, certificate().key, { mode: 0o644 });
        await server.configure({ ...change, auth: { keyFile } });
        const [said] = await signal(/configuration refused[^\n]*/);
        assert.match(said, /open to other users.* .*open\.pem has mode 644/);
        await assertNothingChanged();
    });
    test('a password of mail that others can read', async () => {
        const passwordFile = join(server.directory, 'password');
        await writeFile(passwordFile, 'secret', { mode: 0o644 });
        await server.configure({ ...change, mail: { host: 'localhost', from: 'a@example.org', user: 'me', passwordFile } });
        const [said] = await signal(/configuration refused[^\n]*/);
        assert.match(said, /password has mode 644/);
        await assertNothingChanged();
    });
    test('a template that would fail', async () => {
        await writeFile(join(server.directory, 'sign-in-code.fr.txt'), '{{cod}}');
        await server.configure({ ...change, mail: { templates: server.directory } });
        const [said] = await signal(/configuration refused[^\n]*/);
        assert.match(said, /sign-in-code\.fr\.txt uses \{\{cod\}\}/);
        await assertNothingChanged();
    });
});

// SPDX-License-Identifier: GPL-3.0-or-later
// The contract of clients that keep their token in a cookie, row by row.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Browser, freshEmail, picture } from './browser.mjs';
import { Server } from './server.mjs';
import { once } from './waiting.mjs';

let server;
before(async () => { server = await Server.create(); });
after(() => server?.dispose());

async function signUp(fullName = 'Ada Lovelace', password = 'secret6') {
    const page = new Browser(server);
    page.email = freshEmail();
    page.password = password;
    const reply = await page.post('/api/auth/signup', { fullName, email: page.email, password });
    assert.equal(reply.status, 201, reply.text);
    page.user = reply.body;
    return page;
}

async function connect(page, options = {}) {
    return page.connect({ query: { userId: page.user._id }, extraHeaders: { cookie: page.cookieHeader }, ...options });
}

describe('signing up', () => {
    test('answers with the user and sets the cookie', async () => {
        const page = new Browser(server);
        const email = freshEmail();
        const reply = await page.post('/api/auth/signup', { fullName: 'Grace Hopper', email, password: 'secret6' });
        assert.equal(reply.status, 201);
        assert.equal(typeof reply.body._id, 'string');
        assert.deepEqual([reply.body.fullName, reply.body.email, reply.body.profilePic], ['Grace Hopper', email, '']);
        assert.ok(!/secret6|password/.test(reply.text));
        const jwt = page.setCookies.find(each => each.startsWith('jwt='));
        assert.match(jwt, /; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/);
        assert.equal(reply.headers.get('access-control-allow-origin'), 'http://localhost:5173');
        assert.equal(reply.headers.get('access-control-allow-credentials'), 'true');
    });

    for (const [name, body, message] of [
        ['nothing', {}, 'Please fill all the fields'],
        ['no password', { fullName: 'A', email: 'a@example.org' }, 'Please fill all the fields'],
        ['a short password', { fullName: 'A', email: 'a@example.org', password: '12345' }, 'Password must be at least 6 characters long'],
    ]) test(`refuses ${name}`, async () => {
        const reply = await new Browser(server).post('/api/auth/signup', body);
        assert.deepEqual([reply.status, reply.body.message], [400, message]);
    });

    test('refuses an address that is taken', async () => {
        const { email } = await signUp();
        const reply = await new Browser(server).post('/api/auth/signup', { fullName: 'B', email, password: 'secret6' });
        assert.deepEqual([reply.status, reply.body.message], [400, 'User already exists']);
    });
});

describe('signing in and out', () => {
    test('takes address and password', async () => {
        const { email, password, user } = await signUp();
        const page = new Browser(server);
        const reply = await page.post('/api/auth/login', { email, password });
        assert.equal(reply.status, 200);
        assert.deepEqual([reply.body._id, reply.body.fullName, reply.body.email, reply.body.profilePic],
            [user._id, user.fullName, email, '']);
        assert.ok(page.cookies.has('jwt'));
        assert.equal((await page.get('/api/auth/check')).status, 200);
    });

    test('refuses what is wrong, without saying what', async () => {
        const { email } = await signUp();
        for (const body of [{ email, password: 'wrong-one' }, { email: freshEmail(), password: 'secret6' }, { email: 'x', password: 'y' }]) {
            const reply = await new Browser(server).post('/api/auth/login', body);
            assert.deepEqual([reply.status, reply.body.message], [400, 'Invalid credentials']);
        }
        const empty = await new Browser(server).post('/api/auth/login', {});
        assert.deepEqual([empty.status, empty.body.message], [400, 'Please fill all the fields']);
    });

    test('signs out for good', async () => {
        const page = await signUp();
        const stolen = new Browser(server);
        stolen.cookies = new Map(page.cookies);
        const reply = await page.post('/api/auth/logout');
        assert.deepEqual([reply.status, reply.body.message], [200, 'Logged out successfully']);
        assert.ok(page.setCookies.some(each => /^jwt=; Max-Age=0/.test(each)));
        assert.equal(page.cookies.size, 0);
        assert.equal((await stolen.get('/api/auth/check')).status, 401);
        assert.equal((await page.post('/api/auth/logout')).status, 200);
    });

    test('knows who is there', async () => {
        const page = await signUp();
        const check = await page.get('/api/auth/check');
        for (const name of ['_id', 'email', 'fullName', 'profilePic', 'createdAt', 'updatedAt', '__v'])
            assert.ok(name in check.body, name);
        const validate = await page.get('/api/auth/validate');
        assert.equal(validate.body.valid, true);
        assert.equal(validate.body.user._id, page.user._id);
    });

    test('says who is not', async () => {
        const stranger = new Browser(server);
        const check = await stranger.get('/api/auth/check');
        assert.deepEqual([check.status, check.body.message], [401, 'Not authorized, no token']);
        stranger.cookies.set('jwt', 'nonsense');
        const validate = await stranger.get('/api/auth/validate');
        assert.deepEqual([validate.status, validate.body.valid], [401, false]);
        assert.equal(typeof validate.body.message, 'string');
    });

    test('says so wherever a token is needed', async () => {
        const stranger = new Browser(server);
        const paths = ['/api/auth/check', '/api/users', '/api/messages/users', '/api/messages/user/1'];
        for (const [jwt, message] of [[undefined, 'Not authorized, no token'], ['nonsense', 'Not authorized, token validation failed']]) {
            if (jwt) stranger.cookies.set('jwt', jwt);
            for (const path of paths) {
                const reply = await stranger.get(path);
                assert.deepEqual([reply.status, reply.body.message, reply.body.error], [401, message, message], path);
            }
            for (const path of ['/api/users/1', '/api/messages/1']) // Their words are those of another family, too.
                assert.equal((await stranger.get(path)).status, 401, path);
        }
    });
});

describe('pages of others', () => {
    test('may not act for their visitors', async () => {
        const page = await signUp();
        page.origin = 'https://evil.example';
        for (const path of ['/api/auth/update-profile', '/api/auth/logout', `/api/messages/send/${page.user._id}`]) {
            const reply = await page.post(path, { text: 'x' });
            assert.equal(reply.status, 403, path);
        }
        page.origin = 'http://localhost:5173';
        assert.equal((await page.get('/api/auth/check')).status, 200);
    });

    test('are not answered to', async () => {
        const page = new Browser(server, { origin: 'https://evil.example' });
        const reply = await page.get('/api/auth/check');
        assert.equal(reply.headers.get('access-control-allow-origin'), null);
    });
});

describe('profiles', () => {
    for (const method of ['post', 'put'])
        test(`take a picture by ${method}`, async () => {
            const page = await signUp();
            const reply = await page[method]('/api/auth/update-profile', { profilePic: picture });
            assert.equal(reply.status, 200, reply.text);
            assert.ok(reply.body.profilePic.startsWith(server.url + '/'), reply.body.profilePic);
            const file = await fetch(reply.body.profilePic);
            assert.deepEqual([file.status, file.headers.get('content-type')], [200, 'image/png']);
            assert.equal((await page.get('/api/auth/check')).body.profilePic, reply.body.profilePic);
        });

    test('want a picture', async () => {
        const page = await signUp();
        for (const body of [{}, { profilePic: '' }]) {
            const reply = await page.post('/api/auth/update-profile', body);
            assert.deepEqual([reply.status, reply.body.message], [400, 'Profile pic required']);
        }
        const text = `data:image/png;base64,${Buffer.from('no picture').toString('base64')}`;
        assert.equal((await page.post('/api/auth/update-profile', { profilePic: text })).status, 415);
    });

    test('take a picture of several megabytes', async () => {
        const page = await signUp();
        const huge = `data:image/png;base64,${'A'.repeat(6_000_000)}`;
        assert.equal((await page.post('/api/auth/update-profile', { profilePic: huge })).status, 415);
        assert.equal((await page.post('/api/auth/signup', { fullName: 'x'.repeat(2_000_000) })).status, 413);
    });
});

describe('people', () => {
    test('are listed, with oneself or without', async () => {
        const page = await signUp();
        const other = await signUp('Alan Turing');
        const all = await page.get('/api/users');
        assert.ok(Array.isArray(all.body));
        const ids = all.body.map(each => each._id);
        assert.ok(ids.includes(page.user._id) && ids.includes(other.user._id));
        for (const path of ['/api/messages/users', '/api/messages/contacts']) {
            const others = (await page.get(path)).body.map(each => each._id);
            assert.ok(!others.includes(page.user._id) && others.includes(other.user._id), path);
        }
    });

    test('are listed with whom one has written, the last one first', async () => {
        const [page, first, second] = [await signUp(), await signUp('First'), await signUp('Second')];
        const partners = async () => (await page.get('/api/messages/chats')).body.map(each => each._id);
        assert.deepEqual(await partners(), []);
        for (const { user } of [first, second]) await page.post(`/api/messages/send/${user._id}`, { text: 'hi' });
        assert.deepEqual(await partners(), [second.user._id, first.user._id]);
        await first.post(`/api/messages/send/${page.user._id}`, { text: 'hello' });
        assert.deepEqual(await partners(), [first.user._id, second.user._id]);
        assert.equal((await new Browser(server).get('/api/messages/chats')).status, 401);
    });

    for (const path of ['/api/users/', '/api/messages/user/'])
        test(`are found at ${path}`, async () => {
            const page = await signUp();
            const other = await signUp('Alan Turing');
            const reply = await page.get(path + other.user._id);
            assert.deepEqual([reply.status, reply.body._id, reply.body.fullName], [200, other.user._id, 'Alan Turing']);
            for (const id of ['12345', 'nobody']) {
                const missing = await page.get(path + id);
                assert.deepEqual([missing.status, missing.body.message], [404, 'User not found']);
            }
            assert.equal((await new Browser(server).get(path + other.user._id)).status, 401);
        });
});

describe('messages', () => {
    test('are answered with and kept, oldest first', async () => {
        const ada = await signUp();
        const bob = await signUp('Bob');
        const sent = await ada.post(`/api/messages/send/${bob.user._id}`, { text: 'hello' });
        assert.equal(sent.status, 201, sent.text);
        assert.deepEqual([sent.body.senderId, sent.body.receiverId, sent.body.text], [ada.user._id, bob.user._id, 'hello']);
        assert.ok(!('image' in sent.body));
        await bob.post(`/api/messages/send/${ada.user._id}`, { text: 'hi', image: null });
        const history = await ada.get(`/api/messages/${bob.user._id}`);
        assert.equal(history.status, 200);
        assert.deepEqual(history.body.map(each => [each.senderId, each.receiverId, each.text]),
            [[ada.user._id, bob.user._id, 'hello'], [bob.user._id, ada.user._id, 'hi']]);
        for (const name of ['_id', 'createdAt', 'updatedAt', '__v']) assert.ok(name in history.body[0], name);
        assert.equal((await bob.get(`/api/messages/${ada.user._id}`)).body.length, 2);
    });

    test('carry pictures', async () => {
        const ada = await signUp();
        const bob = await signUp('Bob');
        const sent = await ada.post(`/api/messages/send/${bob.user._id}`, { text: '', image: picture });
        assert.equal(sent.status, 201, sent.text);
        assert.ok(sent.body.image.startsWith(server.url + '/'));
        assert.equal((await fetch(sent.body.image)).status, 200);
        const history = await bob.get(`/api/messages/${ada.user._id}`);
        assert.equal(history.body[0].image, sent.body.image);
    });

    test('there are none where nobody wrote', async () => {
        const ada = await signUp();
        const bob = await signUp('Bob');
        for (const id of [bob.user._id, ada.user._id, '12345', 'nobody']) {
            const reply = await ada.get(`/api/messages/${id}`);
            assert.deepEqual([reply.status, reply.body], [200, []], id);
        }
    });

    test('go to somebody, and say something', async () => {
        const ada = await signUp();
        for (const id of ['12345', 'nobody']) {
            const reply = await ada.post(`/api/messages/send/${id}`, { text: 'x' });
            assert.deepEqual([reply.status, reply.body.error], [404, 'Receiver not found']);
        }
        const bob = await signUp('Bob');
        assert.equal((await ada.post(`/api/messages/send/${bob.user._id}`, { text: ' ' })).status, 400);
    });
});

test('builds for production find the same under their own prefixes', async () => {
    const { email, password } = await signUp();
    const page = new Browser(server);
    assert.equal((await page.post('/api/user/auth/login', { email, password })).status, 200);
    assert.equal((await page.get('/api/user/auth/check')).status, 200);
    const others = await page.get('/api/message/messages/users');
    assert.ok(Array.isArray(others.body) && others.body.length > 0);
    const id = others.body[0]._id;
    assert.equal((await page.post(`/api/message/messages/send/${id}`, { text: 'hi' })).status, 201);
    assert.equal((await page.get(`/api/message/messages/${id}`)).body.length, 1);
    assert.equal((await page.get(`/api/user/users/${id}`)).body._id, id);
});

test('/health tells how the server is', async () => {
    const reply = await new Browser(server).get('/health');
    assert.deepEqual([reply.status, reply.body.status], [200, 'ok']);
    assert.equal(typeof reply.body.service, 'string');
});

describe('sockets', () => {
    for (const path of ['', '/message', '/socket'])
        test(`hear messages and who is there, on "${path || '/'}"`, async () => {
            const ada = await signUp();
            const bob = await signUp('Bob');
            await connect(bob, { path });
            await bob.hears('getOnlineUsers', users => users.includes(bob.user._id));
            await connect(ada);
            await bob.hears('getOnlineUsers', users => users.includes(ada.user._id));
            const sent = await ada.post(`/api/messages/send/${bob.user._id}`, { text: 'hello', image: picture });
            const heard = await bob.hears('newMessage');
            assert.deepEqual([heard._id, heard.senderId, heard.receiverId, heard.text, heard.image],
                [sent.body._id, ada.user._id, bob.user._id, 'hello', sent.body.image]);
            await bob.post(`/api/messages/send/${ada.user._id}`, { text: 'hello yourself' });
            await ada.hears('newMessage', message => message.text === 'hello yourself');
            ada.close();
            const isGone = users => !users.includes(ada.user._id);
            await bob.hears('getOnlineUsers', users => isGone(users) && users.includes(bob.user._id));
            assert.deepEqual([bob, ada].map(each => each.all('newMessage').map(message => message.text)), [['hello'], ['hello yourself']]);
            bob.close();
        });

    test('of who signed in again hear of chats of two, and of nothing said in groups', async () => {
        const [ada, bob, eve] = [await signUp(), await signUp('Bob'), await signUp('Eve')];
        const page = Object.assign(new Browser(server), { user: bob.user });
        assert.equal((await page.post('/api/auth/login', { email: bob.email, password: bob.password })).status, 200);
        await connect(page);
        await page.hears('getOnlineUsers', users => users.includes(bob.user._id));
        for (const users of [[bob.user._id], [bob.user._id, eve.user._id]]) {
            const { body: group } = await ada.post('/api/chats', { name: 'Club', users });
            for (const author of [ada, bob])
                assert.equal((await author.post('/api/messages', { chatId: group._id, content: 'to all' })).status, 201);
        }
        const sent = await ada.post(`/api/messages/send/${bob.user._id}`, { text: 'to you', image: picture });
        const heard = await page.hears('newMessage');
        assert.deepEqual([heard._id, heard.text, heard.image, heard.receiverId], [sent.body._id, 'to you', sent.body.image, bob.user._id]);
        assert.equal(page.all('newMessage').length, 1);
        page.close();
    });

    test('are whose cookie it is where the page does not know yet', async () => {
        const ada = await signUp();
        await connect(ada, { query: { userId: 'undefined' } });
        await ada.hears('getOnlineUsers', users => users.includes(ada.user._id));
        ada.close();
        await assert.rejects(new Browser(server).connect({ query: { userId: 'undefined' } }));
    });

    test('of one user are two tabs, who is there until both are closed', async () => {
        const [ada, bob] = [await signUp(), await signUp('Bob')];
        const tab = Object.assign(new Browser(server), { user: bob.user, cookies: bob.cookies });
        await connect(ada);
        for (const page of [bob, tab]) await connect(page);
        await ada.hears('getOnlineUsers', users => users.includes(bob.user._id));
        ada.heard = [];
        bob.close();
        await server.hasSocketsOf(bob.user._id, 1);
        await ada.post(`/api/messages/send/${bob.user._id}`, { text: 'still there?' });
        await tab.hears('newMessage', message => message.text === 'still there?');
        assert.deepEqual(ada.all('getOnlineUsers').filter(users => !users.includes(bob.user._id)), []);
        tab.close();
        await ada.hears('getOnlineUsers', users => !users.includes(bob.user._id));
        ada.close();
    });

    test('are not somebody else', async () => {
        const ada = await signUp();
        const bob = await signUp('Bob');
        await assert.rejects(ada.connect({ query: { userId: bob.user._id }, extraHeaders: { cookie: ada.cookieHeader } }));
    });

    test('end with the session', async () => {
        const ada = await signUp();
        await connect(ada);
        const ended = once(ada.socket, 'disconnect');
        await ada.post('/api/auth/logout');
        assert.equal(await ended, 'io server disconnect');
    });
});

// SPDX-License-Identifier: GPL-3.0-or-later
// administration.mjs [PEOPLE] [--data FOLDER]: how long it takes to administer a server with so many
// accounts and sessions (100000), over HTTP, as an owner who signed in. ./dev bench administration
// builds what this needs. BUILD is the folder of the programs (build/release), TRIES how often each is
// asked (5), PARTS what is measured (lists,wholes,revocation,merger). FOLDER keeps the data for another
// time.
import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const build = resolve(process.env.BUILD ?? 'build/release');
process.env.LINNETD ??= join(build, 'bin/linnetd');
const { Client } = await import('../e2e/client.mjs');
const { Server } = await import('../e2e/server.mjs');

const words = process.argv.slice(2);
const dataAt = words.indexOf('--data');
const kept = dataAt >= 0 ? resolve(words.splice(dataAt, 2)[1]) : null;
const people = Number(words[0] ?? 100_000);
const tries = Number(process.env.TRIES ?? 5);
const parts = (process.env.PARTS ?? 'lists,wholes,revocation,merger').split(',');
const deepPages = 20;
const longestWait = 120_000;
const admin = '/api/v1/admin';

const exists = path => stat(path).then(() => true, () => false);
const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const milliseconds = value => value >= 100 ? String(Math.round(value)) : value.toFixed(1);
const say = text => process.stderr.write(`${text}\n`);

function row(what, times, more = '') {
    console.log(`| ${what} | ${milliseconds(median(times))} | ${milliseconds(Math.max(...times))} | ${more} |`);
}

async function timed(ask) {
    const begun = performance.now();
    const result = await ask();
    return { took: performance.now() - begun, result };
}

async function measured(what, ask, more) {
    const times = [];
    let last;
    for (let i = 0; i < tries; i += 1) {
        const { took, result } = await timed(ask);
        times.push(took);
        last = result;
    }
    row(what, times, more?.(last));
    return last;
}

/** Data for `server`, made anew unless they were kept. */
async function populate(server) {
    const from = kept ?? join(server.directory, 'seeded');
    if (!await exists(join(from, 'facts.json'))) {
        await mkdir(from, { recursive: true });
        say(`writing ${people} people and sessions …`);
        const { took } = await timed(() => execFileSync(join(build, 'bin/linnet-seed'),
            ['--population', join(from, 'data'), join(from, 'facts.json'), String(people)], { stdio: 'inherit' }));
        say(`written in ${Math.round(took / 1000)} s`);
    }
    await cp(join(from, 'data'), server.dataDirectory, { recursive: true });
    return JSON.parse(await readFile(join(from, 'facts.json'), 'utf8'));
}

/** An owner of `server`, by the code that it says. */
async function ownerOf(server) {
    const owner = await Client.signIn(server);
    const [, code] = /owner with the code (\S+)/.exec(server.log);
    await required(owner.post(`${admin}/owner`, { code }));
    return owner;
}

async function required(asked) {
    const reply = await asked;
    if (reply.status >= 300) throw new Error(`${reply.status} ${reply.text}`);
    return reply.body;
}

const query = values => new URLSearchParams(Object.entries(values).filter(([, value]) => value)).toString();

async function measureList(owner, list, { filter = '', sort = '' } = {}) {
    const page = cursor => required(owner.get(`${admin}/${list}?${query({ filter, sort, cursor, limit: '200' })}`));
    const name = `${list} ${sort} ${filter}`.trim().replaceAll('|', '\\|');
    const first = await measured(`${name}, first page`, () => page(''), body => `${body.items.length} rows`);
    let cursor = first.nextCursor;
    for (let i = 1; i < deepPages && cursor; i += 1) cursor = (await page(cursor)).nextCursor ?? cursor;
    if (cursor) await measured(`${name}, deep page`, () => page(cursor), body => `${body.items.length} rows`);
    if (!sort) await measured(`${name}, count`, () => required(owner.get(`${admin}/${list}/count?${query({ filter })}`)), body => body.count);
}

const sessionFilters = ['', 'state:active', 'user:"Alice 1000"', 'user:*9999', 'user:*e*', 'address:10.7.0.0/16', 'address:10.7.1.0/24',
    'address:192.0.2.1', 'device:"old phone"', 'device:none', 'state:revoked', 'state:expired', 'last_seen<-300d', 'last_seen>-1d',
    'dialect:mern', 'client:"Old App"', 'state:active dialect:whispr device:tablet client:Web',
    'state:active address:10.0.0.0/8 last_seen<-180d -client:"Old App"', 'alice'];

async function measureLists(owner) {
    for (const filter of sessionFilters) await measureList(owner, 'sessions', { filter });
    for (const sort of ['-last_seen', 'user', '-ended']) {
        for (const filter of ['', 'state:active', 'address:10.7.1.0/24', 'user:*9999']) await measureList(owner, 'sessions', { filter, sort });
    }
    for (const filter of ['', 'alice', '99999', 'name:al*', 'email:person99999@example.org', 'phone:+15550099999', 'last_seen<-300d', 'state:suspended', 'created>-1d'])
        await measureList(owner, 'users', { filter });
    await measureList(owner, 'users', { sort: 'name' });
    for (const filter of ['', '1999', 'title:al*']) await measureList(owner, 'groups', { filter });
    for (const filter of ['', 'action:user.edit', 'action:session.revoke', 'address:10.7.1.0/24']) await measureList(owner, 'audit', { filter });
    for (const filter of ['', 'state:undelivered', 'address:10.7.1.0/24']) await measureList(owner, 'otp/attempts', { filter });
    for (const filter of ['', 'unused:yes', 'name:*99999*']) await measureList(owner, 'storage/files', { filter });
}

async function measureWholes(owner) {
    for (const by of ['user', 'conversation', 'type', 'age'])
        await measured(`storage/usage by ${by}`, () => required(owner.get(`${admin}/storage/usage?by=${by}`)));
    for (const path of ['status', 'storage', 'doctor', 'audit/verification'])
        await measured(path, () => required(owner.get(`${admin}/${path}`)));
}

/** How long after `act` begins a session is out: for requests, for its socket and for refreshing. */
async function timeToBeOut(client, act) {
    const begun = performance.now();
    const since = () => performance.now() - begun;
    const until = async isOut => {
        while (!await isOut()) await delay(5);
        return since();
    };
    const socket = new Promise(done => client.socket.once('disconnect', () => done(since())));
    const acted = act().then(since);
    const rest = until(async () => (await client.get('/api/v1/users/me')).status === 401);
    const refresh = until(async () => {
        const reply = await client.post('/api/v1/auth/refresh-token', { refreshToken: client.refreshToken, deviceId: client.device });
        if (reply.status === 401) return true;
        if (reply.status !== 200) throw new Error(`${reply.status} ${reply.text}`);
        client.take(reply.body);
        return false;
    });
    return { rest: await rest, socket: await socket, refresh: await refresh, answered: await acted };
}

/** Ends a tenth of the sessions by a filter; one other is ended meanwhile, again and again. */
async function measureRevocation(owner, server) {
    const filter = 'dialect:mern client:Android,iPhone,Web';
    const dry = await required(owner.post(`${admin}/sessions/revocations`, { filter, dryRun: true }));
    const others = [];
    for (let i = 0; i < tries; i += 1) others.push(await (await Client.signIn(server)).connect({ reconnection: false }));
    let isOver = false;
    const many = timed(() => required(owner.post(`${admin}/sessions/revocations`, { filter, reason: 'measured' })))
        .finally(() => { isOver = true; });
    const outs = [];
    for (const other of others) {
        const [session] = (await required(owner.get(`${admin}/sessions?${query({ filter: `state:active user_id:${other.user.id}` })}`))).items;
        const wasOver = isOver;
        const out = await timeToBeOut(other, () => required(owner.post(`${admin}/sessions/revocations`, { ids: [session.id] })));
        outs.push({ ...out, wasOver });
        other.close();
    }
    const { took, result } = await many;
    row(`${result.revoked} of ${people} sessions ended by ${filter}`, [took], `dry run counted ${dry.count}`);
    const during = outs.filter(each => !each.wasOver);
    for (const wire of ['rest', 'socket', 'refresh', 'answered']) {
        if (during.length > 0) row(`one session ended meanwhile: ${wire}`, during.map(each => each[wire]), `${during.length} of ${outs.length}`);
    }
    const after = outs.filter(each => each.wasOver);
    if (after.length > 0) row('one session ended afterwards: socket', after.map(each => each.socket), `${after.length}`);
}

/** Merges the account of somebody who wrote a lot; others write meanwhile. */
async function measureMerger(owner, server, facts) {
    const [one, other] = [await Client.signIn(server), await Client.signIn(server)];
    await one.connect();
    const chat = await one.directChat(other);
    let isOver = false;
    const path = `${admin}/users/${facts.talker}/merge`;
    const dry = await timed(() => required(owner.post(path, { into: facts.talkersOther, dryRun: true })));
    const merge = timed(async () => {
        let { progress } = await required(owner.post(path, { into: facts.talkersOther }));
        for (; ['waiting', 'running'].includes(progress.state); await delay(20))
            ({ progress } = await required(owner.get(path)));
        return progress;
    }).finally(() => { isOver = true; });
    const waits = [];
    while (!isOver) waits.push((await timed(() => one.ask('message:send', { conversationId: chat, contentType: 'text', textContent: 'Meanwhile' }, longestWait))).took);
    const { took, result } = await merge;
    row(`merge of who wrote ${facts.talk} messages`, [took], `${result.state}, ${result.steps} steps, ${result.rows} rows`);
    row('the same, tried only', [dry.took]);
    row('a message that was sent meanwhile', waits, `${waits.length} sent`);
    one.close();
}

const server = await Server.prepare();
try {
    const facts = await populate(server);
    const { took } = await timed(() => server.start());
    await server.ready();
    console.log('| what | median ms | longest ms | |\n| --- | --- | --- | --- |');
    row('start, until it listens', [took]);
    const owner = await ownerOf(server);
    const measures = { lists: measureLists, wholes: measureWholes, revocation: measureRevocation, merger: measureMerger };
    for (const part of parts) await measures[part](owner, server, facts);
} finally {
    await server.dispose();
}

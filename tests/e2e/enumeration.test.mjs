// SPDX-License-Identifier: GPL-3.0-or-later
// Whether somebody has an account here is not to be read from what an outsider is answered: neither from
// the words, nor from the status, nor from the time that it takes.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, beforeEach, describe, test } from 'node:test';

import { Caller } from './caller.mjs';
import { Client, freshPhone } from './client.mjs';
import { Server } from './server.mjs';
import { roomInHour } from './waiting.mjs';

const rounds = 15;
const mostRounds = 60;
const enoughRounds = 5; // To find the quickest among.
const mostRatio = 2.5; // One password hash more or less is a ratio of ten and above.
// Seconds between two waits, where it took so many between two questions: those who are asked in turn are told to wait
// from a moment of their own.
const mostApart = between => Math.max(5, 2 + 2 * between);
const known = { phone: freshPhone(), email: 'known@example.org', codeOnly: 'codes@example.org' };
const unknown = { phone: freshPhone(), email: 'nobody@example.org', codeOnly: 'nobody.else@example.org' };

let server;
before(async () => {
    server = await Server.create();
    await roomInHour(120_000);
    const begun = performance.now();
    await Client.signIn(server, known.phone);
    const owner = new Caller(server);
    // How many codes a number was sent within the hour is told to whoever asks for more of them. So that nothing
    // but the account is different, both have been sent one.
    assert.equal((await owner.post('/api/v1/auth/request-otp', { phoneNumber: unknown.phone })).status, 200);
    longestBetween = (performance.now() - begun) / 1000;
    const password = 'a long enough password';
    assert.equal((await owner.post('/api/v1/auth/sign-up', { email: known.email, password, deviceId: 'phone' })).status, 201);
    await owner.post('/api/v1/auth/email/request-code', { email: known.codeOnly });
    const proven = await owner.post('/api/v1/auth/email/verify-code', { email: known.codeOnly, code: '123456', deviceId: 'phone' });
    assert.equal(proven.status, 200);
    owner.close();
});
after(() => server?.dispose());
beforeEach(() => roomInHour(120_000));

/** What an outsider asks with the name of `who`, whom they know nothing else of. */
const questions = {
    'phone: ask for a code': who => ['/api/v1/auth/request-otp', { phoneNumber: who.phone }],
    'phone: guess a code': who => ['/api/v1/auth/verify-otp', { phoneNumber: who.phone, otp: '000000', deviceId: 'd' }],
    'phone: guess a password': who => ['/api/v1/auth/sign-in', { identifier: who.email, password: 'not the right one', deviceId: 'd' }],
    'phone: guess the password of who has none': who =>
        ['/api/v1/auth/sign-in', { identifier: who.codeOnly, password: 'not the right one', deviceId: 'd' }],
    'phone: ask for a mailed code': who => ['/api/v1/auth/email/request-code', { email: who.email }],
    'phone: guess a mailed code': who => ['/api/v1/auth/email/verify-code', { email: who.email, code: '000000', deviceId: 'd' }],
    'phone: ask for a new password by link': who => ['/api/v1/auth/password/request-reset', { email: who.email }],
    'phone: ask for a new password by code': who => ['/api/v1/auth/password/request-reset', { email: who.email, byCode: true }],
    'phone: guess the code for a new password': who =>
        ['/api/v1/auth/password/reset', { email: who.email, code: '000000', newPassword: 'another long password' }],
    'mailotp: ask for a code': who => ['/api/v1/login', { email: who.email }],
    'mailotp: guess a code': who => ['/api/v1/verify', { email: who.email, otp: '000000' }],
    'mern and cookie: guess a password': who => ['/api/auth/login', { email: who.email, password: 'not the right one' }],
    'whispr: guess a password': who => ['/v1/auth/login', { email: who.email, password: 'not the right one' }],
    'whispr: guess a code': who => ['/v1/auth/verify-otp', { email: who.email, otp: '000000' }],
    'whispr: ask for a code again': who => ['/v1/auth/resend-otp', { email: who.email }],
};

/** All of a reply that is not of its own: no moment, no request's number; and how many seconds it says to wait, wherever it does. */
function appearance({ status, headers, text }, who) {
    const { date, 'x-request-id': id, ...rest } = headers;
    assert.ok(date && id);
    const waits = [];
    const withoutWaits = words =>
        words.replace(/("retryAfter":|wait |^)(\d+)(?=[,} ]|$)/g, (_, before, seconds) => {
            waits.push(Number(seconds));
            return `${before}SECONDS`;
        });
    for (const name of ['retry-after', 'ratelimit-reset'])
        if (name in rest)
            rest[name] = withoutWaits(rest[name]);
    const times = /"\d{4}-\d\d-\d\dT[\d:.]+Z"/g;
    const anonymous = withoutWaits(text).replaceAll(who.phone, 'PHONE').replaceAll(who.email, 'EMAIL').replaceAll(times, 'TIME');
    return { look: { status, text: anonymous, headers: { ...rest, 'content-length': anonymous.length } }, waits };
}

let longestBetween = 0; // Seconds from the one's question to the other's answer, so far.

function assertAlike(known, unknown, where) {
    assert.deepEqual(known.look, unknown.look, where);
    assert.equal(known.waits.length, unknown.waits.length, where);
    known.waits.forEach((wait, i) => assert.ok(Math.abs(wait - unknown.waits[i]) <= mostApart(longestBetween), `${where}: ${known.waits} and ${unknown.waits}`));
}

/**
 * How many times as long one takes as the other, at their quickest: what else the machine does only adds to that. Those
 * that are answered alike are compared, where there are enough of them.
 */
function ratios(rounds) {
    const byStatus = [...new Set(rounds.map(each => each.status))]
        .map(status => rounds.filter(each => each.status === status));
    const enough = byStatus.filter(group => group.length >= enoughRounds);
    const quickest = (group, kind) => Math.min(...group.map(each => each[kind]));
    return enough.map(group => quickest(group, 'known') / quickest(group, 'unknown'));
}

const apart = ratio => ratio >= mostRatio || ratio <= 1 / mostRatio;

/** Asks in the name of both, and resolves with how long each answer took; they are alike otherwise. */
async function askBoth(question, round) {
    const seen = {};
    const times = {};
    const begun = performance.now();
    for (const [kind, who] of [['known', known], ['unknown', unknown]]) {
        const caller = new Caller(server);
        const reply = await caller.post(...question(who));
        caller.close();
        assert.ok(reply.status < 500, reply.text);
        Object.assign(times, { [kind]: reply.took, status: reply.status });
        seen[kind] = appearance(reply, who);
    }
    longestBetween = Math.max(longestBetween, (performance.now() - begun) / 1000);
    assertAlike(seen.known, seen.unknown, `round ${round}`);
    return times;
}

describe('an outsider does not learn who has an account', () => {
    for (const [name, question] of Object.entries(questions)) {
        test(name, async () => {
            const took = [];
            // In turns, so that what else the machine does falls on both alike; and what it does is no difference, which
            // goes away when they are asked more often.
            while (took.length < rounds || (took.length < mostRounds && ratios(took).some(apart)))
                took.push(await askBoth(question, took.length));
            assert.ok(ratios(took).length > 0);
            assert.deepEqual(ratios(took).filter(apart), [], 'takes so many times as long');
        });
    }
});

/** A gateway for codes that takes them and never answers. */
async function silentGateway(t) {
    const gateway = createServer(() => {});
    await new Promise(resolve => { gateway.listen(0, '127.0.0.1', resolve); });
    t.after(() => { gateway.close(); gateway.closeAllConnections(); });
    return `http://127.0.0.1:${gateway.address().port}/`;
}

describe('an outsider does not learn it from a server without mail', () => {
    const path = '/api/v1/auth/password/request-reset';
    const servers = {
        'that writes codes to its log': { otp: () => ({}), expected: [503, 503] },
        'whose gateway does not answer': { otp: async t => ({ sender: 'webhook', webhook: await silentGateway(t) }), expected: [200, 429] },
    };
    for (const [name, { otp, expected }] of Object.entries(servers)) {
        test(name, async t => {
            const quiet = await Server.create({ arguments: [], settings: { otp: { cooldown: '1h', ...await otp(t) } } });
            t.after(() => quiet.dispose());
            await quiet.ready();
            const caller = new Caller(quiet);
            t.after(() => caller.close());
            const password = 'a long enough password';
            assert.equal((await caller.post('/api/v1/auth/sign-up', { email: known.email, password, deviceId: 'phone' })).status, 201);
            const begun = performance.now();
            const looks = {};
            for (const [kind, who] of [['known', known], ['unknown', unknown]]) {
                const stranger = new Caller(quiet);
                const ask = () => stranger.post(path, { email: who.email, byCode: true });
                const replies = [await ask(), await ask()];
                stranger.close();
                assert.deepEqual(replies.map(reply => reply.status), expected, kind);
                looks[kind] = replies.map(reply => appearance(reply, who));
            }
            longestBetween = Math.max(longestBetween, (performance.now() - begun) / 1000);
            looks.known.forEach((look, i) => assertAlike(look, looks.unknown[i], `answer ${i}`));
        });
    }
});

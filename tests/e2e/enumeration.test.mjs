// SPDX-License-Identifier: GPL-3.0-or-later
// Whether somebody has an account here is not to be read from what an outsider is answered: neither from
// the words, nor from the status, nor from the time that it takes.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Caller } from './caller.mjs';
import { Client, freshPhone } from './client.mjs';
import { Server } from './server.mjs';

const rounds = 15;
const mostRatio = 2.5; // One password hash more or less is a ratio of ten and above.
const mostApart = 5; // Seconds between two waits: those who are asked in turn, are told to wait from a moment of their own.
const known = { phone: freshPhone(), email: 'known@example.org', codeOnly: 'codes@example.org' };
const unknown = { phone: freshPhone(), email: 'nobody@example.org', codeOnly: 'nobody.else@example.org' };

let server;
before(async () => {
    server = await Server.create();
    await Client.signIn(server, known.phone);
    const owner = new Caller(server);
    // How many codes a number was sent within the hour is told to whoever asks for more of them. So that nothing
    // but the account is different, both have been sent one.
    assert.equal((await owner.post('/api/v1/auth/request-otp', { phoneNumber: unknown.phone })).status, 200);
    const password = 'a long enough password';
    assert.equal((await owner.post('/api/v1/auth/sign-up', { email: known.email, password, deviceId: 'phone' })).status, 201);
    await owner.post('/api/v1/auth/email/request-code', { email: known.codeOnly });
    const proven = await owner.post('/api/v1/auth/email/verify-code', { email: known.codeOnly, code: '123456', deviceId: 'phone' });
    assert.equal(proven.status, 200);
    owner.close();
});
after(() => server?.dispose());

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

function assertAlike(known, unknown, where) {
    assert.deepEqual(known.look, unknown.look, where);
    assert.equal(known.waits.length, unknown.waits.length, where);
    known.waits.forEach((wait, i) => assert.ok(Math.abs(wait - unknown.waits[i]) <= mostApart, `${where}: ${known.waits} and ${unknown.waits}`));
}

const median = values => values.toSorted((a, b) => a - b)[values.length >> 1];

describe('an outsider does not learn who has an account', () => {
    for (const [name, question] of Object.entries(questions)) {
        test(name, async () => {
            const took = { known: [], unknown: [] };
            // In turns, so that what else the machine does falls on both alike.
            for (let round = 0; round < rounds; ++round) {
                const seen = {};
                for (const [kind, who] of [['known', known], ['unknown', unknown]]) {
                    const caller = new Caller(server);
                    const reply = await caller.post(...question(who));
                    caller.close();
                    assert.ok(reply.status < 500, reply.text);
                    took[kind].push(reply.took);
                    seen[kind] = appearance(reply, who);
                }
                assertAlike(seen.known, seen.unknown, `round ${round}`);
            }
            const ratio = median(took.known) / median(took.unknown);
            assert.ok(ratio < mostRatio && ratio > 1 / mostRatio, `takes ${ratio} times as long`);
        });
    }
});

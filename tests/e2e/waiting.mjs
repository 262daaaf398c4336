// SPDX-License-Identifier: GPL-3.0-or-later
// Patience: how the tests wait for what happens elsewhere. A busy machine takes its time, so nothing here is short.
import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds until something is taken for missing. */
export const patience = 30_000;

const inWords = limit => `within ${limit / 1000} s`;

function shown(value) {
    const text = value instanceof Error ? value.stack : JSON.stringify(value) ?? String(value);
    return text.length > 4000 ? `…${text.slice(-4000)}` : text;
}

/**
 * Asks again and again until the answer passes `isMeant`, and resolves with it. Where it does not, the error says what
 * was waited for, `what`, and what was answered last, or what `seen` tells instead.
 */
export async function until(ask, what, { isMeant = Boolean, seen, limit = patience, every = 20 } = {}) {
    for (const end = Date.now() + limit; ; await delay(every)) {
        const isLast = Date.now() > end;
        const answer = await ask();
        if (isMeant(answer)) return answer;
        if (isLast) throw new Error(`${what}: not ${inWords(limit)}; seen last: ${shown(seen ? seen() : answer)}`);
    }
}

/** What `promise` resolves with, which is to be within `limit`. */
export function within(promise, what, { seen = () => 'nothing', limit = patience } = {}) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`${what}: not ${inWords(limit)}; seen last: ${shown(seen())}`)), limit);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** What `emitter` emits as `event` the next time, from now on: ask for it before what causes it, which takes its time, too. */
export function once(emitter, event, what = event, limit = 4 * patience) {
    const emitted = new Promise(resolve => {
        if (emitter.addEventListener) emitter.addEventListener(event, resolve, { once: true });
        else emitter.once(event, resolve);
    });
    const waited = within(emitted, what, { limit });
    waited.catch(() => {}); // It may be awaited later than it fails.
    return waited;
}

const questions = 50;

/** Asks `server` the simplest question there is. */
const ask = async server => (await fetch(`${server.url}/healthz`)).text();

/** Milliseconds in which `server` answers fifty simple questions just now: how busy the machine is. */
export async function pace(server) {
    const begun = performance.now();
    for (let i = 0; i < questions; i += 1) await ask(server);
    return performance.now() - begun;
}

/**
 * What `promise` resolves with, which is to be within `limit` milliseconds. Where a busy machine holds everything up,
 * it may take as long as `server` needs to answer fifty simple questions.
 */
export async function soon(promise, server, limit, what) {
    let isThere = false;
    const there = promise.then(() => { isThere = true; });
    const begun = performance.now();
    for (let answers = 0; !isThere; answers += 1) {
        const took = performance.now() - begun;
        if (took > limit && answers >= questions)
            throw new Error(`${what}: not after ${Math.round(took)} ms, in which ${answers} questions were answered`);
        await Promise.race([there, ask(server)]);
    }
    return promise;
}

/** Budgets are kept by the hour of the clock: waits for the next one where this one ends before `needed` is over. */
export async function roomInHour(needed = 60_000) {
    const hour = 3_600_000;
    const left = hour - Date.now() % hour;
    if (left < needed) await delay(left + 100);
}

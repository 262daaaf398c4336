// SPDX-License-Identifier: GPL-3.0-or-later
// A real Chromium without a window, told what to do over its DevTools protocol.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { WebSocket } from 'ws';

import { until, within } from './waiting.mjs';

const startLimit = 60_000;
const callLimit = 60_000;

export const program = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);

// It is to ask nobody but the test's own servers for anything.
const flags = [
    '--headless', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--disable-extensions', '--disable-dev-shm-usage',
    '--remote-debugging-port=0', 'about:blank',
];

export class Chromium {
    #answers = new Map();
    #lastId = 0;

    static async start() {
        const browser = new Chromium();
        browser.profile = await mkdtemp(join(tmpdir(), 'linnet-chromium-'));
        const root = process.getuid() === 0 ? ['--no-sandbox'] : [];
        browser.process = spawn(program, [`--user-data-dir=${browser.profile}`, ...root, ...flags],
            { stdio: ['ignore', 'ignore', 'pipe'] });
        browser.ended = new Promise(resolve => browser.process.once('exit', resolve));
        await browser.#attach(await within(browser.#address(), 'chromium', { limit: startLimit }));
        return browser;
    }

    #address() {
        let log = '';
        return new Promise((resolve, reject) => {
            this.process.stderr.on('data', data => {
                log += data;
                const match = /DevTools listening on (ws:\S+)/.exec(log);
                if (match) resolve(match[1]);
            });
            this.process.once('error', reject);
            this.process.once('exit', code => reject(new Error(`chromium ended with ${code}:\n${log}`)));
        });
    }

    async #attach(address) {
        this.devTools = new WebSocket(address, { perMessageDeflate: false });
        this.devTools.on('message', data => {
            const { id, result, error } = JSON.parse(data);
            const answer = this.#answers.get(id);
            this.#answers.delete(id);
            if (error) answer?.reject(new Error(error.message));
            else answer?.resolve(result);
        });
        await new Promise((resolve, reject) => this.devTools.once('open', resolve).once('error', reject));
    }

    call(method, params = {}, sessionId = undefined) {
        const id = ++this.#lastId;
        const answered = new Promise((resolve, reject) => this.#answers.set(id, { resolve, reject }));
        this.devTools.send(JSON.stringify({ id, method, params, sessionId }));
        return within(answered, `the answer to ${method}`, { limit: callLimit });
    }

    /** Opens a page, with cookies of its own. */
    async open(url) {
        const { browserContextId } = await this.call('Target.createBrowserContext');
        const { targetId } = await this.call('Target.createTarget', { url: 'about:blank', browserContextId });
        const { sessionId } = await this.call('Target.attachToTarget', { targetId, flatten: true });
        const page = new Page(this, sessionId);
        await page.goTo(url);
        return page;
    }

    async dispose() {
        this.devTools?.terminate();
        this.process.kill('SIGKILL');
        await this.ended;
        await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
    }
}

class Page {
    constructor(browser, sessionId) { Object.assign(this, { browser, sessionId }); }

    /** Waits until the page's scripts have run. */
    async goTo(url) {
        const { errorText } = await this.browser.call('Page.navigate', { url }, this.sessionId);
        if (errorText) throw new Error(`${url}: ${errorText}`);
        // Asked again and again: a promise in the page that was there before is never settled.
        const ask = () => this.run(target => location.href === target && document.readyState === 'complete', url);
        await until(ask, `all of ${url}`, { limit: callLimit });
    }

    /** Runs `script` in the page with `values` and resolves with what it returns; both as JSON. */
    async run(script, ...values) {
        const expression = `(${script})(...${JSON.stringify(values)})`;
        const { result, exceptionDetails } = await this.browser.call('Runtime.evaluate',
            { expression, awaitPromise: true, returnByValue: true }, this.sessionId);
        if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value;
    }
}

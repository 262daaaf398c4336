// SPDX-License-Identifier: GPL-3.0-or-later
// A real linnetd for one test file: its own data directory, a port of its own, only its own process.
import { spawn } from 'node:child_process';
import { existsSync, writeFileSync, writeSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort } from './ports.mjs';
import { patience, until, within } from './waiting.mjs';

const program = process.env.LINNETD;
if (!program) throw new Error('LINNETD must name the linnetd to test');

// Budgets are for the public; a test's dozens of sign-ins are not an attack.
const base = { limits: { rates: false }, otp: { cooldown: 0 } };

const pairs = values => Object.entries(values).map(([key, value]) => `${key} = ${JSON.stringify(value)}`).join('\n');

/** `base` with `more` over it, as linnetd.conf wants it. */
function render(more) {
    const sections = new Set([...Object.keys(base), ...Object.keys(more)]);
    return [...sections].map(section => {
        const values = { ...base[section], ...more[section] };
        return `[${section}]\n${pairs(values)}`;
    }).join('\n') + '\n';
}

const readyLine = /ready on (https?:\/\/[0-9.]+:(\d+))\D/; // All of it: it may come in pieces.
const startLimit = 2 * patience;
const stopLimit = 2 * patience;
const keyLimit = 4 * patience; // It takes luck to find two primes.

const servers = [];
const tailLines = 200;

/** Where a test has failed, what the servers said: the end of it here, and all of it in files. */
process.on('exit', code => {
    if (code === 0) return;
    for (const server of servers) {
        if (server.wholeLog === '') continue;
        const file = join(tmpdir(), `linnet-e2e-${process.pid}-${servers.indexOf(server)}.log`);
        writeFileSync(file, server.wholeLog);
        const tail = server.wholeLog.trimEnd().split('\n').slice(-tailLines).join('\n');
        writeSync(process.stderr.fd, `\n--- The end of ${file}:\n${tail}\n`);
    }
});

export class Server {
    #child = null;
    #exit = null;
    #isOver = false;
    #looks = new Set();
    #pageStart = 0;
    /** All that it has said, from its first start on. */
    wholeLog = '';
    /** Words that come before the program's and become it in the end. */
    within = [];

    constructor() { servers.push(this); }

    /** What it has said since it was started last, or since the page was turned. */
    get log() { return this.wholeLog.slice(this.#pageStart); }
    turnPage() { this.#pageStart = this.wholeLog.length; }

    static async create(options = {}) {
        const server = await Server.prepare(options);
        await server.start();
        return server;
    }

    /** As create(), but does not start it. With `hasOwnKey` its first start makes a signing key. */
    static async prepare(options = {}) {
        const server = new Server();
        server.hasOwnKey = options.hasOwnKey ?? false;
        server.directory = await mkdtemp(join(tmpdir(), 'linnet-e2e-'));
        server.configFile = join(server.directory, 'linnetd.conf');
        server.port = await freePort();
        server.listener = options.listener;
        await server.configure(options.settings ?? {});
        server.arguments = options.arguments ?? ['--dev'];
        return server;
    }

    get dataDirectory() { return join(this.directory, 'data'); }

    /** With `listener` among the options, what is different at its one address. */
    async configure(more) {
        const own = this.listener ? `[[listener]]\naddress = "127.0.0.1"\nport = ${this.port}\n${pairs(this.listener)}\n\n` : '';
        await writeFile(this.configFile, own + render(more));
    }

    /** Starts on the data directory as it is, and on the same port as before. */
    async start() {
        const [first, ...words] = [...this.within, program,
            'serve', '--config', this.configFile, '--data-dir', this.dataDirectory,
            ...this.listener ? [] : ['--listen', `127.0.0.1:${this.port}`], ...this.arguments];
        this.turnPage();
        await this.#giveKey();
        this.#child = spawn(first, words, { stdio: ['ignore', 'ignore', 'pipe'] });
        this.#child.stderr.setEncoding('utf8').on('data', text => {
            this.wholeLog += text;
            for (const look of [...this.#looks]) look();
        });
        const child = this.#child;
        this.#isOver = false;
        child.once('close', () => { this.#isOver ||= child === this.#child; }); // Only then all that it said is here.
        this.#exit = new Promise(resolve => child.once('exit', (code, signal) => resolve({ code, signal })));
        const ready = await this.logged(readyLine, startLimit);
        this.url = ready[1];
        this.port = Number(ready[2]);
    }

    /** The key of all tests, where it has none. */
    async #giveKey() {
        const keys = join(this.dataDirectory, 'keys');
        if (this.hasOwnKey || !process.env.SIGNING_KEYS || existsSync(keys)) return;
        await mkdir(this.dataDirectory, { mode: 0o700, recursive: true });
        await cp(process.env.SIGNING_KEYS, keys, { recursive: true });
    }

    get pid() { return this.#child.pid; }

    /** The first match of `pattern` in the log, waiting for it. */
    logged(pattern, limit = patience) {
        const child = this.#child;
        let look;
        let end;
        const match = new Promise((resolve, reject) => {
            look = () => {
                const found = pattern.exec(this.log);
                if (found) resolve(found);
            };
            end = code => reject(new Error(`linnetd ended with ${code} and did not say ${pattern}:\n${this.log}`));
            child.once('close', end);
            this.#looks.add(look);
            look();
            if (this.#isOver) end(child.exitCode);
        });
        return within(match, `said: ${pattern}`, { seen: () => this.log, limit }).finally(() => {
            this.#looks.delete(look);
            child.off('close', end);
        });
    }

    /** What makes whoever says it the owner, as long as there is none. */
    async ownerCode() { return (await this.logged(/owner with the code (\S+)\s/))[1]; }

    /** Waits until all of it works: a signing key of its own is made while it listens. */
    async ready() {
        const ask = async () => {
            const reply = await fetch(`${this.url}/readyz`);
            return { status: reply.status, text: await reply.text() };
        };
        await until(ask, 'ready', { isMeant: reply => reply.status === 200, limit: keyLimit, every: 200 });
    }

    /** What the administration answers on its machine to a GET of `path`. */
    async administration(path) {
        const socketPath = join(this.dataDirectory, 'operator.sock');
        const reply = await new Promise((resolve, reject) => {
            get({ socketPath, path: `/api/v1/admin/${path}` }, resolve).on('error', reject);
        });
        let text = '';
        for await (const data of reply.setEncoding('utf8')) text += data;
        if (reply.statusCode !== 200) throw new Error(`${path}: ${reply.statusCode} ${text}`);
        return JSON.parse(text);
    }

    status() { return this.administration('status'); }

    /** Waits until `user` has so many sockets open: that one is closed is noticed a little later. */
    async hasSocketsOf(user, count) {
        const path = `sessions?filter=${encodeURIComponent(`state:active user_id:${user}`)}`;
        const open = async () => (await this.administration(path)).items.reduce((sum, each) => sum + each.sockets, 0);
        await until(open, `${count} open sockets of ${user}`, { isMeant: sockets => sockets === count });
    }

    signal(name) { this.#child.kill(name); }

    /** Ends it as a power switch would. */
    async kill() {
        this.#child.kill('SIGKILL');
        return this.#exit;
    }

    /** Asks it to end, and waits. */
    async stop() {
        if (this.#child.exitCode === null && this.#child.signalCode === null) {
            this.#child.kill('SIGTERM');
            const timer = setTimeout(() => this.#child.kill('SIGKILL'), stopLimit);
            await this.#exit;
            clearTimeout(timer);
        }
        return this.#exit;
    }

    async dispose() {
        if (this.#child) await this.stop();
        await rm(this.directory, { recursive: true, force: true });
    }
}

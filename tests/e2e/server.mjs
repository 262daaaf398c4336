// SPDX-License-Identifier: GPL-3.0-or-later
// A real linnetd for one test file: its own data directory, a free port, only its own process.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

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

const readyLine = /ready on (https?:\/\/[0-9.]+:(\d+))/;
const startLimit = 20_000;
const stopLimit = 15_000;

export class Server {
    #child = null;
    #exit = null;
    log = '';
    /** Words that come before the program's and become it in the end. */
    within = [];

    static async create(options = {}) {
        const server = await Server.prepare(options);
        await server.start();
        return server;
    }

    /** As create(), but does not start it. */
    static async prepare(options = {}) {
        const server = new Server();
        server.directory = await mkdtemp(join(tmpdir(), 'linnet-e2e-'));
        server.configFile = join(server.directory, 'linnetd.conf');
        server.port = 0;
        server.listener = options.listener;
        await server.configure(options.settings ?? {});
        server.arguments = options.arguments ?? ['--dev'];
        return server;
    }

    get dataDirectory() { return join(this.directory, 'data'); }

    /** With `listener` among the options, what is different at its one address. */
    async configure(more) {
        const own = this.listener ? `[[listener]]\naddress = "127.0.0.1"\nport = 0\n${pairs(this.listener)}\n\n` : '';
        await writeFile(this.configFile, own + render(more));
    }

    /** Starts on the data directory as it is, and on the same port as before. */
    async start() {
        this.log = '';
        const [first, ...words] = [...this.within, program,
            'serve', '--config', this.configFile, '--data-dir', this.dataDirectory,
            ...this.listener ? [] : ['--listen', `127.0.0.1:${this.port}`], ...this.arguments];
        this.#child = spawn(first, words, { stdio: ['ignore', 'ignore', 'pipe'] });
        const child = this.#child;
        this.#exit = new Promise(resolve => child.once('exit', (code, signal) => resolve({ code, signal })));
        const ready = await this.logged(readyLine, startLimit);
        this.url = ready[1];
        this.port = Number(ready[2]);
    }

    get pid() { return this.#child.pid; }

    /** The first match of `pattern` in the log, waiting for it. */
    logged(pattern, limit = 5000) {
        const child = this.#child;
        return new Promise((resolve, reject) => {
            const finish = (act, value) => {
                clearTimeout(timer);
                child.stderr.off('data', onData);
                child.off('exit', onExit);
                act(value);
            };
            const look = () => {
                const match = pattern.exec(this.log);
                if (match) finish(resolve, match);
                return match;
            };
            const onData = data => { this.log += data; look(); };
            const onExit = code => finish(reject, new Error(`linnetd ended with ${code}:\n${this.log}`));
            const timer = setTimeout(
                () => finish(reject, new Error(`not logged: ${pattern}\n${this.log}`)), limit);
            if (look()) return;
            child.stderr.on('data', onData);
            child.once('exit', onExit);
            child.stderr.resume();
        });
    }

    /** Waits until all of it works: the first signing key is made while it listens. */
    async ready() {
        while ((await fetch(`${this.url}/readyz`)).status !== 200) await delay(50);
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

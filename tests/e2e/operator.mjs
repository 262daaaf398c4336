// SPDX-License-Identifier: GPL-3.0-or-later
// Somebody who runs a server, at a terminal.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freshPhone } from './client.mjs';
import { until } from './waiting.mjs';

/** Waits until `running` has written what `pattern` matches. */
async function saysWithin(running, pattern) {
    let isOver = false;
    running.ended.then(() => { isOver = true; });
    const look = () => pattern.exec(running.out) ?? (isOver && 'over');
    const found = await until(look, `said: ${pattern}`, { seen: () => [running.out, running.err] });
    if (found === 'over') throw new Error(`ended, and did not say ${pattern}:\n${running.out}\n${running.err}`);
    return found;
}

/** Somebody at a terminal of their own, where nothing is known yet. */
export class Operator {
    static async create(t) {
        const operator = new Operator();
        operator.folder = await mkdtemp(join(tmpdir(), 'linnetctl-'));
        t.after(() => rm(operator.folder, { recursive: true, force: true, maxRetries: 5 }));
        return operator;
    }

    get contextFile() { return join(this.folder, 'linnet', 'contexts.json'); }

    async context() {
        const { contexts, current } = JSON.parse(await readFile(this.contextFile, 'utf8'));
        return contexts[current];
    }

    /** Changes what is kept of the server that is asked. */
    async change(more) {
        const kept = JSON.parse(await readFile(this.contextFile, 'utf8'));
        Object.assign(kept.contexts[kept.current], more);
        await writeFile(this.contextFile, JSON.stringify(kept));
    }

    /** Starts linnetctl; `through` is a program, with its options, that starts it. */
    start(words, { input = '', environment = {}, through = [] } = {}) {
        const [program, ...rest] = [...through, process.env.LINNETCTL, ...words];
        const child = spawn(program, rest, {
            env: { PATH: process.env.PATH, TZ: 'UTC', XDG_CONFIG_HOME: this.folder, ...environment },
        });
        const running = { child, out: '', err: '' };
        child.stdout.on('data', data => { running.out += data; });
        child.stderr.on('data', data => { running.err += data; });
        child.stdin.on('error', () => {}); // It need not read what is there.
        if (input !== null) child.stdin.end(input); // Else somebody types while it runs.
        running.ended = new Promise(resolve => child.once('close', resolve));
        running.says = pattern => saysWithin(running, pattern);
        return running;
    }

    /** Runs linnetctl to its end, as start() does. */
    async run(words, options) {
        const running = this.start(words, options);
        const code = await running.ended;
        return { code, out: running.out, err: running.err };
    }

    async signIn(server, phone = freshPhone()) {
        const reply = await this.run(['login', phone, '--code-file', '-', '--server', server.url], { input: '123456\n' });
        assert.equal(reply.code, 0, reply.err);
        return reply;
    }
    /** Signs in at `server`, which nobody runs yet, and owns it from then on. */
    static async owner(t, server) {
        const operator = await Operator.create(t);
        await operator.signIn(server);
        const code = await server.ownerCode();
        const reply = await operator.run(['owner', 'claim', '--code-file', '-'], { input: `${code}\n` });
        assert.equal(reply.code, 0, reply.err);
        return operator;
    }
}

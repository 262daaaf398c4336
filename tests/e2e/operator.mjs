// SPDX-License-Identifier: GPL-3.0-or-later
// Somebody who runs a server, at a terminal.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freshPhone } from './client.mjs';

/** Somebody at a terminal of their own, where nothing is known yet. */
export class Operator {
    static async create(t) {
        const operator = new Operator();
        operator.folder = await mkdtemp(join(tmpdir(), 'linnetctl-'));
        t.after(() => rm(operator.folder, { recursive: true }));
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

    /** Runs linnetctl to its end; `through` is a program, with its options, that starts it. */
    async run(words, { input = '', environment = {}, through = [] } = {}) {
        const [program, ...rest] = [...through, process.env.LINNETCTL, ...words];
        const child = spawn(program, rest, {
            env: { PATH: process.env.PATH, TZ: 'UTC', XDG_CONFIG_HOME: this.folder, ...environment },
        });
        const texts = { out: '', err: '' };
        child.stdout.on('data', data => { texts.out += data; });
        child.stderr.on('data', data => { texts.err += data; });
        child.stdin.on('error', () => {}); // It need not read what is there.
        child.stdin.end(input);
        const code = await new Promise(resolve => child.once('close', resolve));
        return { code, ...texts };
    }

    async signIn(server, phone = freshPhone()) {
        const reply = await this.run(['login', phone, '--code-file', '-', '--server', server.url], { input: '123456\n' });
        assert.equal(reply.code, 0, reply.err);
        return reply;
    }
}

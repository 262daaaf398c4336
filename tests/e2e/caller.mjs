// SPDX-License-Identifier: GPL-3.0-or-later
// Requests from places of their own: all of 127/8 is this machine, and budgets are kept by address.
import { Agent, request } from 'node:http';

let nextPlace = 0;

/** A loopback address that nothing has called from yet. */
export function freshPlace() {
    nextPlace += 1;
    return `127.1.${nextPlace >> 8}.${nextPlace & 255}`;
}

/** Somebody at one place, over one connection. */
export class Caller {
    constructor(server, place = freshPlace()) {
        this.server = server;
        this.agent = new Agent({ keepAlive: true, maxSockets: 1, localAddress: place });
    }

    /** POSTs `body`; the reply's `took` is in milliseconds. */
    async post(path, body, token) {
        const text = JSON.stringify(body);
        const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
        if (token) headers.authorization = `Bearer ${token}`;
        const begun = process.hrtime.bigint();
        const reply = await this.#exchange(path, headers, text);
        const took = Number(process.hrtime.bigint() - begun) / 1e6;
        return { ...reply, took, body: reply.text ? JSON.parse(reply.text) : undefined };
    }

    #exchange(path, headers, body) {
        return new Promise((resolve, reject) => {
            const asked = request(this.server.url + path, { agent: this.agent, method: 'POST', headers }, reply => {
                let text = '';
                reply.setEncoding('utf8');
                reply.on('data', piece => { text += piece; });
                reply.on('end', () => resolve({ status: reply.statusCode, headers: reply.headers, text }));
                reply.on('error', reject);
            });
            asked.on('error', reject);
            asked.end(body);
        });
    }

    close() { this.agent.destroy(); }
}

/** One request, from `place`. */
export async function post(server, path, body, place) {
    const caller = new Caller(server, place);
    try {
        return await caller.post(path, body);
    } finally {
        caller.close();
    }
}

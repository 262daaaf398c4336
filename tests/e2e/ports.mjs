// SPDX-License-Identifier: GPL-3.0-or-later
// Ports for programs that come back to where they were. A port that the system chose may be another's by then, or the
// near end of a client that looks for its server; these are below those that the system gives away.
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

const first = 11_000;
const count = 20_800;
const held = []; // For as long as this process lives.
let tries = 0;

/** Listens as `options` say, and resolves with the server, or with why it cannot. */
function listen(options) {
    return new Promise(resolve => {
        const server = createServer().unref();
        server.once('error', error => resolve({ error })).listen(options, () => resolve({ server }));
    });
}

const close = server => new Promise(resolve => { server.close(resolve); });

/** Resolves with a UDP socket that has `port` until its process ends, or with nothing if another has it. */
function claim(port) {
    return new Promise(resolve => {
        const socket = createSocket('udp4').unref();
        socket.once('error', () => resolve()).bind({ address: '127.0.0.1', port, exclusive: true }, () => resolve(socket));
    });
}

/** Whether nobody listens there. A family that the machine does not have is free. */
async function isFree(host, port) {
    const { server, error } = await listen({ host, port, exclusive: true });
    if (server) await close(server);
    return server !== undefined || ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(error.code);
}

/** A port that is nobody's, and that no other test is given while this process lives. */
export async function freePort() {
    for (; tries < count; ) {
        // Processes begin far from each other: neighbouring ids are 13 ports apart, and a file needs few.
        const port = first + (process.pid * 13 + tries) % count;
        tries += 1;
        const mine = await claim(port);
        if (!mine) continue;
        held.push(mine);
        if (await isFree('127.0.0.1', port) && await isFree('::1', port)) return port;
    }
    throw new Error('every port is taken');
}

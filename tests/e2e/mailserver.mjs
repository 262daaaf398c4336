// SPDX-License-Identifier: GPL-3.0-or-later
// A real mail server for one test, and one that accepts a connection and then says nothing.
import { once } from 'node:events';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

import { freePort } from './ports.mjs';
import { until } from './waiting.mjs';

/** A fresh certificate for this machine, and the file of its authority: itself. */
export function certificate() {
    const folder = mkdtempSync(join(tmpdir(), 'linnet-certificate-'));
    const [key, cert] = ['key.pem', 'cert.pem'].map(name => join(folder, name));
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2',
        '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1',
        '-keyout', key, '-out', cert], { stdio: 'ignore' });
    return { key: readFileSync(key), cert: readFileSync(cert), caFile: cert };
}

/** The error a mail server answers a command with. */
export const refusal = (responseCode, text) => Object.assign(new Error(text), { responseCode });

export class MailServer {
    mails = [];
    attempts = 0;
    connections = 0;

    /** `options` are those of SMTPServer; `onRecipient` may throw a refusal. */
    static async start({ onRecipient = () => {}, port, ...options } = {}) {
        const server = new MailServer();
        server.smtp = new SMTPServer({
            authOptional: !options.onAuth,
            disabledCommands: options.key ? [] : ['STARTTLS'],
            logger: false,
            closeTimeout: 100, // Clients keep their connections for the next mail.
            ...options,
            onConnect: (session, done) => { server.connections += 1; done(); },
            onRcptTo: (address, session, done) => {
                server.attempts += 1;
                try { onRecipient(address.address, server.attempts); } catch (error) { return done(error); }
                return done();
            },
            onData: (stream, session, done) => { server.#take(stream, session).then(() => done(), done); },
        });
        server.smtp.on('error', () => {}); // A client that hangs up is none of ours.
        server.smtp.listen(port ?? await freePort(), '127.0.0.1'); // Another one may come back to it.
        await once(server.smtp.server, 'listening');
        return server;
    }

    get port() { return this.smtp.server.address().port; }

    async #take(stream, session) {
        // The session is the connection's, and forgets a mail that is taken.
        const { secure, user } = session;
        const recipients = session.envelope.rcptTo.map(each => each.address);
        this.mails.push({ secure, user, recipients, ...await simpleParser(stream) });
    }

    /** The mails, once there are `count`. */
    async received(count = 1) {
        return until(() => this.mails, `${count} mails`, {
            isMeant: mails => mails.length >= count,
            seen: () => this.mails.map(mail => [mail.to?.text, mail.subject]),
        });
    }

    stop() { return new Promise(resolve => { this.smtp.close(resolve); }); }
}

/** Stands between a client and the mail server at `port`, and hides that it knows STARTTLS. */
export class Downgrader {
    said = ''; // By clients.
    #sockets = new Set();

    static async start(port) {
        const downgrader = new Downgrader();
        downgrader.server = createServer(client => downgrader.#relay(client, connect(port, '127.0.0.1')))
            .listen(0, '127.0.0.1');
        await once(downgrader.server, 'listening');
        return downgrader;
    }

    get port() { return this.server.address().port; }

    #relay(client, server) {
        client.on('data', data => { this.said += data.toString('latin1'); server.write(data); });
        server.on('data', data => { client.write(data.toString('latin1').replace(/STARTTLS/g, 'XSTARTXX'), 'latin1'); });
        for (const [one, other] of [[client, server], [server, client]]) {
            this.#sockets.add(one);
            one.on('error', () => {}).on('close', () => other.destroy());
        }
    }

    stop() {
        for (const socket of this.#sockets) socket.destroy();
        return new Promise(resolve => { this.server.close(resolve); });
    }
}

/** Accepts connections, reads, and never answers. */
export class SilentServer {
    connections = 0;
    #sockets = new Set();

    static async start() {
        const silent = new SilentServer();
        silent.server = createServer(socket => {
            silent.connections += 1;
            silent.#sockets.add(socket);
            socket.on('error', () => {}).resume();
        }).listen(await freePort(), '127.0.0.1'); // A mail server may come where it was.
        await once(silent.server, 'listening');
        return silent;
    }

    get port() { return this.server.address().port; }

    connected(count = 1) {
        return until(() => this.connections, `${count} connections`, { isMeant: connections => connections >= count });
    }

    stop() {
        for (const socket of this.#sockets) socket.destroy();
        return new Promise(resolve => { this.server.close(resolve); });
    }
}

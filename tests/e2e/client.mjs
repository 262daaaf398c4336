// SPDX-License-Identifier: GPL-3.0-or-later
// A person at a device: REST calls, one socket, and all that the socket has heard.
import { io } from 'socket.io-client';
import io2 from 'socket.io-client-2';
import io3 from 'socket.io-client-3';
import { io as io40 } from 'socket.io-client-4.0';
import { io as io44 } from 'socket.io-client-4.4';

import { patience, until, within } from './waiting.mjs';

/** socket.io-client, by its version. */
const openers = { '2.5': io2, '3.1': io3, '4.0': io40, '4.4': io44, '4.8': io };
export const versions = Object.keys(openers);

let nextNumber = 0;

/** A number that nobody else in this process has. */
export function freshPhone() {
    nextNumber += 1;
    return `+4915${String(process.pid % 1000).padStart(3, '0')}${String(nextNumber).padStart(6, '0')}`;
}

export class Client {
    heard = [];

    constructor(server, phone, device) {
        Object.assign(this, { server, phone, device });
    }

    /** Signs in with the development code. */
    static async signIn(server, phone = freshPhone(), device = 'device-1') {
        const client = new Client(server, phone, device);
        await client.signIn();
        return client;
    }

    async signIn() {
        await this.post('/api/v1/auth/request-otp', { phoneNumber: this.phone });
        const reply = await this.post('/api/v1/auth/verify-otp',
            { phoneNumber: this.phone, otp: '123456', deviceId: this.device });
        if (reply.status !== 200) throw new Error(`sign-in: ${reply.status} ${reply.text}`);
        this.take(reply.body);
        this.user = reply.body.user;
    }

    take(tokens) {
        this.accessToken = tokens.accessToken;
        this.refreshToken = tokens.refreshToken;
    }

    async request(method, path, body) {
        const isForm = body instanceof FormData;
        const headers = { 'user-agent': 'node' }; // Versions of Node.js call themselves otherwise.
        if (this.accessToken) headers.authorization = `Bearer ${this.accessToken}`;
        if (body && !isForm) headers['content-type'] = 'application/json';
        const reply = await fetch(this.server.url + path, {
            method, headers, body: body && !isForm ? JSON.stringify(body) : body,
        });
        const text = await reply.text();
        const isJson = reply.headers.get('content-type')?.includes('json');
        return { status: reply.status, headers: reply.headers, text, body: isJson ? JSON.parse(text) : undefined };
    }

    get(path) { return this.request('GET', path); }
    post(path, body) { return this.request('POST', path, body); }
    put(path, body) { return this.request('PUT', path, body); }
    delete(path) { return this.request('DELETE', path); }

    /** The id of the direct conversation with `other`. */
    async directChat(other) {
        const reply = await this.post('/api/v1/chat/conversations/direct', { recipientId: other.user.id });
        return reply.body.conversation.id;
    }

    /** Opens a socket; of the versions, 2.5 speaks Engine.IO 3. */
    async connect({ version = '4.8', ...options } = {}) {
        const open = openers[version];
        const auth = version === '2.5' ? { extraHeaders: { authorization: `Bearer ${this.accessToken}` } }
            : { auth: done => done({ token: this.accessToken }) };
        this.socket = open(this.server.url, { forceNew: true, reconnectionDelay: 50, reconnectionDelayMax: 200, ...auth, ...options });
        this.#listen();
        await within(new Promise((resolve, reject) => {
            this.socket.once('connect', resolve);
            this.socket.once('connect_error', reject);
            this.socket.once('error', reject);
        }), 'a socket');
        return this;
    }

    #listen() {
        const hear = (event, ...values) => this.heard.push({ event, data: values[0] });
        if (this.socket.onAny) {
            this.socket.onAny(hear);
            return;
        }
        const original = this.socket.onevent; // The old client has no onAny().
        this.socket.onevent = packet => { original.call(this.socket, packet); hear(...packet.data); };
    }

    /** What was heard as `event` and passes `test`, waiting for the first. */
    async hears(event, test = () => true) {
        const find = () => this.heard.find(each => each.event === event && test(each.data));
        return (await until(find, event, { seen: () => this.heard.slice(-20) })).data;
    }

    all(event) { return this.heard.filter(each => each.event === event).map(each => each.data); }

    /** Emits `event` and resolves with the acknowledgement. */
    ask(event, data, limit = patience) {
        const reply = new Promise(resolve => { this.socket.emit(event, data, resolve); });
        return within(reply, `the acknowledgement of ${event}`, { seen: () => this.heard.slice(-20), limit });
    }

    tell(event, data) { this.socket.emit(event, data); }

    /** Resolves when all that was told before has been dealt with: events of a socket are in order. */
    async settle() { await this.ask('sync:request', { lastSyncTimestamp: '9999-01-01T00:00:00.000Z' }); }

    send(conversationId, textContent, more = {}) {
        return this.ask('message:send', { conversationId, contentType: 'text', textContent, ...more });
    }

    close() { this.socket?.close(); }
}

/** Two people who know each other's conversation, both with open sockets. */
export async function pair(server, options) {
    const alice = await Client.signIn(server);
    const bob = await Client.signIn(server);
    await alice.connect(options);
    await bob.connect(options);
    const conversation = await alice.directChat(bob);
    return { alice, bob, conversation };
}

/**
 * Resolves when `other` has heard all that was told before: a message from `person`, in a chat of their own, comes after
 * it. Whoever hears nothing has then really heard nothing.
 */
export async function caughtUp(person, other) {
    const sent = await person.send(await person.directChat(other), 'after all that');
    if (!sent.success) throw new Error(JSON.stringify(sent));
    return other.hears('message:new', each => each.id === sent.message.id);
}

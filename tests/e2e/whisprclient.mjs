// SPDX-License-Identifier: GPL-3.0-or-later
// A person at a page of the whispr family: cookies as a browser keeps them, a socket, an EventSource.
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { EventSource } from 'eventsource';
import { simpleParser } from 'mailparser';
import { io } from 'socket.io-client';

import { setCookies } from './setcookies.mjs';
import { until, within } from './waiting.mjs';

const password = 'correct horse battery';
let nextNumber = 0;

/** The texts of all mails to `address`, the newest last: a development server keeps them in a folder. */
async function mailsTo(server, address) {
    const folder = join(server.directory, 'data', 'mail');
    const names = await readdir(folder).catch(() => []);
    const mails = await Promise.all(names.filter(name => name.endsWith('.eml')).sort()
        .map(async name => simpleParser(await readFile(join(folder, name)))));
    return mails.filter(mail => mail.to?.text.includes(address)).map(mail => mail.text);
}

export class WhisprClient {
    heard = [];
    news = [];
    cookies = new Map();

    constructor(server, username) {
        nextNumber += 1;
        Object.assign(this, { server, username: username ?? `person.${process.pid}.${nextNumber}`, password });
        this.email = `${this.username}@example.org`;
        // Codes are counted by where they are asked for from, and a test's people live in many places.
        this.place = { 'x-forwarded-for': `10.${process.pid % 200}.${nextNumber >> 8}.${nextNumber & 255}` };
    }

    /** A new account, signed in as the pages do it. */
    static async signUp(server, username) {
        const client = new WhisprClient(server, username);
        await client.register();
        await client.signIn();
        return client;
    }

    register(more = {}) {
        return this.post('/v1/auth/register',
            { username: this.username, email: this.email, password: this.password, ...more });
    }

    async signIn() {
        await this.post('/v1/auth/login', { email: this.email, password: this.password });
        const reply = await this.post('/v1/auth/verify-otp', { email: this.email, otp: await this.mailedCode() });
        if (reply.status !== 200) throw new Error(`sign-in: ${reply.status} ${reply.text}`);
        Object.assign(this, { accessToken: reply.body.accessToken, refreshToken: reply.body.refreshToken });
        const self = await this.get('/v1/user/currentUser');
        this.id = self.body.currentUser._id;
        return reply;
    }

    mailed(pattern) {
        return until(async () => (await mailsTo(this.server, this.email))
            .map(text => pattern.exec(text)).filter(Boolean).at(-1)?.[1], `a mail to ${this.email} with ${pattern}`);
    }

    /** The texts of the mails to this person, as soon as there are `least`. */
    mails(least) {
        return until(() => mailsTo(this.server, this.email), `mail number ${least} to ${this.email}`,
            { isMeant: texts => texts.length >= least });
    }

    mailedCode() { return this.mailed(/^\s*(\d{6})\s*$/m); }
    mailedLink() { return this.mailed(/(https?:\S+token=\S+)/); }

    async request(method, path, body, more = {}) {
        const headers = { ...this.place, ...more };
        if (this.cookies.size > 0 && !headers.authorization)
            headers.cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
        if (body) headers['content-type'] = 'application/json';
        const reply = await fetch(this.server.url + path, { method, headers, body: body && JSON.stringify(body) });
        for (const cookie of setCookies(reply.headers)) {
            const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
            this.cookies.set(name, value);
        }
        const text = await reply.text();
        const isJson = reply.headers.get('content-type')?.includes('json');
        return { status: reply.status, headers: reply.headers, text, body: isJson ? JSON.parse(text) : undefined };
    }

    get(path, headers) { return this.request('GET', path, undefined, headers); }
    post(path, body, headers) { return this.request('POST', path, body, headers); }
    put(path, body) { return this.request('PUT', path, body); }
    delete(path, body) { return this.request('DELETE', path, body); }

    /** Opens a socket that proves itself, or with `byUserId` one that only says whose it is. */
    async connect({ byUserId = false } = {}) {
        const proof = byUserId ? { query: { userId: this.id } } : { auth: { token: this.accessToken } };
        this.socket = io(this.server.url, { forceNew: true, extraHeaders: this.place, ...proof });
        this.socket.onAny((event, ...values) => this.heard.push({ event, data: values[0] }));
        await within(new Promise((resolve, reject) => {
            this.socket.once('connect', resolve);
            this.socket.once('connect_error', reject);
        }), `a socket of ${this.username}`);
        return this;
    }

    /** What was heard as `event` and passes `test`, waiting for the first. */
    async hears(event, test = () => true) {
        const find = () => this.heard.find(each => each.event === event && test(each.data));
        return (await until(find, `${event} for ${this.username}`, { seen: () => this.heard.slice(-20) })).data;
    }

    count(event) { return this.heard.filter(each => each.event === event).length; }

    /** Opens a chat's window, and waits until the server knows. */
    open(chatId) { return this.#ask('joinRoom', chatId); }
    leave(chatId) { return this.#ask('leaveRoom', chatId); }

    #ask(event, value) {
        const reply = new Promise(resolve => { this.socket.emit(event, value, resolve); });
        return within(reply, `the acknowledgement of ${event}`, { seen: () => this.heard.slice(-20) });
    }

    /** Listens to notifications as the pages do: with cookies, or by their user's id alone. */
    async listen({ byUserId = false } = {}) {
        const path = `/api/notifications/events${byUserId ? `?userId=${this.id}` : ''}`;
        const cookie = byUserId ? {} : { cookie: `accessToken=${this.accessToken}` };
        const headers = { ...this.place, ...cookie };
        this.feed = new EventSource(this.server.url + path,
            { fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, ...headers } }) });
        this.feed.onmessage = message => this.news.push(JSON.parse(message.data));
        return within(new Promise((resolve, reject) => {
            this.feed.addEventListener('ping', message => resolve(message.data));
            this.feed.onerror = reject;
        }), `an event stream of ${this.username}`);
    }

    hearsNews(type) {
        return until(() => this.news.find(each => each.type === type), `${type} for ${this.username}`,
            { seen: () => this.news });
    }

    async befriend(other) {
        await this.post('/v1/friend/sendFriendRequest', { receiverId: other.id });
        await other.post('/v1/friend/acceptFriendRequest', { senderId: this.id });
        return (await this.chats())[0]._id;
    }

    async chats() { return (await this.get('/v1/chat/user-chats')).body.chats; }
    async messages(chatId) { return (await this.get(`/v1/chat/message/${chatId}`)).body.messages; }

    send(chatId, content, tempId = randomUUID()) {
        return this.post(`/v1/chat/message/${chatId}`, { content, tempId });
    }

    close() {
        this.socket?.close();
        this.feed?.close();
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
// A page in a browser: fetch with its cookies and its origin, and one socket that hears.
import { io } from 'socket.io-client';

import { setCookies } from './setcookies.mjs';
import { patience, until, within } from './waiting.mjs';

let nextNumber = 0;

/** An e-mail address that nobody else in this process has. */
export function freshEmail() {
    nextNumber += 1;
    return `person${process.pid}-${nextNumber}@example.org`;
}

/** A picture of one pixel, as a page sends it. */
export const picture = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

export class Browser {
    cookies = new Map();
    setCookies = [];
    heard = [];

    constructor(server, { origin = 'http://localhost:5173' } = {}) {
        Object.assign(this, { server, origin });
    }

    get cookieHeader() {
        return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    }

    async request(method, path, body, more = {}) {
        const headers = { origin: this.origin, ...more };
        if (this.cookies.size > 0) headers.cookie = this.cookieHeader;
        if (this.token) headers.authorization = `Bearer ${this.token}`;
        if (body !== undefined) headers['content-type'] ??= 'application/json';
        const reply = await fetch(this.server.url + path, {
            method, headers, body: typeof body === 'object' ? JSON.stringify(body) : body,
        });
        this.#keep(setCookies(reply.headers));
        const text = await reply.text();
        const isJson = reply.headers.get('content-type')?.includes('json');
        return { status: reply.status, headers: reply.headers, text, body: isJson && text ? JSON.parse(text) : undefined };
    }

    #keep(setCookies) {
        this.setCookies = setCookies;
        for (const each of setCookies) {
            const [, name, value] = /^([^=]+)=([^;]*)/.exec(each);
            if (/max-age=0(;|$)/i.test(each)) this.cookies.delete(name);
            else this.cookies.set(name, value);
        }
    }

    get(path) { return this.request('GET', path); }
    post(path, body) { return this.request('POST', path, body); }
    put(path, body) { return this.request('PUT', path, body); }
    patch(path, body) { return this.request('PATCH', path, body); }

    /** Opens a socket. What it is opened with says who it is, as the family's pages do. */
    async connect(options = {}) {
        const { path = '', ...rest } = options;
        this.socket = io(this.server.url + path, { forceNew: true, reconnection: false, ...rest });
        this.socket.onAny((event, ...values) => this.heard.push({ event, data: values[0] }));
        await within(new Promise((resolve, reject) => {
            this.socket.once('connect', resolve);
            this.socket.once('connect_error', reject);
        }), 'a socket');
        return this;
    }

    /** What was heard as `event` and passes `test`, waiting for the first. */
    async hears(event, test = () => true) {
        const find = () => this.heard.find(each => each.event === event && test(each.data));
        return (await until(find, event, { seen: () => this.heard.slice(-20) })).data;
    }

    all(event) { return this.heard.filter(each => each.event === event).map(each => each.data); }
    tell(event, data) { this.socket.emit(event, data); }
    ask(event, data) { return this.socket.timeout(patience).emitWithAck(event, data); }
    close() { this.socket?.close(); }
}

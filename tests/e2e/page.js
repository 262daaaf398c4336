// SPDX-License-Identifier: GPL-3.0-or-later
// What the test's pages have in common: how front ends call, listen and show.

/** As axios does with credentials. */
async function call(method, url, body, headers = {}) {
    const reply = await fetch(url, {
        method, credentials: 'include',
        headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await reply.text();
    const isJson = reply.headers.get('content-type')?.includes('json');
    return { status: reply.status, body: isJson ? JSON.parse(text) : text };
}

/** Sends the bytes of `data`, a data URL, as the file of a form. */
async function upload(url, data, name, headers) {
    const form = new FormData();
    form.append('file', await (await fetch(data)).blob(), name);
    const reply = await fetch(url, { method: 'POST', credentials: 'include', headers, body: form });
    return { status: reply.status, body: await reply.json() };
}

/** Opens a socket and resolves with the transports it has gone through, the last of them `wanted`. */
function connect(url, options, wanted) {
    return new Promise((resolve, reject) => {
        window.heard = [];
        window.socket = io(url, { forceNew: true, reconnection: false, ...options });
        const { engine } = window.socket.io;
        const transports = [];
        const look = () => {
            if (window.socket.connected && transports.at(-1) === wanted) resolve(transports);
        };
        const note = () => {
            transports.push(engine.transport.name);
            look();
        };
        engine.on('open', note);
        engine.on('upgrade', note);
        window.socket.onAny((event, data) => window.heard.push({ event, data }));
        window.socket.on('connect_error', reject);
        window.socket.on('connect', look);
    });
}

/** What `find` finds, looking again and again; `seen` is for the error where it finds nothing. */
function found(find, what, seen) {
    const end = Date.now() + 30_000;
    return new Promise((resolve, reject) => {
        const look = () => {
            const one = find();
            if (one) resolve(one);
            else if (Date.now() > end) reject(new Error(`no ${what}; seen last: ${JSON.stringify(seen()).slice(-4000)}`));
            else setTimeout(look, 20);
        };
        look();
    });
}

/** What the socket has heard as `event` and passes `test`, waiting for the first. */
async function hears(event, test = () => true) {
    const one = await found(() => window.heard.find(each => each.event === event && test(each.data)), event, () => window.heard);
    return one.data;
}

/** Shows a picture; with `crossOrigin`, its pixels are to be readable. Resolves with its size. */
function show(url, crossOrigin) {
    return new Promise((resolve, reject) => {
        const picture = new Image();
        if (crossOrigin) picture.crossOrigin = crossOrigin;
        picture.onerror = () => reject(new Error(`not shown: ${url}`));
        picture.onload = () => {
            const canvas = document.createElement('canvas');
            canvas.getContext('2d').drawImage(picture, 0, 0);
            if (crossOrigin) canvas.toDataURL(); // Throws for what the page may not read.
            resolve([picture.naturalWidth, picture.naturalHeight]);
        };
        picture.src = url;
    });
}

/** Opens an event stream. */
function listen(url) {
    return new Promise((resolve, reject) => {
        window.told = [];
        window.stream = new EventSource(url, { withCredentials: true });
        window.stream.addEventListener('message:new', event => window.told.push(JSON.parse(event.data)));
        window.stream.onopen = () => resolve(window.stream.readyState);
        window.stream.onerror = () => reject(new Error('the stream failed'));
    });
}

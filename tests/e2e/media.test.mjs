// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { deflateSync, gzipSync } from 'node:zlib';

import { Client } from './client.mjs';
import { Server } from './server.mjs';
import { until } from './waiting.mjs';

// One red pixel.
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC', 'base64');

/** Node.js 18 has no function for it, but ends what it compresses with it and the length. */
const crc32 = bytes => gzipSync(bytes).subarray(-8).readUInt32LE();

/** A grey picture, uncompressed but for the form of it. */
function greyPng(width, height) {
    const chunk = (name, data) => {
        const body = Buffer.concat([Buffer.from(name), data]);
        const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
        length.writeUInt32BE(data.length);
        check.writeUInt32BE(crc32(body));
        return Buffer.concat([length, body, check]);
    };
    const header = Buffer.alloc(13);
    header.writeUInt32BE(width, 0);
    header.writeUInt32BE(height, 4);
    header[8] = 8; // Bits of a pixel; grey, whole, not interlaced.
    const pixels = deflateSync(Buffer.alloc((width + 1) * height));
    return Buffer.concat([png.subarray(0, 8), chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

let server;
let alice;
before(async () => {
    server = await Server.create();
    alice = await Client.signIn(server);
});
after(() => server?.dispose());

function upload(bytes, name, type) {
    const form = new FormData();
    form.append('file', new Blob([bytes], { type }), name);
    return alice.post('/api/v1/media/upload', form);
}

test('an image goes up, and comes down whole and in ranges', async () => {
    const reply = await upload(png, 'red.png', 'image/png');
    assert.equal(reply.status, 200, reply.text);
    assert.match(reply.body.mediaUrl, /^\/api\/v1\/media\/files\//);
    assert.equal(reply.body.contentType, 'image');
    assert.equal(reply.body.originalName, 'red.png');

    const other = await fetch(server.url + reply.body.mediaUrl.replace('/files/', '/serve/'));
    assert.deepEqual([other.status, other.headers.get('content-type')], [200, 'image/png']);
    const whole = await fetch(server.url + reply.body.mediaUrl);
    assert.equal(whole.status, 200);
    assert.equal(whole.headers.get('content-type'), 'image/png');
    assert.equal(whole.headers.get('x-content-type-options'), 'nosniff');
    const bytes = Buffer.from(await whole.arrayBuffer());
    assert.equal(bytes.length, reply.body.mediaSize);

    const part = await fetch(server.url + reply.body.mediaUrl, { headers: { range: 'bytes=1-3' } });
    assert.equal(part.status, 206);
    assert.deepEqual(Buffer.from(await part.arrayBuffer()), bytes.subarray(1, 4));
});

test('a large image comes with a small one, which is served to anybody', async () => {
    const reply = await upload(greyPng(900, 600), 'grey.png', 'image/png');
    assert.equal(reply.status, 200, reply.text);
    const name = reply.body.mediaUrl.split('/').at(-1);
    assert.equal(reply.body.mediaThumbnail, `/api/v1/media/thumbnails/thumb_${name}`);
    const small = await fetch(server.url + reply.body.mediaThumbnail);
    assert.equal(small.status, 200);
    assert.match(small.headers.get('content-type'), /^image\//);
    assert.ok((await small.arrayBuffer()).byteLength > 0);
});

test('a picture of each kind is one, with a small one or without', async () => {
    const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
    const webp = Buffer.from('UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAsBMJaQAA3AA/vgfgAA=', 'base64');
    for (const [bytes, type] of [[png, 'image/png'], [gif, 'image/gif'], [webp, 'image/webp']]) {
        const reply = await upload(bytes, 'picture', type);
        assert.equal(reply.status, 200, `${type}: ${reply.text}`);
        assert.equal(reply.body.contentType, 'image');
        const shown = await fetch(server.url + reply.body.mediaUrl);
        assert.deepEqual([shown.status, shown.headers.get('content-type')], [200, type]);
        if (type !== 'image/webp') assert.ok(reply.body.mediaThumbnail); // Its reader is not everywhere.
    }
});

test('a page that calls itself an image is kept as a document, and never shown', async () => {
    const reply = await upload('<html><script>alert(1)</script></html>', 'a.png', 'image/png');
    assert.equal(reply.status, 200);
    assert.equal(reply.body.contentType, 'document');
    const served = await fetch(server.url + reply.body.mediaUrl);
    assert.match(served.headers.get('content-disposition'), /^attachment/);
    assert.equal(served.headers.get('x-content-type-options'), 'nosniff');
    assert.doesNotMatch(served.headers.get('content-type'), /html|image/);
});

test('what is no known kind of file is refused', async () => {
    const reply = await upload(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0]), 'a.png', 'image/png');
    assert.equal(reply.status, 415);
});

test('what is larger than allowed is refused', async () => {
    const reply = await upload(Buffer.alloc(26 << 20), 'big.pdf', 'application/pdf').then(
        each => each.status, () => 413); // The connection may close before all is written.
    assert.equal(reply, 413);
});

test('a form without a file is refused', async () => {
    const reply = await alice.post('/api/v1/media/upload', new FormData());
    assert.equal(reply.status, 400);
});

test('a name that was guessed finds nothing', async () => {
    assert.equal((await fetch(`${server.url}/api/v1/media/files/0123456789abcdef.png`)).status, 404);
});

test('what a killed server had begun to receive is gone after its next start', async () => {
    const folder = join(server.dataDirectory, 'media', 'incoming');
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {}); // It is reset.
    const part = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n';
    socket.write(`POST /api/v1/media/upload HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${alice.accessToken}\r\n`
        + `Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n${part}half of it`);
    await until(() => readdir(folder), 'a file that is received', { isMeant: files => files.length === 1 });
    await server.kill();
    socket.destroy();
    assert.equal((await readdir(folder)).length, 1);
    await server.start();
    assert.deepEqual(await readdir(folder), []);
    assert.equal((await upload(png, 'red.png', 'image/png')).status, 200);
});

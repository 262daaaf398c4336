// SPDX-License-Identifier: GPL-3.0-or-later

/** The cookies that `headers` of an answer set, one each: what getSetCookie() is where Node.js has it. */
export function setCookies(headers) {
    if (headers.getSetCookie) return headers.getSetCookie();
    // Joined by commas, as times have one, too: what follows one of these is no name of a cookie.
    return headers.get('set-cookie')?.split(/, (?=[^;,=]+=)/) ?? [];
}

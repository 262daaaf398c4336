// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/httpcookies.h"

namespace linnet {

namespace {

void readInto(Cookies &cookies, QByteArrayView header)
{
    while (!header.isEmpty()) {
        const qsizetype end = header.indexOf(';');
        const QByteArrayView pair = end < 0 ? header : header.first(end);
        header = end < 0 ? QByteArrayView() : header.sliced(end + 1);
        const qsizetype equals = pair.indexOf('=');
        const QByteArray name = pair.first(std::max<qsizetype>(equals, 0)).trimmed().toByteArray();
        if (name.isEmpty() || cookies.contains(name))
            continue;
        const QByteArray value = pair.sliced(equals + 1).trimmed().toByteArray();
        cookies.insert(name, QByteArray::fromPercentEncoding(value));
    }
}

} // namespace

Cookies readCookies(const net::Headers &headers)
{
    Cookies cookies;
    for (const net::Header &header : headers) {
        if (header.name == "cookie")
            readInto(cookies, header.value);
    }
    return cookies;
}

QByteArray setCookie(const Cookie &cookie, Wire wire)
{
    QByteArray text = cookie.name + '=' + cookie.value.toPercentEncoding();
    text += "; Max-Age=" + QByteArray::number(qint64(cookie.lifetime.count())) + "; Path=/";
    if (cookie.readers == Cookie::Readers::Server)
        text += "; HttpOnly";
    text += cookie.sameSite == Cookie::SameSite::Strict ? "; SameSite=Strict" : "; SameSite=Lax";
    if (wire == Wire::Secure)
        text += "; Secure";
    return text;
}

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/credentials.h"

namespace linnet {

namespace {

constexpr QByteArrayView Scheme = "bearer";

bool isBearer(const QByteArray &authorization)
{
    return authorization.first(std::min(authorization.size(), Scheme.size()))
               .compare(Scheme, Qt::CaseInsensitive)
        == 0;
}

QByteArray bearerToken(const QByteArray &authorization)
{
    const QByteArray rest = authorization.sliced(Scheme.size());
    return rest.startsWith(' ') ? rest.trimmed() : QByteArray();
}

} // namespace

AccessToken accessToken(const net::Headers &headers, const Cookies &cookies)
{
    const QByteArray authorization = headers.value("authorization");
    if (isBearer(authorization)) // One that is broken stays broken, whatever the cookies say.
        return {bearerToken(authorization), false};
    for (const char *name : {"accessToken", "jwt", "token"}) {
        const QByteArray token = cookies.value(name);
        if (!token.isEmpty())
            return {token, true};
    }
    return {};
}

} // namespace linnet

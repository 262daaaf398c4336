// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/gateway/handshakeclaims.h"

#include "common/protocol/jsontext.h"
#include "server/transport/http/httpcookies.h"

#include <QJsonObject>
#include <QUrlQuery>

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

//! \return what follows the scheme in \p text; nothing unless it begins with that.
std::optional<QByteArray> bearerToken(const QByteArray &text)
{
    constexpr QByteArrayView Prefix = "bearer ";
    const QByteArray beginning = text.first(std::min(text.size(), Prefix.size()));
    if (beginning.compare(Prefix, Qt::CaseInsensitive) != 0)
        return std::nullopt;
    return text.sliced(Prefix.size()).trimmed();
}

//! A script that has no user yet writes one of these.
bool isNobodyYet(const QString &user)
{
    return user.isEmpty() || user == u"undefined" || user == u"null";
}

} // namespace

HandshakeClaims readClaims(const Handshake &handshake)
{
    const auto parsed = parseJson(handshake.auth);
    const QJsonObject payload = parsed ? parsed->toObject() : QJsonObject();
    const net::Request &request = *handshake.request;

    HandshakeClaims claims;
    claims.token = payload[u"token"_s].toString().toUtf8();
    if (claims.token.isEmpty())
        claims.token = bearerToken(request.headers.value("authorization")).value_or(QByteArray());
    else // Some clients write here what they write into the header.
        claims.token = bearerToken(claims.token).value_or(claims.token);
    claims.cookies = cookieTokens(request.headers);
    claims.dialect = payload[u"dialect"_s].toString();
    QString user = payload[u"userId"_s].toString();
    if (isNobodyYet(user))
        user = QUrlQuery(QString::fromUtf8(request.query))
                   .queryItemValue(u"userId"_s, QUrl::FullyDecoded);
    if (!isNobodyYet(user))
        claims.user = UserId::parse(user).value_or(UserId());
    return claims;
}

std::vector<QByteArray> cookieTokens(const net::Headers &headers)
{
    const Cookies cookies = readCookies(headers);
    std::vector<QByteArray> tokens;
    for (const char *name : {"accessToken", "jwt", "token"}) {
        if (const QByteArray token = cookies.value(name); !token.isEmpty())
            tokens.push_back(token);
    }
    return tokens;
}

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/cookie/cookiedialect.h"

#include "server/api/mirror.h"
#include "server/dialects/cookie/cookieauth.h"
#include "server/dialects/cookie/cookiechat.h"
#include "server/dialects/cookie/cookieerrors.h"
#include "server/dialects/cookie/cookieevents.h"

namespace linnet::cookie {

struct CookieDialect::Apis
{
    CookieAuthApi auth;
    CookieChatApi chat;
};

CookieDialect::CookieDialect(const CookieServices &services)
    : m_apis(new Apis{CookieAuthApi(services), CookieChatApi(services)})
{}

CookieDialect::~CookieDialect() = default;

//! Builds of the family's pages for production have one prefix for each of its two services.
QList<Endpoint> CookieDialect::endpoints()
{
    QList<Endpoint> rows = m_apis->auth.endpoints() + m_apis->chat.endpoints();
    rows = mirrored(std::move(rows), "/api/auth", "/api/user/auth");
    rows = mirrored(std::move(rows), "/api/users", "/api/user/users");
    return mirrored(std::move(rows), "/api/messages", "/api/message/messages");
}

std::vector<SocketEvent> CookieDialect::encodeFor(const Event &event, const QString &origin) const
{
    return cookie::encode(event, origin);
}

Error CookieDialect::translate(Error error) const
{
    return cookie::translate(std::move(error));
}

QJsonObject CookieDialect::errorBody(const Error &error) const
{
    return cookie::errorBody(error);
}

QString CookieDialect::connectError(const Error &error) const
{
    return cookie::translate(error).message;
}

} // namespace linnet::cookie

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialects/cookie/cookieservices.h"
#include "server/dialects/shared/pagedialect.h"

#include <memory>

namespace linnet::cookie {

//! \brief Clients that keep their token in a cookie, and know people instead of chats.
//!
//! Sign-in, a person's profile and the history of a chat are rows of the mern dialect, whose
//! clients ask for them under the same paths.
class CookieDialect : public PageDialect
{
public:
    explicit CookieDialect(const CookieServices &services);
    ~CookieDialect() override;

    QLatin1String name() const override { return Name; }
    QList<Endpoint> endpoints() override;
    std::vector<SocketEvent> encodeFor(const Event &event, const QString &origin) const override;
    Error translate(Error error) const override;
    QJsonObject errorBody(const Error &error) const override;
    QString connectError(const Error &error) const override;

private:
    struct Apis;
    std::unique_ptr<Apis> m_apis;
};

} // namespace linnet::cookie

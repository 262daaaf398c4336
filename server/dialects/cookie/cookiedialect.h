// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/dialect.h"
#include "server/dialects/cookie/cookieservices.h"

#include <memory>

namespace linnet::cookie {

//! \brief Clients that keep their token in a cookie, and know people instead of chats.
//!
//! Sign-in, a person's profile and the history of a chat are rows of the mern dialect, whose
//! clients ask for them under the same paths.
class CookieDialect : public Dialect
{
public:
    explicit CookieDialect(const CookieServices &services);
    ~CookieDialect() override;

    QLatin1String name() const override { return Name; }
    ReceiptSource receipts() const override { return ReceiptSource::Presence; }
    PresenceNews presence() const override { return PresenceNews::List; }
    SocketProof socketProof() const override { return SocketProof::NamedUser; }
    QList<Endpoint> endpoints() override;
    std::vector<SocketEvent> encode(const Event &event) const override;
    bool showsUrls() const override { return true; }
    std::vector<SocketEvent> encodeFor(const Event &event, const QString &origin) const override;
    Error translate(Error error) const override;
    QJsonObject errorBody(const Error &error) const override;
    QJsonObject errorAcknowledgement(const Error &error) const override;
    QString connectError(const Error &error) const override;

private:
    struct Apis;
    std::unique_ptr<Apis> m_apis;
};

} // namespace linnet::cookie

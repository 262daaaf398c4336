// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/dialect.h"
#include "server/dialects/mern/mernservices.h"

#include <memory>

namespace linnet::mern {

//! \brief Clients of the pattern that many of them share: accounts with passwords, chats, messages.
//!
//! What they ask for under the paths of the cookie dialect is answered here, for both.
class MernDialect : public Dialect
{
public:
    explicit MernDialect(const MernServices &services);
    ~MernDialect() override;

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

} // namespace linnet::mern

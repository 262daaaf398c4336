// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/dialect.h"

namespace linnet::whispr {

//! \brief What the family's pages hear beside their sockets, as server-sent events: that somebody
//! asks to be a friend, or has said yes.
class WhisprFeed : public Dialect
{
public:
    QLatin1String name() const override;
    QList<Endpoint> endpoints() override { return {}; }
    std::vector<SocketEvent> encode(const Event &event) const override;
    SocketProof socketProof() const override { return SocketProof::NamedUser; }
    bool showsUrls() const override { return true; }
    std::vector<SocketEvent> encodeFor(const Event &event, const QString &origin) const override;
    QJsonObject errorBody(const Error &error) const override;
    QJsonObject errorAcknowledgement(const Error &error) const override;
    QString connectError(const Error &error) const override;
};

} // namespace linnet::whispr

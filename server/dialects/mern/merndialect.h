// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialects/mern/mernservices.h"
#include "server/dialects/shared/pagedialect.h"

#include <memory>

namespace linnet::mern {

//! \brief Clients of the pattern that many of them share: accounts with passwords, chats, messages.
//!
//! What they ask for under the paths of the cookie dialect is answered here, for both.
class MernDialect : public PageDialect
{
public:
    explicit MernDialect(const MernServices &services);
    ~MernDialect() override;

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

} // namespace linnet::mern

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/http/httppart.h"

#include <QObject>

namespace linnet {

//! \brief A WebSocket at /ws-echo that says what it hears.
class WebSocketEchoPart : public HttpPart
{
public:
    bool handles(QByteArrayView path) const override;
    void handle(net::Request request, net::Reply reply) override;
    net::UpgradePlan planUpgrade(const net::Request &request) override;
    void opened(std::unique_ptr<net::WebSocket> socket, net::Request request) override;
    void drain(Farewell &farewell) override;

private:
    QObject m_sockets; // Parent of those that are open.
};

} // namespace linnet

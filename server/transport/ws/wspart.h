// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/http/httppart.h"
#include "server/transport/http/requestrules.h"
#include "server/transport/sockets/deadline.h"
#include "server/transport/ws/wssocket.h"

#include <unordered_map>

namespace linnet {

//! \brief The plain WebSocket endpoint of one I/O thread: subprotocol linnet.v1.
class WsPart : public HttpPart
{
public:
    static constexpr auto Subprotocol = "linnet.v1";

    //! \p rules outlive the part.
    WsPart(WsSettings settings, const LiveRules &rules, std::shared_ptr<DeadlineQueue> deadlines);
    ~WsPart() override;

    size_t socketCount() const { return m_sockets.size(); }

    bool handles(QByteArrayView path) const override;
    //! Only WebSockets come here: 426.
    void handle(net::Request request, net::Reply reply) override;
    net::UpgradePlan planUpgrade(const net::Request &request) override;
    void opened(std::unique_ptr<net::WebSocket> socket, net::Request request) override;
    void drain(Farewell &farewell) override;

private:
    const WsSettings m_settings;
    const LiveRules &m_rules;
    const std::shared_ptr<DeadlineQueue> m_deadlines;
    std::unordered_map<const WsSocket *, std::shared_ptr<WsSocket>> m_sockets;
};

} // namespace linnet

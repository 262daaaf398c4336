// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/http/httppart.h"
#include "server/transport/http/requestrules.h"
#include "server/transport/sockets/farewell.h"

namespace linnet {

//! \brief What one I/O thread serves: finds the part for a path, and sees to what all replies
//! share.
class HttpApplication : public net::Application
{
public:
    //! \p parts are asked in order; the last one takes what no other does. \p rules outlive this.
    HttpApplication(const LiveRules &rules, std::vector<std::unique_ptr<HttpPart>> parts);

    net::BodyPlan planBody(const net::Request &head) override;
    void handle(net::Request request, net::Reply reply) override;
    net::UpgradePlan planUpgrade(const net::Request &request) override;
    void completeRefusal(net::Response &refusal, const net::Request &request) override;
    void opened(std::unique_ptr<net::WebSocket> socket, net::Request request) override;
    void drain(std::function<void()> done) override;

private:
    HttpPart &partFor(QByteArrayView path);
    net::Headers commonHeaders(const net::Request &request) const;

    const LiveRules &m_rules;
    std::vector<std::unique_ptr<HttpPart>> m_parts;
    Farewell m_farewell;
    bool m_isGoingDown = false;
};

} // namespace linnet

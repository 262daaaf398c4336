// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/application.h"
#include "server/net/iothread.h"
#include "server/transport/gateway/socketgateway.h"
#include "server/transport/http/httpapplication.h"
#include "server/transport/hub/hub.h"

namespace linnet {

//! \brief What one I/O thread serves, with the sockets of those who are signed in there.
class ThreadApplication : public net::Application
{
public:
    using MakeParts = std::function<std::vector<std::unique_ptr<HttpPart>>(SocketGateway &)>;

    //! \p hub and what \p parts refer to outlive the application.
    ThreadApplication(Hub &hub, net::IoThread &thread, const GatewayContext &context,
                      const LiveRules &rules, const MakeParts &makeParts)
        : m_hub(hub)
        , m_thread(thread.index())
        , m_local(hub.directory(), thread.index(), context.observer)
        , m_gateway(context, m_local)
        , m_http(rules, makeParts(m_gateway))
    {
        hub.attach(m_thread, m_local, thread.mailbox());
    }
    ~ThreadApplication() override { m_hub.detach(m_thread); }
    Q_DISABLE_COPY_MOVE(ThreadApplication)

    net::BodyPlan planBody(const net::Request &head) override { return m_http.planBody(head); }
    void handle(net::Request request, net::Reply reply) override
    {
        m_http.handle(std::move(request), std::move(reply));
    }
    net::UpgradePlan planUpgrade(const net::Request &request) override
    {
        return m_http.planUpgrade(request);
    }
    void completeRefusal(net::Response &refusal, const net::Request &request) override
    {
        m_http.completeRefusal(refusal, request);
    }
    void opened(std::unique_ptr<net::WebSocket> socket, net::Request request) override
    {
        m_http.opened(std::move(socket), std::move(request));
    }
    void drain(std::function<void()> done) override
    {
        m_gateway.goDown();
        m_http.drain(std::move(done));
    }

private:
    Hub &m_hub;
    const int m_thread;
    LocalHub m_local;
    SocketGateway m_gateway;
    HttpApplication m_http; //!< Goes first: its sockets take themselves off the hub.
};

} // namespace linnet

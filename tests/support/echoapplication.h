// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/application.h"
#include "server/net/iothread.h"
#include "server/net/server.h"

#include <functional>
#include <memory>

namespace linnet::test {

//! \brief What a test server does; every part can be replaced. Called on the I/O threads.
struct Behaviour
{
    //! By default: 200 with "METHOD path?query\n" and the body.
    std::function<void(net::Request, net::Reply)> handle;
    //! By default: 1 MiB in memory.
    std::function<net::BodyPlan(const net::Request &)> planBody;
    //! By default: 404.
    std::function<net::UpgradePlan(const net::Request &, net::IoThread &)> planUpgrade;
    //! By default: the socket echoes, and lives until it is closed.
    std::function<void(std::unique_ptr<net::WebSocket>, net::Request)> opened;
    //! By default: at once.
    std::function<void(std::function<void()> done)> drain;
};

//! \brief An application for tests of what lies below one.
class EchoApplication : public net::Application
{
public:
    EchoApplication(net::IoThread &thread, Behaviour behaviour);

    net::BodyPlan planBody(const net::Request &head) override;
    void handle(net::Request request, net::Reply reply) override;
    net::UpgradePlan planUpgrade(const net::Request &request) override;
    void opened(std::unique_ptr<net::WebSocket> socket, net::Request request) override;
    void drain(std::function<void()> done) override;

private:
    net::IoThread &m_thread;
    Behaviour m_behaviour;
};

//! \return settings with which a client has all the time that a busy machine takes from it.
net::ServerSettings patientSettings();

//! \return a started server with one listener on a free port of 127.0.0.1 unless \p settings names
//! others; null, with a warning, where it cannot start.
std::unique_ptr<net::Server> startServer(Behaviour behaviour = {},
                                         net::ServerSettings settings = patientSettings());

} // namespace linnet::test

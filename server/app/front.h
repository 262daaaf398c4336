// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/dialectparts.h"
#include "server/app/frontsettings.h"
#include "server/net/application.h"
#include "server/transport/gateway/socketgateway.h"
#include "server/transport/http/endpointcontext.h"
#include "server/transport/http/httppart.h"
#include "server/transport/hub/hub.h"
#include "server/transport/socketio/enginepeers.h"

#include <atomic>

namespace linnet {

//! \brief What meets the clients: all that can be asked for, who judges it, and what each I/O
//! thread serves.
class Front
{
public:
    static Result<std::unique_ptr<Front>> make(const Config &config, const Options &options,
                                               const ServerParts &parts);
    ~Front();
    Q_DISABLE_COPY_MOVE(Front)

    //! Serves as \p settings and \p config say, whom connects from now on and whoever is there.
    void configure(FrontSettings settings, const Config &config);

    //! \return what \p thread serves. Called on that thread; the front outlives it.
    std::unique_ptr<net::Application> makeApplication(net::IoThread &thread);

    Metrics &metrics() { return *m_metrics; }
    //! \return what all endpoints are served with.
    const EndpointContext &endpoints() const { return *m_context; }

private:
    Front(const Config &config, const Options &options, FrontSettings settings,
          const ServerParts &parts);

    void serve(std::unique_ptr<const EndpointTable> table, CpuPool &pool);
    void countNamedUsers();
    std::vector<std::unique_ptr<HttpPart>> makeParts(net::IoThread &thread, SocketGateway &gateway);

    DialectParts m_dialects;
    std::unique_ptr<const EndpointTable> m_table;
    RateLimiter m_limiter;
    RecentCallers m_recent;
    NamedUsers m_named;
    Gate m_gate;
    std::unique_ptr<Metrics> m_metrics;
    std::unique_ptr<Dispatcher> m_dispatcher;
    std::unique_ptr<EndpointContext> m_context;
    const NetworkList m_metricsReaders = NetworkList::loopback();
    LiveRules m_rules;
    const std::shared_ptr<socketio::LiveSettings> m_engineSettings;
    std::atomic<std::chrono::milliseconds> m_connectTimeout;
    Live<WebRoot> m_webRoot; //!< Empty: no web client is served.
    Hub &m_hub;
    std::unique_ptr<SocketObserver> m_observer;
    const std::function<void(std::shared_ptr<ClientSocket>, SocketOwner, Timestamp)> m_replay;
    const std::shared_ptr<socketio::EnginePeers> m_engines;
    const std::shared_ptr<net::BodyBudget> m_unfinished; //!< Of messages of sockets.
};

} // namespace linnet

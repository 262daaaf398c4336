// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/front.h"

#include "server/app/chatobserver.h"
#include "server/app/eventreplay.h"
#include "server/app/frontsettings.h"
#include "server/app/threadapplication.h"
#include "server/services/identity/privatefile.h"
#include "server/transport/http/endpointpart.h"
#include "server/transport/http/metricspart.h"
#include "server/transport/http/webpart.h"
#include "server/transport/socketio/socketioserver.h"
#include "server/transport/sse/ssepart.h"
#include "server/transport/ws/wspart.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

QString incomingFolder(const Config &config)
{
    return inDataDirectory(config, config.media.directory) + u"/incoming"_s;
}

} // namespace

Front::Front(const Config &config, const Options &options, Foundation &foundation,
             IdentityParts &identity, ChatParts &chat)
    : m_config(config)
    , m_dialects(config, options, foundation, identity, chat)
    , m_limiter(rateSettings(config))
    , m_recent({foundation.bus, std::bind_front(&SessionService::list, &identity.sessions),
                identity.revoked, foundation.clock},
               recentSettings(config, m_dialects.all()))
    , m_gate(identity.authenticator, m_limiter, &m_recent)
    , m_cors(corsPolicy(config))
    , m_hub(foundation.bus, threadCount(config))
    , m_observer(std::make_unique<ChatObserver>(chat))
    , m_replay(std::bind_front(&replayEvents, &chat.sync))
    , m_engines(std::make_shared<socketio::EnginePeers>())
{}

Front::~Front() = default;

Result<std::unique_ptr<Front>> Front::make(const Config &config, const Options &options,
                                           Foundation &foundation, IdentityParts &identity,
                                           ChatParts &chat)
{
    std::unique_ptr<Front> front(new Front(config, options, foundation, identity, chat));
    auto table = EndpointTable::make(front->m_dialects.all());
    if (!table)
        return table.error();
    if (auto made = makePrivateDirectory(incomingFolder(config)); !made)
        return made.error();
    auto proxies = NetworkList::parse(config.trustedProxies);
    if (!proxies)
        return proxies.error();
    front->serve(std::move(*table), *proxies, foundation.cpu);
    return front;
}

void Front::serve(std::unique_ptr<const EndpointTable> table, const NetworkList &proxies,
                  CpuPool &pool)
{
    m_table = std::move(table);
    m_metrics = std::make_unique<Metrics>(*m_table);
    countNamedUsers();
    m_dispatcher = std::make_unique<Dispatcher>(m_gate, *m_metrics);
    m_context.reset(new EndpointContext{
        .table = *m_table,
        .fallback = m_dialects.system,
        .gate = m_gate,
        .dispatcher = *m_dispatcher,
        .proxies = proxies,
        .offload = [&pool](auto work) { return pool.submit(std::move(work)); },
        .uploads = {incomingFolder(m_config), m_config.media.largestUpload},
        .bodies = {.json = m_config.jsonBody, .jsonWithFile = m_config.jsonWithFile},
        .longBodies = std::make_shared<BodyBudget>(),
        .publicUrl = m_config.node.publicUrl,
        .cors = m_cors,
        .dialects = dialectsByListener(m_config)});
    m_webRoot = WebRoot::scan(m_config.webDirectory);
}

void Front::countNamedUsers()
{
    m_metrics->addCounter("linnet_named_sockets_admitted_total",
                          "Sockets let in that named a user and proved nothing.",
                          [this] { return double(m_named.admitted); });
    m_metrics->addCounter("linnet_named_sockets_refused_total",
                          "Sockets refused that named a user and proved nothing.",
                          [this] { return double(m_named.refused); });
    m_metrics->addCounter("linnet_named_sockets_dropped_total",
                          "Sockets that named a user and turned out to be another's.",
                          [this] { return double(m_named.dropped); });
}

std::unique_ptr<net::Application> Front::makeApplication(net::IoThread &thread)
{
    const GatewayContext context{*m_table,
                                 m_gate,
                                 *m_dispatcher,
                                 *m_observer,
                                 m_recent,
                                 m_named,
                                 m_dialects.phone,
                                 m_context->proxies,
                                 m_config.socketsPerSession,
                                 m_config.node.publicUrl,
                                 m_context->dialects,
                                 m_cors,
                                 m_replay};
    return std::make_unique<ThreadApplication>(
        m_hub, thread, context, m_cors,
        [this, &thread](SocketGateway &gateway) { return makeParts(thread, gateway); });
}

std::vector<std::unique_ptr<HttpPart>> Front::makeParts(net::IoThread &thread,
                                                        SocketGateway &gateway)
{
    const ConnectHandler welcome = [&gateway](const std::shared_ptr<ClientSocket> &socket) {
        gateway.welcome(socket);
    };
    const socketio::ServerRules rules{
        .connectTimeout = m_config.socketIo.connectTimeout,
        // Production builds of some clients connect to these instead of the default one.
        .nameSpaces = {{"/", "/"}, {"/message", "/"}, {"/socket", "/"}},
        .connected = welcome};
    const auto deadlines = std::make_shared<DeadlineQueue>();
    std::vector<std::unique_ptr<HttpPart>> parts;
    parts.push_back(socketio::makeSocketIoServer(engineSettings(m_config, m_cors), rules,
                                                 {thread, deadlines, m_engines}));
    parts.push_back(std::make_unique<WsPart>(wsSettings(m_config, m_cors, welcome), deadlines));
    parts.push_back(std::make_unique<SsePart>(sseSettings(welcome), deadlines));
    parts.push_back(std::make_unique<SsePart>(eventSettings(welcome), deadlines));
    parts.push_back(std::make_unique<MetricsPart>(*m_context, *m_metrics, m_metricsReaders));
    if (!m_webRoot.isEmpty())
        parts.push_back(std::make_unique<WebPart>(*m_context, m_webRoot));
    parts.push_back(std::make_unique<EndpointPart>(*m_context));
    return parts;
}

} // namespace linnet

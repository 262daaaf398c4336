// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/front.h"

#include "common/core/privatefile.h"
#include "server/api/apireference.h"
#include "server/api/eventreference.h"
#include "server/app/chatobserver.h"
#include "server/app/eventreplay.h"
#include "server/app/staffobserver.h"
#include "server/app/threadapplication.h"
#include "server/transport/http/endpointpart.h"
#include "server/transport/http/incomingfile.h"
#include "server/transport/http/metricspart.h"
#include "server/transport/http/webpart.h"
#include "server/transport/socketio/socketioserver.h"
#include "server/transport/sse/ssepart.h"
#include "server/transport/ws/wspart.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

//! What is no row is served before the table is asked: see makeParts().
std::vector<OtherPath> pathsBesideTheTable()
{
    std::vector<OtherPath> paths{{u"/metrics"_s, u"system.metrics"_s, u"system"_s}};
    for (const SseSettings &stream : {sseSettings({}), eventSettings({}), adminEventSettings({})}) {
        for (const QByteArray &path : stream.paths)
            paths.push_back({QString::fromLatin1(path), u"events"_s,
                             QString::fromLatin1(stream.dialect), Access::User});
    }
    return paths;
}

} // namespace

Front::Front(const Config &config, const Options &options, FrontSettings settings,
             const ServerParts &parts)
    : m_dialects(config, options, parts)
    , m_limiter(std::move(settings.rates))
    , m_recent({parts.foundation.bus,
                std::bind_front(&SessionService::list, &parts.identity.sessions),
                parts.identity.revoked, parts.foundation.clock},
               recentSettings(config, m_dialects.all()))
    , m_gate(parts.identity.authenticator, parts.admin.staff, m_limiter, &m_recent)
    , m_rules(std::move(settings.rules))
    , m_engineSettings(std::make_shared<socketio::LiveSettings>(std::move(settings.engine)))
    , m_connectTimeout(settings.connectTimeout)
    , m_webRoot(std::move(settings.web))
    , m_hub(parts.hub)
    , m_observer(std::make_unique<StaffObserver>(std::make_unique<ChatObserver>(parts.chat),
                                                 parts.admin.feed))
    , m_replay(std::bind_front(&replayEvents, &parts.recent, &parts.chat.sync))
    , m_engines(std::make_shared<socketio::EnginePeers>())
    , m_unfinished(std::make_shared<net::BodyBudget>())
{}

Front::~Front() = default;

Result<std::unique_ptr<Front>> Front::make(const Config &config, const Options &options,
                                           const ServerParts &parts)
{
    auto settings = frontSettings(config);
    if (!settings)
        return settings.error();
    if (auto made = makePrivateDirectory(settings->rules.uploads.folder); !made)
        return made.error();
    IncomingFile::removeLeftovers(settings->rules.uploads);
    std::unique_ptr<Front> front(new Front(config, options, std::move(*settings), parts));
    auto table = EndpointTable::make(front->m_dialects.all());
    if (!table)
        return table.error();
    const QString version = QStringLiteral(LINNET_VERSION);
    front->m_dialects.system.setReferences(openApiDocument(**table, version, pathsBesideTheTable()),
                                           asyncApiDocument(**table, version));
    front->serve(std::move(*table), parts.foundation.cpu);
    return front;
}

void Front::configure(FrontSettings settings, const Config &config)
{
    m_rules.replace(std::move(settings.rules));
    m_engineSettings->replace(std::move(settings.engine));
    m_connectTimeout = settings.connectTimeout;
    m_webRoot.replace(std::move(settings.web));
    m_limiter.configure(std::move(settings.rates));
    m_recent.configure(recentSettings(config, m_dialects.all()));
    m_dialects.configure(config);
}

void Front::serve(std::unique_ptr<const EndpointTable> table, CpuPool &pool)
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
        .rules = m_rules,
        .offload = [&pool](auto work) { return pool.submit(std::move(work)); },
        .offloadOptional =
            [&pool](auto work) { return pool.submit(std::move(work), CpuPool::Worth::Optional); }});
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
    const GatewayContext context{*m_table, m_gate,           *m_dispatcher, *m_observer, m_recent,
                                 m_named,  m_dialects.phone, m_rules,       m_replay};
    return std::make_unique<ThreadApplication>(
        m_hub, thread, context, m_rules,
        [this, &thread](SocketGateway &gateway) { return makeParts(thread, gateway); });
}

std::vector<std::unique_ptr<HttpPart>> Front::makeParts(net::IoThread &thread,
                                                        SocketGateway &gateway)
{
    const ConnectHandler welcome = [&gateway](const std::shared_ptr<ClientSocket> &socket) {
        gateway.welcome(socket);
    };
    const socketio::ServerRules rules{
        .connectTimeout = [this] { return m_connectTimeout.load(); },
        // Production builds of some clients connect to these instead of the default one.
        .nameSpaces = {{"/", "/"}, {"/message", "/"}, {"/socket", "/"}},
        .connected = welcome};
    const auto deadlines = std::make_shared<DeadlineQueue>();
    std::vector<std::unique_ptr<HttpPart>> parts;
    parts.push_back(socketio::makeSocketIoServer(
        m_engineSettings, rules, {thread, deadlines, m_engines, m_context->bodies, m_unfinished}));
    WsSettings plainSockets = wsSettings(welcome, m_engineSettings);
    plainSockets.unfinished = m_unfinished;
    parts.push_back(std::make_unique<WsPart>(std::move(plainSockets), m_rules, deadlines));
    parts.push_back(std::make_unique<SsePart>(sseSettings(welcome), deadlines));
    parts.push_back(std::make_unique<SsePart>(eventSettings(welcome), deadlines));
    parts.push_back(std::make_unique<SsePart>(adminEventSettings(welcome), deadlines));
    parts.push_back(std::make_unique<MetricsPart>(*m_context, *m_metrics, m_metricsReaders));
    parts.push_back(std::make_unique<WebPart>(*m_context, m_webRoot));
    parts.push_back(std::make_unique<EndpointPart>(*m_context));
    return parts;
}

} // namespace linnet

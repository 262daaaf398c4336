// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/front.h"

#include "server/app/threadapplication.h"
#include "server/services/identity/privatefile.h"
#include "server/transport/http/metricspart.h"
#include "server/transport/socketio/socketioserver.h"
#include "server/transport/ws/wspart.h"

#include <QLoggingCategory>
#include <QStorageInfo>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(log, "linnet.app")

constexpr qint64 LeastFreeBytes = 64 << 20;

QCoro::Task<> tellPresence(PresenceService *presence, bool isConnected, UserId user,
                           SessionId session)
{
    try {
        if (isConnected)
            co_await presence->connected(user, session);
        else
            co_await presence->disconnected(user, session);
    } catch (const std::exception &exception) {
        qCWarning(log) << "presence could not be told:" << exception.what();
    }
}

//! \brief Tells the presence service who comes and goes.
class PresenceObserver : public SocketObserver
{
public:
    explicit PresenceObserver(PresenceService &presence)
        : m_presence(presence)
    {}

    void connected(UserId user, SessionId session) override
    {
        tellPresence(&m_presence, true, user, session);
    }
    void disconnected(UserId user, SessionId session) override
    {
        tellPresence(&m_presence, false, user, session);
    }

private:
    PresenceService &m_presence;
};

QCoro::Task<Result<>> checkDatabase(Database *database)
{
    co_return co_await database->read([](Stores &) { return Result<>(); });
}

QCoro::Task<Result<>> checkDisk(CpuPool *pool, QString directory)
{
    const auto available = co_await pool->run(
        [directory]() -> Result<qint64> { return QStorageInfo(directory).bytesAvailable(); });
    if (!available)
        co_return available.error();
    if (*available < LeastFreeBytes)
        co_return Error{Error::Kind::Unavailable, "disk_full"_L1, u"The disk is nearly full."_s,
                        u"%1 has %2 bytes left"_s.arg(directory).arg(*available)};
    co_return Result<>();
}

QCoro::Task<Result<>> checkKeys(const KeyRing *keys)
{
    if (!keys->hasKey())
        co_return Error{Error::Kind::Unavailable, "no_key"_L1, u"The signing key is being made."_s};
    co_return Result<>();
}

std::vector<HealthCheck> healthChecks(const Config &config, Foundation &foundation,
                                      const IdentityParts &identity)
{
    return {
        {u"database"_s, std::bind(&checkDatabase, foundation.database.get())},
        {u"disk"_s, std::bind(&checkDisk, &foundation.errands, config.node.dataDirectory)},
        {u"keys"_s, std::bind(&checkKeys, identity.keys.get())},
    };
}

phone::PhoneServices phoneServices(IdentityParts &identity, ChatParts &chat)
{
    return {identity.auth,      identity.codes, identity.sessions, chat.people,
            chat.conversations, chat.groups,    chat.messages,     chat.receipts,
            chat.sync,          chat.typing,    chat.media};
}

RateSettings rateSettings(const Config &config)
{
    RateSettings settings;
    if (!config.rateLimits)
        settings.exempt = NetworkList::parse({u"0.0.0.0/0"_s, u"::/0"_s}).value();
    return settings;
}

CorsPolicy corsPolicy(const Config &config)
{
    QByteArrayList origins;
    for (const QString &origin : config.corsOrigins) {
        if (origin == u"loopback"_s)
            origins += CorsPolicy::loopbackOrigins();
        else
            origins += origin.toUtf8();
    }
    return CorsPolicy(origins);
}

socketio::EngineSettings engineSettings(const Config &config, const CorsPolicy &cors)
{
    socketio::EngineSettings settings;
    settings.path = config.socketIo.path.toUtf8();
    settings.pingInterval = config.socketIo.pingInterval;
    settings.pingTimeout = config.socketIo.pingTimeout;
    settings.maxPayload = config.socketIo.maxPayload;
    settings.allowsPolling = config.socketIo.transports.contains(u"polling"_s);
    settings.allowsWebSocket = config.socketIo.transports.contains(u"websocket"_s);
    settings.allowsVersion3 = config.socketIo.allowEio3;
    settings.cors = cors;
    return settings;
}

WsSettings wsSettings(const Config &config, const CorsPolicy &cors, const ConnectHandler &welcome)
{
    WsSettings settings;
    settings.maxMessage = config.socketIo.maxPayload;
    settings.cors = cors;
    settings.connected = welcome;
    return settings;
}

QString incomingFolder(const Config &config)
{
    return inDataDirectory(config, config.media.directory) + u"/incoming"_s;
}

} // namespace

Front::Front(const Config &config, const Options &options, Foundation &foundation,
             IdentityParts &identity, ChatParts &chat, int threads)
    : m_config(config)
    , m_system(
          healthChecks(config, foundation, identity),
          [keys = identity.keys.get()] { return keys->toJwks(); }, foundation.clock)
    , m_phone(phoneServices(identity, chat),
              options.isDevelopment ? phone::PhoneAuthApi::Mode::Development
                                    : phone::PhoneAuthApi::Mode::Production)
    , m_conformance(identity.kept ? std::make_unique<ConformanceDialect>(m_system, *identity.kept)
                                  : nullptr)
    , m_limiter(rateSettings(config))
    , m_gate(identity.authenticator, m_limiter)
    , m_cors(corsPolicy(config))
    , m_hub(foundation.bus, threads)
    , m_observer(std::make_unique<PresenceObserver>(chat.presence))
    , m_engines(std::make_shared<socketio::EnginePeers>())
{}

Front::~Front() = default;

std::vector<Dialect *> Front::dialects()
{
    std::vector<Dialect *> dialects = {&m_system, &m_phone};
    if (m_conformance)
        dialects.push_back(m_conformance.get());
    return dialects;
}

Result<std::unique_ptr<Front>> Front::make(const Config &config, const Options &options,
                                           Foundation &foundation, IdentityParts &identity,
                                           ChatParts &chat, int threads)
{
    std::unique_ptr<Front> front(new Front(config, options, foundation, identity, chat, threads));
    auto table = EndpointTable::make(front->dialects());
    if (!table)
        return table.error();
    if (auto made = makePrivateDirectory(incomingFolder(config)); !made)
        return made.error();
    auto proxies = NetworkList::parse(config.trustedProxies);
    if (!proxies)
        return proxies.error();
    front->m_table = std::move(*table);
    front->m_metrics = std::make_unique<Metrics>(*front->m_table);
    front->m_dispatcher = std::make_unique<Dispatcher>(front->m_gate, *front->m_metrics);
    front->m_context.reset(new EndpointContext{
        .table = *front->m_table,
        .fallback = front->m_system,
        .gate = front->m_gate,
        .dispatcher = *front->m_dispatcher,
        .proxies = *proxies,
        .offload = [pool = &foundation.cpu](auto work) { return pool->submit(std::move(work)); },
        .uploads = {incomingFolder(config), config.media.largestUpload},
        .mostJson = config.jsonBody});
    return front;
}

std::unique_ptr<net::Application> Front::makeApplication(net::IoThread &thread)
{
    const GatewayContext context{*m_table,
                                 m_gate,
                                 *m_dispatcher,
                                 *m_observer,
                                 m_phone,
                                 m_context->proxies,
                                 m_config.socketsPerSession};
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
    parts.push_back(std::make_unique<MetricsPart>(*m_context, *m_metrics, m_metricsReaders));
    parts.push_back(std::make_unique<EndpointPart>(*m_context));
    return parts;
}

} // namespace linnet

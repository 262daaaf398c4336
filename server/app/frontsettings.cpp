// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/frontsettings.h"

#include "server/app/foundation.h"

#include <QThread>
#include <QUrl>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

//! \return whether what "whispr" names as other families do is its own at \p listener.
bool isForCodes(const Config::Listener &listener)
{
    const QStringList &served = listener.dialects;
    const bool isShared = served.contains(u"mern"_s) || served.contains(u"cookie"_s);
    return listener.apiAuthLogin == u"otp"_s || (served.contains(u"whispr"_s) && !isShared);
}

} // namespace

Result<FrontSettings> frontSettings(const Config &config)
{
    auto proxies = NetworkList::parse(config.trustedProxies);
    if (!proxies)
        return proxies.error();
    const CorsPolicy cors = corsPolicy(config);
    return FrontSettings{
        .rules = {.proxies = std::move(*proxies),
                  .publicUrl = config.node.publicUrl,
                  .cors = cors,
                  .dialects = dialectsByListener(config),
                  .substitutes = substitutesByListener(config),
                  .uploads = uploadSettings(config),
                  .bodies = {.json = config.jsonBody, .jsonWithFile = config.jsonWithFile},
                  .mostMessage = config.socketIo.maxPayload,
                  .socketsPerSession = config.socketsPerSession},
        .engine = engineSettings(config, cors),
        .connectTimeout = config.socketIo.connectTimeout,
        .rates = rateSettings(config),
        .web = WebRoot::scan(config.web.directory, config.web.contentSecurityPolicy.toLatin1())};
}

int threadCount(const Config &config)
{
    return config.threads > 0 ? config.threads : QThread::idealThreadCount();
}

RateSettings rateSettings(const Config &config)
{
    RateSettings settings;
    if (!config.rateLimits)
        settings.exempt = NetworkList::parse({u"0.0.0.0/0"_s, u"::/0"_s}).value();
    return settings;
}

RecentCallers::Settings recentSettings(const Config &config, const std::vector<Dialect *> &dialects)
{
    using Trust = RecentCallers::Trust;
    RecentCallers::Settings settings;
    settings.window = config.socketIo.userIdWindow;
    if (config.socketIo.userId == u"off")
        settings.trust = Trust::Nothing;
    else if (config.socketIo.userId == u"on")
        settings.trust = Trust::Anything;
    for (const Dialect *dialect : dialects) {
        if (dialect->socketProof() == SocketProof::NamedUser)
            settings.dialects.insert(dialect->name());
    }
    return settings;
}

std::map<int, QStringList> dialectsByListener(const Config &config)
{
    std::map<int, QStringList> dialects;
    for (size_t index = 0; index < config.listeners.size(); ++index) {
        const QStringList &own = config.listeners[index].dialects;
        if (!own.isEmpty())
            dialects.emplace(int(index), own);
    }
    if (!config.operatorSocket.isEmpty()) // It is the last listener.
        dialects.emplace(int(config.listeners.size()), QStringList{u"admin"_s});
    return dialects;
}

UploadSettings uploadSettings(const Config &config)
{
    return {inDataDirectory(config, config.media.directory) + u"/incoming"_s,
            config.media.largestUpload};
}

std::map<int, QHash<QByteArray, QByteArray>> substitutesByListener(const Config &config)
{
    std::map<int, QHash<QByteArray, QByteArray>> substitutes;
    for (size_t index = 0; index < config.listeners.size(); ++index) {
        if (isForCodes(config.listeners[index]))
            substitutes[int(index)] = {{"/api/auth/register", "/v1/auth/register"},
                                       {"/api/auth/login", "/v1/auth/login"},
                                       {"/api/auth/refresh-token", "/v1/auth/refresh-token"}};
    }
    return substitutes;
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
    if (!config.node.publicUrl.isEmpty())
        origins += config.node.publicUrl.toLatin1();
    const QString host = QUrl(config.node.publicUrl).host(QUrl::FullyEncoded);
    return CorsPolicy(origins, host.toLatin1());
}

socketio::EngineSettings engineSettings(const Config &config, const CorsPolicy &cors)
{
    socketio::EngineSettings settings;
    settings.path = config.socketIo.path.toUtf8();
    settings.pingInterval = config.socketIo.pingInterval;
    for (size_t index = 0; index < config.listeners.size(); ++index) {
        const auto interval = config.listeners[index].pingInterval;
        if (interval > Config::Duration::zero())
            settings.pingIntervals.emplace(int(index), interval);
    }
    settings.pingTimeout = config.socketIo.pingTimeout;
    settings.maxPayload = config.socketIo.maxPayload;
    settings.allowsPolling = config.socketIo.transports.contains(u"polling"_s);
    settings.allowsWebSocket = config.socketIo.transports.contains(u"websocket"_s);
    settings.allowsVersion3 = config.socketIo.allowEio3;
    settings.cors = cors;
    if (auto proxies = NetworkList::parse(config.trustedProxies))
        settings.proxies = std::move(*proxies);
    return settings;
}

WsSettings wsSettings(const ConnectHandler &welcome,
                      std::shared_ptr<const socketio::LiveSettings> engine)
{
    WsSettings settings;
    settings.connected = welcome;
    settings.pings = [engine = std::move(engine)](int listener) -> WsSettings::Pings {
        const socketio::EngineSettings &now = **engine;
        return {now.pingIntervalAt(listener), now.pingTimeout};
    };
    return settings;
}

SseSettings sseSettings(const ConnectHandler &welcome)
{
    SseSettings settings;
    settings.paths = {"/api/notifications/events", "/v1/notifications/events"};
    settings.dialect = "whispr-feed";
    settings.connected = welcome;
    return settings;
}

SseSettings eventSettings(const ConnectHandler &welcome)
{
    SseSettings settings;
    settings.paths = {"/api/v1/events"};
    settings.dialect = "phone";
    settings.form = SseSettings::Form::Named;
    settings.greeting = ":\n\n";
    settings.connected = welcome;
    return settings;
}

SseSettings adminEventSettings(const ConnectHandler &welcome)
{
    SseSettings settings = eventSettings(welcome);
    settings.paths = {"/api/v1/admin/events"};
    settings.dialect = "admin";
    return settings;
}

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/app.h"

#include "server/app/jobmetrics.h"
#include "server/transport/http/httpapplication.h"
#include "server/transport/http/securityheaders.h"

#include <QCoroTask>

#include <QCoreApplication>
#include <QEventLoop>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace linnet {

namespace {

constexpr auto TidyInterval = 10s;

net::ServerSettings serverSettings(const Config &config)
{
    net::ServerSettings settings;
    settings.listeners.assign(config.listeners.begin(), config.listeners.end());
    if (!config.operatorSocket.isEmpty())
        settings.listeners.emplace_back().path = inDataDirectory(config, config.operatorSocket);
    settings.limits = config.limits;
    if (auto proxies = NetworkList::parse(config.trustedProxies))
        settings.limits.proxies = std::move(*proxies);
    settings.threads = config.threads;
    settings.defaultHeaders = apiHeaders();
    return settings;
}

//! \return the suite that \p profile serves instead of people.
std::optional<ProtocolProfile::Suite> suiteFor(Profile profile)
{
    switch (profile) {
    case Profile::Protocol:
        return ProtocolProfile::Suite::Protocol;
    case Profile::Eio3:
        return ProtocolProfile::Suite::Engine3;
    case Profile::ClientSuite:
        return ProtocolProfile::Suite::Client;
    case Profile::None:
    case Profile::App:
        return std::nullopt;
    }
    Q_UNREACHABLE();
}

} // namespace

App::App(Options options, Config said)
    : m_options(std::move(options))
    , m_config(m_options, std::move(said), m_mailbox)
{}

App::~App()
{
    // What is in flight ends while everything it uses is still there: slow work first, then the
    // database, whose answers resume coroutines on I/O threads that still run; then these threads.
    if (m_foundation) {
        if (m_foundation->jobs)
            m_foundation->jobs->runner.stop();
        if (m_admin)
            m_admin->doctor.stop();
        m_foundation->rounds.stop();
        m_foundation->errands.stopNow(); // Nobody waits for a gateway to see the server end.
        m_foundation->files.stop();
        m_foundation->hashing.stop();
        m_foundation->signing.stop();
        m_foundation->cpu.stop();
        if (m_foundation->database)
            m_foundation->database->stop();
    }
    m_config.stop();
    m_server.reset();
    QCoreApplication::sendPostedEvents(&m_mailbox);
}

Result<> App::start()
{
    if (auto opened = openDatabase(); !opened)
        return opened;
    if (auto loaded = await(m_config.load(m_database.get())); !loaded)
        return loaded;
    if (auto opened = open(); !opened)
        return opened;
    if (auto loaded = await(m_identity->start()); !loaded)
        return loaded;
    if (auto replayed = m_erasures->replay(); !replayed)
        return replayed.error();
    if (auto loaded = await(m_admin->start()); !loaded)
        return loaded;
    if (m_options.hasDemoData) {
        if (auto added = await(m_chat->demo.add()); !added)
            return added;
    }
    if (auto working = await(m_foundation->jobs->runner.start()); !working)
        return working;
    if (auto listening = listen(); !listening)
        return listening;
    m_config.whenReplaced(std::bind_front(&App::takeOver, this));
    // The first key takes a while to find. Nobody has to wait for it but who signs in at once.
    m_identity->prepareKey();
    connect(&m_tidying, &QTimer::timeout, this, &App::tidy);
    m_tidying.start(TidyInterval);
    return {};
}

Result<> App::openDatabase()
{
    auto database = Foundation::openDatabase(m_config.inForce());
    if (!database)
        return database.error();
    m_database = std::move(*database);
    return {};
}

Result<> App::open()
{
    const Config &config = m_config.inForce();
    emit configured(config);
    auto foundation = Foundation::open(config, m_options, std::move(m_database));
    if (!foundation)
        return foundation.error();
    m_foundation = std::move(*foundation);
    auto secrets = IdentitySecrets::open(config, m_foundation->clock);
    if (!secrets)
        return secrets.error();
    m_identity =
        std::make_unique<IdentityParts>(*m_foundation, std::move(*secrets), config, m_options);
    m_chat = std::make_unique<ChatParts>(*m_foundation, m_identity->lastSeen, config);
    auto erasures = ErasureParts::open(config, *m_foundation, m_chat->memory);
    if (!erasures)
        return erasures.error();
    m_erasures = std::move(*erasures);
    m_foundation->jobs->runner.add(m_erasures->job);
    m_mergers = std::make_unique<MergeParts>(ChatContext{*m_foundation->database, m_foundation->bus,
                                                         m_foundation->clock, m_foundation->ids,
                                                         m_chat->memory},
                                             m_identity->security);
    m_foundation->jobs->runner.add(m_mergers->job, {.lease = std::chrono::hours(24)});
    m_webhooks = std::make_unique<WebhookParts>(*m_foundation, config);
    m_webhooks->enqueue();
    // Before the hub, so that nothing is told and not yet remembered while somebody comes back.
    m_recent = std::make_unique<RecentEvents>(m_foundation->bus, m_foundation->clock,
                                              RecentEvents::Settings());
    m_hub = std::make_unique<Hub>(m_foundation->bus, threadCount(config));
    m_admin = std::make_unique<AdminParts>(*m_foundation, *m_identity, *m_chat, *m_hub, m_config);
    m_erasures->eraser.whenNameless(
        [this](UserId user) { m_admin->staff.remember(user, StaffRole::None); });
    auto front = Front::make(config, m_options,
                             {*m_foundation, *m_identity, *m_chat, *m_hub, *m_recent, *m_admin});
    if (!front)
        return front.error();
    m_front = std::move(*front);
    return {};
}

Result<> App::listen()
{
    if (const auto suite = suiteFor(m_options.profile))
        m_protocolProfile = std::make_unique<ProtocolProfile>(*suite);
    m_server =
        std::make_unique<net::Server>(effectiveSettings(m_config.inForce()), applicationFactory());
    connect(m_server.get(), &net::Server::drained, this, &App::drained);
    const auto connections = [server = m_server.get()] { return server->connectionCount(); };
    m_front->metrics().addGauge("linnet_connections", "Open connections.", connections);
    m_admin->status.setConnections(connections);
    addJobMetrics(m_front->metrics(), m_foundation->jobs->runner, m_foundation->clock);
    return m_server->start();
}

net::ApplicationFactory App::applicationFactory()
{
    if (!m_protocolProfile)
        return [this](net::IoThread &thread) { return m_front->makeApplication(thread); };
    return [profile = m_protocolProfile.get()](net::IoThread &thread) {
        return std::make_unique<HttpApplication>(profile->requestRules(),
                                                 profile->makeParts(thread));
    };
}

void App::tidy()
{
    m_identity->tidy();
    m_chat->tidy();
    m_foundation->jobs->tidy();
    m_webhooks->tidy();
    m_admin->tidy();
}

Result<> App::await(QCoro::Task<Result<>> task)
{
    QEventLoop loop;
    Result<> outcome;
    task.then([&](Result<> result) {
        outcome = std::move(result);
        loop.quit();
    });
    if (!task.isReady())
        loop.exec();
    return outcome;
}

QStringList App::addresses() const
{
    QStringList addresses;
    const auto &listeners = m_config.inForce().listeners;
    for (int index = 0; index < int(listeners.size()); ++index) {
        const net::ListenerSettings &listener = listeners[size_t(index)];
        const QString host = listener.address.protocol() == QAbstractSocket::IPv6Protocol
            ? u'[' + listener.address.toString() + u']'
            : listener.address.toString();
        const QString scheme = listener.certificate.isEmpty() ? u"http"_s : u"https"_s;
        addresses.append(u"%1://%2:%3"_s.arg(scheme, host).arg(m_server->port(index)));
    }
    if (const Config &config = m_config.inForce(); !config.operatorSocket.isEmpty())
        addresses.append(u"unix:"_s + inDataDirectory(config, config.operatorSocket));
    return addresses;
}

Result<QStringList> App::reload(const Config &said)
{
    return m_config.reload(said);
}

Result<> App::takeOver(const Config &config)
{
    auto front = frontSettings(config);
    if (!front)
        return front.error();
    auto mail = mailRoute(config, m_options);
    if (!mail)
        return mail.error();
    auto keys = m_identity->keys->read(IdentitySecrets::keySettings(config));
    if (!keys)
        return keys.error();
    if (auto server = m_server->reload(effectiveSettings(config)); !server)
        return server.error();
    // What can fail is behind us: from here on the new configuration holds.
    m_identity->configure(*m_foundation, config, m_options, std::move(*keys));
    if (auto &job = m_foundation->jobs->mail)
        job->configure(std::move(*mail));
    m_chat->configure(config);
    m_webhooks->configure(config);
    m_admin->configure(config);
    m_front->configure(std::move(*front), config);
    emit configured(config);
    m_identity->prepareKey(); // Another keyFile, or none, may leave it without one.
    return {};
}

net::ServerSettings App::effectiveSettings(const Config &config) const
{
    const auto settings = serverSettings(config);
    return m_protocolProfile ? ProtocolProfile::widened(settings) : settings;
}

void App::drain(std::chrono::milliseconds most)
{
    m_admin->doctor.stop(); // Nobody waits for a mail server to see the server end.
    m_server->drain(most);
}

} // namespace linnet

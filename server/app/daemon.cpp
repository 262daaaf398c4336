// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/daemon.h"

#include "server/app/app.h"
#include "server/app/descriptorlimit.h"
#include "server/app/effectiveconfig.h"
#include "server/app/logging.h"
#include "server/app/servicenotifier.h"
#include "server/app/signalwatcher.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace linnet {

namespace {

Q_LOGGING_CATEGORY(log, "linnet.app")

constexpr auto MostDraining = 10s;

void warnOfModes(const Options &options)
{
    if (options.isDevelopment)
        qCWarning(log, "Development mode: anybody can sign in as anybody with the code 123456");
    if (options.profile != Profile::None)
        qCWarning(log,
                  "A conformance profile is on: this server is for test suites, not for people");
}

//! For whoever starts it, in words rather than as a line of the log; good until the next start.
void sayHowToOwn(const QByteArray &code)
{
    std::fprintf(stderr,
                 "Nobody runs this server yet. Become its owner with the code %s\n"
                 "  linnetctl login PHONE --server URL && linnetctl owner claim\n"
                 "It is another one after each start.\n",
                 code.constData());
}

QString wordsOf(const Error &error)
{
    return (error.message + u' ' + error.detail).trimmed();
}

} // namespace

Daemon::Daemon(Options options)
    : m_options(std::move(options))
{}

Daemon::~Daemon() = default;

int Daemon::run()
{
    raiseDescriptorLimit();
    const SignalWatcher signalWatcher({SIGTERM, SIGINT, SIGHUP});
    connect(&signalWatcher, &SignalWatcher::received, this, &Daemon::takeSignal);
    ::signal(SIGPIPE,
             SIG_IGN); // A client that hangs up is an error of write(), not of the process.

    const auto started = start();
    if (!started) {
        // Who starts it is who may know: which file it was, and why.
        std::fprintf(stderr, "linnetd: %s\n", qPrintable(wordsOf(started.error())));
        return 1;
    }
    notifyServiceManager("READY=1");
    m_isServing = true;
    for (const int number : std::exchange(m_early, {}))
        QMetaObject::invokeMethod(
            this, [this, number] { act(number); }, Qt::QueuedConnection);
    const int status = QCoreApplication::exec();
    m_app.reset();
    return status;
}

Result<> Daemon::start()
{
    auto config = effectiveConfig(m_options);
    if (!config)
        return config.error();
    configureLogging(config->log.level, config->log.format);
    warnOfModes(m_options);
    if (auto opened = m_directory.open(config->node.dataDirectory); !opened)
        return opened;
    m_app = std::make_unique<App>(m_options, std::move(*config));
    connect(m_app.get(), &App::drained, this, [] { QCoreApplication::exit(); });
    connect(m_app.get(), &App::configured, this,
            [](const Config &inForce) { configureLogging(inForce.log.level, inForce.log.format); });
    if (auto started = m_app->start(); !started)
        return started;
    if (const QByteArray code = m_app->firstOwnerCode(); !code.isEmpty())
        sayHowToOwn(code);
    for (const QString &address : m_app->addresses())
        qCInfo(log, "ready on %s", qPrintable(address));
    return {};
}

//! Starting waits for the database in an event loop of its own, so it may be half done here.
void Daemon::takeSignal(int number)
{
    if (m_isServing)
        act(number);
    else
        m_early.push_back(number);
}

void Daemon::act(int number)
{
    if (number == SIGHUP)
        reload();
    else
        drain();
}

void Daemon::reload()
{
    notifyServiceManager("RELOADING=1");
    if (const auto reloaded = tryReload(); !reloaded)
        qCCritical(log, "configuration refused, the old one stays: %s",
                   qPrintable(wordsOf(reloaded.error())));
    notifyServiceManager("READY=1");
}

Result<> Daemon::tryReload()
{
    const auto config = effectiveConfig(m_options);
    if (!config)
        return config.error();
    const auto waiting = m_app->reload(*config);
    if (!waiting)
        return waiting.error();
    qCInfo(log, "configuration reloaded");
    if (!waiting->isEmpty())
        qCWarning(log, "changed, but only with the next start: %s",
                  qPrintable(waiting->join(u", "_s)));
    return {};
}

void Daemon::drain()
{
    if (m_isDraining) { // Told twice: now.
        QCoreApplication::exit();
        return;
    }
    m_isDraining = true;
    qCInfo(log, "draining");
    notifyServiceManager("STOPPING=1");
    m_app->drain(MostDraining);
}

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/server.h"

#include "server/net/acceptor.h"
#include "server/net/connectionbudget.h"
#include "server/net/ioworker.h"
#include "server/net/placebudget.h"
#include "server/net/tlscontext.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTimer>

#include <tuple>
#include <unistd.h>

namespace linnet::net {

namespace {

constexpr std::chrono::milliseconds DrainCheck(10);
constexpr int Pause = 5; // Seconds, for those who do not get in: some others are gone by then.
constexpr int RefusalsAtOnce = 256; // Being told why; beyond that, closed without a word.

HttpFault faultFor(ConnectionBudget::Verdict verdict)
{
    if (verdict == ConnectionBudget::Verdict::TooManyFromAddress)
        return {429, "too_many_connections", "Too many connections from this address.", Pause};
    return {503, "unavailable", "The server has no room for another connection.", Pause};
}

bool isOurs(uid_t user)
{
    return user == ::geteuid() || user == 0;
}

using TlsContexts = std::vector<std::shared_ptr<const TlsContext>>; // Null where there is no TLS.

Result<TlsContexts> loadTls(const std::vector<ListenerSettings> &listeners)
{
    TlsContexts contexts;
    for (const ListenerSettings &listener : listeners) {
        contexts.emplace_back();
        if (listener.certificate.isEmpty())
            continue;
        auto loaded = TlsContext::load(listener.certificate, listener.key);
        if (!loaded)
            return loaded.error();
        contexts.back() = std::move(*loaded);
    }
    return contexts;
}

bool haveSameAddresses(const std::vector<ListenerSettings> &one,
                       const std::vector<ListenerSettings> &other)
{
    const auto isSame = [](const ListenerSettings &left, const ListenerSettings &right) {
        return left.path == right.path && left.address == right.address && left.port == right.port
            && left.certificate.isEmpty() == right.certificate.isEmpty();
    };
    return std::equal(one.begin(), one.end(), other.begin(), other.end(), isSame);
}

} // namespace

class Server::Private
{
public:
    Private(ServerSettings given, ApplicationFactory applicationFactory)
        : settings(std::move(given))
        , factory(std::move(applicationFactory))
        , limits(std::make_shared<const Limits>(settings.limits))
    {}

    void launch();
    void distribute(std::vector<Acceptor::Accepted> batch);
    std::optional<IoWorker::Arrival> judge(Acceptor::Accepted accepted);
    std::optional<HttpFault> admit(Link &link);
    std::unique_ptr<Stream> streamFor(const Acceptor::Accepted &accepted) const;
    bool isDrained() const;
    void goDown();

    ServerSettings settings;
    ApplicationFactory factory;
    std::shared_ptr<const Limits> limits;
    std::shared_ptr<ConnectionBudget> budget = std::make_shared<ConnectionBudget>();
    //! Apart, so that whoever floods the network keeps nobody out who is on the machine itself.
    std::shared_ptr<ConnectionBudget> localBudget = std::make_shared<ConnectionBudget>();
    std::shared_ptr<ConnectionBudget> refusals = std::make_shared<ConnectionBudget>();
    TlsContexts tls;
    std::vector<std::unique_ptr<Acceptor>> acceptors;
    std::vector<quint16> ports;
    IoWorker::Peers workers;
    size_t nextWorker = 0;
};

void Server::Private::launch()
{
    // Qt keeps where programs and plugins are when it is first asked, with no lock around it.
    std::ignore = QCoreApplication::libraryPaths();
    const int count = settings.threads > 0 ? settings.threads : QThread::idealThreadCount();
    for (int index = 0; index < count; ++index)
        workers.push_back(std::make_unique<IoWorker>(index, workers));
    for (const auto &worker : workers)
        worker->launch();
    const IoWorker::SharedByThreads shared{std::make_shared<const Headers>(settings.defaultHeaders),
                                           std::make_shared<PlaceBudget>(settings.longAnswers)};
    for (const auto &worker : workers)
        worker->serve(factory, shared);
}

void Server::Private::distribute(std::vector<Acceptor::Accepted> batch)
{
    std::vector<std::vector<IoWorker::Arrival>> arrivals(workers.size());
    for (Acceptor::Accepted &accepted : batch) {
        if (auto arrival = judge(std::move(accepted)))
            arrivals[nextWorker++ % workers.size()].push_back(std::move(*arrival));
    }
    for (size_t index = 0; index < workers.size(); ++index) {
        if (!arrivals[index].empty())
            workers[index]->take(std::move(arrivals[index]));
    }
}

//! \return nothing if \p accepted was closed at once.
std::optional<IoWorker::Arrival> Server::Private::judge(Acceptor::Accepted accepted)
{
    IoWorker::Arrival arrival;
    Link &link = arrival.link;
    link.stream = streamFor(accepted);
    if (!link.stream)
        return std::nullopt;
    link.peer = std::move(accepted.peer);
    link.peer.isSecure = bool(tls[size_t(link.peer.listener)]);
    link.isReady = !link.peer.isSecure;
    link.limits = limits;
    arrival.refusal = admit(link);
    if (!arrival.refusal)
        return arrival;
    if (link.peer.isSecure)
        return std::nullopt; // A handshake is too much to spend on a refusal.
    Limits most;
    most.connections = RefusalsAtOnce;
    const auto refusal = refusals->admit(link.peer.address, most, link.admission);
    if (refusal != ConnectionBudget::Verdict::Admitted)
        return std::nullopt;
    return arrival;
}

//! \return why \p link may not stay; nothing if it may, and is counted.
std::optional<HttpFault> Server::Private::admit(Link &link)
{
    const Peer &peer = link.peer;
    if (peer.uid && !isOurs(*peer.uid))
        return HttpFault{403, "forbidden",
                         "This socket is for the user that the server runs as, and for root."};
    ConnectionBudget &counted = peer.uid ? *localBudget : *budget;
    const auto verdict = counted.admit(peer.address, *limits, link.admission);
    if (verdict == ConnectionBudget::Verdict::Admitted)
        return std::nullopt;
    return faultFor(verdict);
}

std::unique_ptr<Stream> Server::Private::streamFor(const Acceptor::Accepted &accepted) const
{
    const auto &context = tls[size_t(accepted.peer.listener)];
    return context ? context->accept(accepted.descriptor) : makePlainStream(accepted.descriptor);
}

//! \return whether no socket is left, of which some clients have no connection at the moment.
bool Server::Private::isDrained() const
{
    return std::all_of(workers.begin(), workers.end(),
                       [](const auto &worker) { return worker->isDrained(); });
}

void Server::Private::goDown()
{
    acceptors.clear();
    for (const auto &worker : workers)
        worker->goDown();
}

Server::Server(ServerSettings settings, ApplicationFactory factory)
    : d(std::make_unique<Private>(std::move(settings), std::move(factory)))
{}

Server::~Server()
{
    d->acceptors.clear();
    IoWorker::stop(d->workers);
}

Result<> Server::start()
{
    auto contexts = loadTls(d->settings.listeners);
    if (!contexts)
        return contexts.error();
    d->tls = std::move(*contexts);
    std::vector<Listener> listeners;
    for (const ListenerSettings &settings : d->settings.listeners) {
        auto listener = Listener::open(settings);
        if (!listener)
            return listener.error();
        listeners.push_back(std::move(*listener));
    }
    d->launch();
    for (Listener &listener : listeners) {
        d->ports.push_back(listener.port());
        const int index = int(d->acceptors.size());
        d->acceptors.push_back(std::make_unique<Acceptor>(
            std::move(listener), index,
            [this](std::vector<Acceptor::Accepted> batch) { d->distribute(std::move(batch)); }));
    }
    return {};
}

quint16 Server::port(int index) const
{
    return d->ports.at(size_t(index));
}

Result<> Server::reload(const ServerSettings &settings)
{
    if (!haveSameAddresses(settings.listeners, d->settings.listeners))
        return Error{Error::Kind::InvalidInput, QLatin1String("listeners_changed"),
                     QStringLiteral("Addresses to listen on change only with a new start.")};
    auto contexts = loadTls(settings.listeners);
    if (!contexts)
        return contexts.error();
    d->tls = std::move(*contexts);
    d->limits = std::make_shared<const Limits>(settings.limits);
    d->settings = settings;
    return {};
}

void Server::drain(std::chrono::milliseconds most)
{
    for (const auto &worker : d->workers)
        worker->drain();
    auto *const check = new QTimer(this);
    connect(check, &QTimer::timeout, this, [this, check, deadline = QDeadlineTimer(most)] {
        const bool isOver = deadline.hasExpired();
        if (!d->isDrained() && !isOver)
            return;
        if (!d->acceptors.empty())
            d->goDown();
        if (connectionCount() > 0 && !isOver)
            return;
        check->deleteLater();
        emit drained();
    });
    check->start(DrainCheck);
}

int Server::connectionCount() const
{
    return d->budget->total() + d->localBudget->total();
}

Mailbox &Server::mailboxOf(int index)
{
    return d->workers.at(size_t(index))->mailbox();
}

int Server::threadCount() const
{
    return int(d->workers.size());
}

} // namespace linnet::net

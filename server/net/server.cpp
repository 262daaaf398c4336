// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/server.h"

#include "server/net/acceptor.h"
#include "server/net/connectionbudget.h"
#include "server/net/ioworker.h"

#include <QDeadlineTimer>
#include <QTimer>

namespace linnet::net {

namespace {

constexpr std::chrono::milliseconds DrainCheck(10);
constexpr int RefusalsAtOnce = 256; // Being told why; beyond that, closed without a word.

HttpFault faultFor(ConnectionBudget::Verdict verdict)
{
    if (verdict == ConnectionBudget::Verdict::TooManyFromAddress)
        return {429, "too_many_connections", "Too many connections from this address."};
    return {503, "unavailable", "The server has no room for another connection."};
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

    ServerSettings settings;
    ApplicationFactory factory;
    std::shared_ptr<const Limits> limits;
    std::shared_ptr<ConnectionBudget> budget = std::make_shared<ConnectionBudget>();
    std::shared_ptr<ConnectionBudget> refusals = std::make_shared<ConnectionBudget>();
    std::vector<std::unique_ptr<Acceptor>> acceptors;
    std::vector<quint16> ports;
    IoWorker::Peers workers;
    size_t nextWorker = 0;
};

void Server::Private::launch()
{
    const int count = settings.threads > 0 ? settings.threads : QThread::idealThreadCount();
    for (int index = 0; index < count; ++index)
        workers.push_back(std::make_unique<IoWorker>(index, workers));
    for (const auto &worker : workers)
        worker->launch();
    const auto headers = std::make_shared<const Headers>(settings.defaultHeaders);
    for (const auto &worker : workers)
        worker->serve(factory, headers);
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
    link.stream = makePlainStream(accepted.descriptor);
    link.isReady = true;
    link.peer = std::move(accepted.peer);
    link.limits = limits;
    const auto verdict = budget->admit(link.peer.address, *limits, link.admission);
    if (verdict == ConnectionBudget::Verdict::Admitted)
        return arrival;
    Limits most;
    most.connections = RefusalsAtOnce;
    const auto refusal = refusals->admit(link.peer.address, most, link.admission);
    if (refusal != ConnectionBudget::Verdict::Admitted)
        return std::nullopt;
    arrival.refusal = faultFor(verdict);
    return arrival;
}

Server::Server(ServerSettings settings, ApplicationFactory factory)
    : d(std::make_unique<Private>(std::move(settings), std::move(factory)))
{}

Server::~Server()
{
    d->acceptors.clear();
    for (const auto &worker : d->workers)
        worker->quit();
    for (const auto &worker : d->workers)
        worker->wait();
}

Result<> Server::start()
{
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
    d->limits = std::make_shared<const Limits>(settings.limits);
    return {};
}

void Server::drain(std::chrono::milliseconds most)
{
    d->acceptors.clear();
    for (const auto &worker : d->workers)
        worker->goDown();
    auto *const check = new QTimer(this);
    connect(check, &QTimer::timeout, this, [this, check, deadline = QDeadlineTimer(most)] {
        if (connectionCount() > 0 && !deadline.hasExpired())
            return;
        check->deleteLater();
        emit drained();
    });
    check->start(DrainCheck);
}

int Server::connectionCount() const
{
    return d->budget->total();
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

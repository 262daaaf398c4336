// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/ioworker.h"

#include "server/net/httpwire.h"

#include <QCoreApplication>

#include <openssl/crypto.h>

namespace linnet::net {

//! \brief What lives on the thread. Destroyed from the bottom up: connections before what they use.
struct IoWorker::Hosted
{
    explicit Hosted(std::unique_ptr<Application> made)
        : application(std::move(made))
        , requests([target = application.get()](Request request, Reply reply) {
            target->handle(std::move(request), std::move(reply));
        })
    {}

    std::unique_ptr<Application> application;
    HttpLane requests;
    WebSocketLane webSockets;
    std::unique_ptr<HttpContext> http;
    ConnectionPool pool{*EventDispatcher::current()};
};

IoWorker::IoWorker(int index, const Peers &peers)
    : m_index(index)
    , m_peers(peers)
{
    setObjectName(QStringLiteral("io-%1").arg(index));
    setEventDispatcher(new EventDispatcher);
}

IoWorker::~IoWorker()
{
    quit();
    wait();
}

void IoWorker::stop(const Peers &workers)
{
    for (const auto &worker : workers)
        worker->quit();
    for (const auto &worker : workers) {
        worker->m_isEmpty.acquire();
        worker->wait();
    }
}

void IoWorker::launch()
{
    start();
    m_isLaunched.acquire();
}

void IoWorker::run()
{
    m_mailbox = std::make_unique<Mailbox>();
    m_isLaunched.release();
    exec();
    // Coroutines that were resumed by now end here, while what they use is still there.
    QCoreApplication::sendPostedEvents(m_mailbox.get());
    m_hosted.reset();
    // By itself, OpenSSL frees what it keeps for a thread only after wait() has returned.
    OPENSSL_thread_stop();
    m_isEmpty.release();
}

void IoWorker::serve(ApplicationFactory factory, const SharedByThreads &shared)
{
    m_mailbox->post([this, factory = std::move(factory), shared] { setUp(factory, shared); });
}

void IoWorker::setUp(const ApplicationFactory &factory, const SharedByThreads &shared)
{
    auto application = factory(*this);
    Application &target = *application;
    m_hosted = std::make_unique<Hosted>(std::move(application));
    m_hosted->http = std::make_unique<HttpContext>(
        HttpContext{target, m_index, shared.defaultHeaders, shared.longAnswers, m_hosted->requests,
                    m_hosted->webSockets, std::bind_front(&IoWorker::pass, this)});
}

void IoWorker::pass(int thread, Move move)
{
    IoWorker &other = *m_peers.at(size_t(thread));
    const auto shared = std::make_shared<Move>(std::move(move));
    other.mailbox().post([&other, shared] { other.add(std::move(*shared)); });
}

void IoWorker::take(std::vector<Arrival> arrivals)
{
    const auto shared = std::make_shared<std::vector<Arrival>>(std::move(arrivals));
    m_mailbox->post([this, shared] {
        for (Arrival &arrival : *shared)
            add(std::move(arrival));
    });
}

void IoWorker::add(Arrival arrival)
{
    Connection &connection = m_hosted->pool.add(std::move(arrival.link));
    auto owned = std::make_unique<HttpWire>(connection, *m_hosted->http);
    HttpWire &wire = *owned;
    connection.start(std::move(owned));
    if (arrival.refusal)
        wire.refuse(*arrival.refusal);
    else if (m_isGoingDown)
        wire.goingDown();
}

void IoWorker::add(Move move)
{
    Connection &connection = m_hosted->pool.add(std::move(move.link));
    auto owned = std::make_unique<HttpWire>(connection, *m_hosted->http);
    HttpWire &wire = *owned;
    connection.start(std::move(owned));
    wire.takeOver(std::move(move));
}

void IoWorker::drain()
{
    m_mailbox->post([this] { m_hosted->application->drain([this] { m_isDrained = true; }); });
}

void IoWorker::goDown()
{
    m_mailbox->post([this] {
        m_isGoingDown = true;
        m_hosted->pool.goDown();
    });
}

} // namespace linnet::net

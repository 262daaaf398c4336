// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/connectionpool.h"

namespace linnet::net {

namespace {

constexpr size_t ReadMost = 64 << 10; // From one connection, before others have their turn.
constexpr std::chrono::milliseconds SweepInterval(200);

} // namespace

ConnectionPool::ConnectionPool(EventDispatcher &dispatcher)
    : m_dispatcher(dispatcher)
    , m_readBuffer(ReadMost)
{
    connect(&dispatcher, &EventDispatcher::aboutToBlock, this, &ConnectionPool::endTurn);
    connect(&m_sweeper, &QTimer::timeout, this, &ConnectionPool::sweep);
    m_sweeper.setInterval(SweepInterval);
}

ConnectionPool::~ConnectionPool()
{
    for (const auto &connection : m_connections)
        connection->abort();
    endTurn();
}

Connection &ConnectionPool::add(Link link)
{
    m_connections.push_back(std::make_unique<Connection>(std::move(link), *this));
    m_connections.back()->poolIndex = m_connections.size() - 1;
    return *m_connections.back();
}

void ConnectionPool::goDown()
{
    for (const auto &connection : m_connections)
        connection->wire()->goingDown();
}

void ConnectionPool::flushLater(Connection &connection)
{
    if (!std::exchange(connection.isFlushPlanned, true))
        m_unflushed.push_back(&connection);
}

void ConnectionPool::retire(Connection &connection)
{
    m_dead.push_back(&connection);
}

void ConnectionPool::bury(std::unique_ptr<Wire> wire)
{
    m_buried.push_back(std::move(wire));
}

void ConnectionPool::checkBy(Clock::time_point due)
{
    m_soonest = std::min(m_soonest, due);
    if (!m_sweeper.isActive())
        m_sweeper.start();
}

//! A flush may end in death, and a death in output on other connections.
void ConnectionPool::endTurn()
{
    while (!m_unflushed.empty() || !m_dead.empty()) {
        for (Connection *connection : std::exchange(m_unflushed, {}))
            connection->flush();
        for (Connection *connection : std::exchange(m_dead, {}))
            remove(*connection);
    }
    m_buried.clear();
}

void ConnectionPool::remove(Connection &connection)
{
    connection.wire()->disconnected();
    const size_t index = connection.poolIndex;
    std::swap(m_connections[index], m_connections.back());
    m_connections[index]->poolIndex = index;
    // Taken out first: what its wire's destructor leads to may look at the list.
    const std::unique_ptr<Connection> removed = std::move(m_connections.back());
    m_connections.pop_back();
}

void ConnectionPool::sweep()
{
    const auto now = Clock::now();
    if (now >= m_soonest) {
        m_soonest = Clock::time_point::max();
        for (const auto &connection : m_connections) {
            connection->check(now);
            m_soonest = std::min(m_soonest, connection->due());
        }
    }
    if (m_connections.empty())
        m_sweeper.stop();
}

} // namespace linnet::net

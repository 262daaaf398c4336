// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/connection.h"

#include <QObject>
#include <QTimer>

#include <span>
#include <vector>

namespace linnet::net {

//! \brief The connections of one I/O thread, and what they share: a buffer to read into, a timer
//! that looks at their deadlines, and the end of each turn of the loop, when output is sent and the
//! dead are buried.
class ConnectionPool : public QObject
{
    Q_OBJECT

public:
    using Clock = Connection::Clock;

    explicit ConnectionPool(EventDispatcher &dispatcher);
    //! Drops every connection.
    ~ConnectionPool() override;

    //! \return a connection that has not started yet.
    Connection &add(Link link);

    //! Tells every wire that the server is going down.
    void goDown();

    // For connections:
    EventDispatcher &dispatcher() { return m_dispatcher; }
    std::span<char> readBuffer() { return m_readBuffer; }
    void flushLater(Connection &connection);
    void retire(Connection &connection);
    //! Deletes \p wire at the end of the turn.
    void bury(std::unique_ptr<Wire> wire);
    //! Sees to it that deadlines are checked soon after \p due.
    void checkBy(Clock::time_point due);

private:
    void endTurn();
    void remove(Connection &connection);
    void sweep();

    EventDispatcher &m_dispatcher;
    std::vector<std::unique_ptr<Connection>> m_connections;
    std::vector<Connection *> m_unflushed;
    std::vector<Connection *> m_dead;
    std::vector<std::unique_ptr<Wire>> m_buried;
    std::vector<char> m_readBuffer;
    Clock::time_point m_soonest = Clock::time_point::max();
    QTimer m_sweeper;
};

} // namespace linnet::net

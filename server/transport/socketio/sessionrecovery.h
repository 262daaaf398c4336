// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/sockets/clientsocket.h"

#include <deque>
#include <list>
#include <mutex>
#include <optional>

namespace linnet::socketio {

//! \brief One client in one namespace, across the connections it has there one after the other.
//!
//! Belongs to one socket at a time, on its thread.
class RecoverableSession
{
public:
    explicit RecoverableSession(QByteArray nameSpace);

    const QByteArray &nameSpace() const { return m_nameSpace; }
    //! \return the id of its sockets.
    const QByteArray &id() const { return m_id; }
    //! \return what the client proves with that it was here: "pid".
    const QByteArray &secret() const { return m_secret; }

    //! \return \p event with its offset as a last argument; remembered.
    Arguments stamped(const Arguments &event);
    //! \return the events after the one with \p offset; nothing if that is not remembered.
    std::optional<std::vector<Arguments>> after(const QByteArray &offset) const;

private:
    struct Sent
    {
        QByteArray offset;
        Arguments event;
    };

    const QByteArray m_nameSpace;
    const QByteArray m_id;
    const QByteArray m_secret;
    quint64 m_count = 0;
    std::deque<Sent> m_sent;
};

//! \brief A place for a socket, new or known, and what it missed.
struct Recovered
{
    std::shared_ptr<RecoverableSession> session;
    std::vector<Arguments> missed = {};
};

//! \brief Keeps the sessions of clients that lost their connection, for those that soon come back.
//! Socket.IO calls it connection state recovery.
//!
//! Safe from any thread.
class SessionRecovery
{
public:
    using Time = std::chrono::steady_clock::time_point;

    //! \p auth is what the client said when it came: JSON.
    //! \return the session it was in if it is still kept, or a new one.
    Recovered open(const QByteArray &nameSpace, const QByteArray &auth,
                   Time now = std::chrono::steady_clock::now());
    //! Its client is gone for \p reason.
    void keep(std::shared_ptr<RecoverableSession> session, CloseReason reason,
              Time now = std::chrono::steady_clock::now());

private:
    struct Kept
    {
        Time since;
        std::shared_ptr<RecoverableSession> session;
    };

    void dropOld(Time now);
    std::shared_ptr<RecoverableSession> take(const QByteArray &nameSpace, const QString &secret);

    std::mutex m_mutex;
    std::list<Kept> m_kept; // Oldest first.
};

} // namespace linnet::socketio

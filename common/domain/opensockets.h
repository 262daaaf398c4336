// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/id.h"

#include <QLatin1String>
#include <QtGlobal>

#include <array>
#include <unordered_map>

namespace linnet {

//! \brief The wires that a client can keep a socket open on.
enum class SocketTransport { SocketIoPolling, SocketIoWebSocket, PlainWebSocket, EventStream };

inline constexpr std::array AllSocketTransports = {
    SocketTransport::SocketIoPolling, SocketTransport::SocketIoWebSocket,
    SocketTransport::PlainWebSocket, SocketTransport::EventStream};

//! \return e.g. "socketio-polling".
QLatin1String nameOf(SocketTransport transport);

//! \brief How many sockets are open, and what waits for their clients.
struct OpenSockets
{
    //! Counts one more, whose client has not taken \p backlog bytes.
    void add(SocketTransport transport, qint64 backlog);
    OpenSockets &operator+=(const OpenSockets &other);

    int on(SocketTransport transport) const { return m_counts[size_t(transport)]; }
    int total() const;
    qint64 queuedBytes() const { return m_queuedBytes; }

private:
    std::array<int, AllSocketTransports.size()> m_counts = {};
    qint64 m_queuedBytes = 0;
};

//! Of sessions that have any open.
using SessionSockets = std::unordered_map<SessionId, OpenSockets>;

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/opensockets.h"

#include <numeric>

namespace linnet {

using namespace Qt::StringLiterals;

QLatin1String nameOf(SocketTransport transport)
{
    switch (transport) {
    case SocketTransport::SocketIoPolling:
        return "socketio-polling"_L1;
    case SocketTransport::SocketIoWebSocket:
        return "socketio-websocket"_L1;
    case SocketTransport::PlainWebSocket:
        return "websocket"_L1;
    case SocketTransport::EventStream:
        return "event-stream"_L1;
    }
    Q_UNREACHABLE();
}

void OpenSockets::add(SocketTransport transport, qint64 backlog)
{
    ++m_counts[size_t(transport)];
    m_queuedBytes += backlog;
}

OpenSockets &OpenSockets::operator+=(const OpenSockets &other)
{
    for (size_t i = 0; i < m_counts.size(); ++i)
        m_counts[i] += other.m_counts[i];
    m_queuedBytes += other.m_queuedBytes;
    return *this;
}

int OpenSockets::total() const
{
    return std::accumulate(m_counts.begin(), m_counts.end(), 0);
}

} // namespace linnet

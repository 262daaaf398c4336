// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/networklist.h"
#include "server/net/headers.h"

#include <QHostAddress>
#include <QString>

#include <chrono>
#include <vector>

namespace linnet::net {

//! \brief One address the server listens on, or one Unix socket.
struct ListenerSettings
{
    QHostAddress address = QHostAddress(QHostAddress::LocalHost);
    quint16 port = 0; //!< 0: a free one.
    QString certificate; //!< PEM file with the chain; empty: no TLS.
    QString key; //!< PEM file.
    //! Of a Unix socket: then nothing else here matters. It is for the user that the server runs
    //! as, and for root.
    QString path = {};
};

//! \brief What one connection may cost. The defaults are those of the security checklist.
struct Limits
{
    int requestLine = 8 << 10; //!< Bytes; above: 414.
    int headBytes = 16 << 10; //!< All header fields; above: 431.
    int headFields = 100; //!< Above: 431.
    qint64 outputHigh = 256 << 10; //!< Bytes queued above which a streamed reply waits.
    //! Bytes queued for one connection that the kernel does not take, above which it is dropped.
    //! The longest piece does not count, as Load has it: an answer may be longer than this.
    qint64 outputMost = 1 << 20;
    std::chrono::milliseconds handshake = std::chrono::seconds(10); //!< Of TLS; then closed.
    std::chrono::milliseconds head = std::chrono::seconds(10); //!< To send a whole head; then 408.
    std::chrono::milliseconds bodyWindow = std::chrono::seconds(10);
    int bodyRate = 1024; //!< Bytes a second, averaged over the window; below: 408.
    std::chrono::milliseconds keepAlive = std::chrono::seconds(65); //!< Idle between requests.
    std::chrono::milliseconds stalledOutput = std::chrono::seconds(30); //!< Client takes nothing.
    int connections = 20000; //!< In total; above: 503 and close.
    int connectionsPerAddress = 15000; //!< Of one IPv4 address or IPv6 /64; above: 429 and close.
    NetworkList proxies = {}; //!< They bring the connections of many: only the total limits them.
};

struct ServerSettings
{
    std::vector<ListenerSettings> listeners;
    Limits limits;
    //! Bytes in memory of all answers together that are longer than Limits::outputHigh and are
    //! being sent; the next is 503. As PlaceBudget shares it out.
    qint64 longAnswers = 256 << 20;
    int threads = 0; //!< 0: as many as the machine has cores.
    //! Sent with every response, also net's own refusals, unless the response sets the name itself.
    Headers defaultHeaders;
};

} // namespace linnet::net

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/httpfront.h"

#include <QHttpServerResponder>
#include <QTcpSocket>

#include <utility>

namespace linnet::net {

//! \brief The QTcpServer that QAbstractHttpServer wants its sockets from.
class HttpFront::SocketSource : public QTcpServer
{
public:
    using QTcpServer::QTcpServer;

    //! Has \p socket fetched at once.
    void offer(QTcpSocket *socket)
    {
        m_offered = socket;
        // Not addPendingConnection(): the base class warns about a server that does not listen. A
        // private signal can be emitted by name only.
        QMetaObject::invokeMethod(this, "pendingConnectionAvailable", Qt::DirectConnection);
    }

    bool hasPendingConnections() const override { return m_offered; }
    QTcpSocket *nextPendingConnection() override { return std::exchange(m_offered, nullptr); }

private:
    QTcpSocket *m_offered = nullptr;
};

HttpFront::HttpFront(Taker taker)
    : m_taker(std::move(taker))
    , m_source(new SocketSource(this))
{
    // bind() refuses a server that does not listen. Nobody can connect in between: it never
    // accepts.
    m_source->listen(QHostAddress::LocalHost);
    bind(m_source);
    m_source->close();
}

void HttpFront::serve(QTcpSocket *socket)
{
    socket->setParent(m_source);
    m_source->offer(socket);
}

#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
bool HttpFront::handleRequest(const QHttpServerRequest &request, QTcpSocket *)
{
    m_taker(request);
    return true;
}
#else
bool HttpFront::handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder)
{
    m_taker(request);
    // Qt reads the next request from the socket only after an answer to this one.
    responder.write(QHttpServerResponder::StatusCode::NoContent);
    return true;
}
#endif

} // namespace linnet::net

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractHttpServer>
#include <QHttpServerRequest>
#include <QTcpServer>
#include <QtGlobal>

#include <functional>

namespace linnet::net {

//! \brief A QAbstractHttpServer that is given sockets instead of listening, and hands on each
//! request it reads from them.
class HttpFront : public QAbstractHttpServer
{
    Q_OBJECT

public:
    using Taker = std::function<void(const QHttpServerRequest &)>;

    explicit HttpFront(Taker taker);

    //! Serves \p socket from now on, and owns it.
    void serve(QTcpSocket *socket);

protected:
    // COMPAT(Qt < 6.8): the second parameter was the socket. The answer goes past Qt either way.
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &, QTcpSocket *) override {}
#else
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override;
    void missingHandler(const QHttpServerRequest &, QHttpServerResponder &) override {}
#endif

private:
    class SocketSource;

    Taker m_taker;
    SocketSource *m_source;
};

} // namespace linnet::net

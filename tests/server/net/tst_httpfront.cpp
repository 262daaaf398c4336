// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/adaptersocket.h"
#include "server/net/httpfront.h"

#include <QTest>

using namespace linnet::net;

class TestHttpFront : public QObject
{
    Q_OBJECT

private slots:
    void takesOneRequestAfterAnotherFromASocket()
    {
        QByteArrayList taken;
        HttpFront front([&](const QHttpServerRequest &request) {
            taken << QByteArray::number(int(request.method())) + ' ' + request.url().path().toUtf8()
                    + ' ' + request.body();
        });
        auto *const socket = new AdapterSocket(Peer());
        front.serve(socket);
        socket->feed("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
        socket->feed("GET /b HTTP/1.1\r\nHost: x\r\n\r\n");
        socket->feed("DELETE /c HTTP/1.1\r\nHost: x\r\n\r\n");
        const auto name = [](QHttpServerRequest::Method method) {
            return QByteArray::number(int(method));
        };
        QCOMPARE(taken,
                 (QByteArrayList{name(QHttpServerRequest::Method::Post) + " /a abc",
                                 name(QHttpServerRequest::Method::Get) + " /b ",
                                 name(QHttpServerRequest::Method::Delete) + " /c "}));
        QCOMPARE(socket->state(), QAbstractSocket::ConnectedState);
        QCOMPARE(socket->bytesAvailable(), 0);
    }

    void listensNowhere()
    {
        const HttpFront front([](const QHttpServerRequest &) {});
        for (const auto *server : front.servers())
            QVERIFY(!server->isListening());
    }
};

QTEST_GUILESS_MAIN(TestHttpFront)
#include "tst_httpfront.moc"

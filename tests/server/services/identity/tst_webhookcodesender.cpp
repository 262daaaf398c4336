// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/cpupool.h"
#include "server/services/identity/webhookcodesender.h"
#include "tests/support/await.h"
#include "tests/support/patience.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

//! \brief A gateway that answers every request with the same bytes, and remembers the last one.
class Gateway : public QTcpServer
{
public:
    explicit Gateway(QByteArray answer)
        : m_answer(std::move(answer))
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("Cannot listen.");
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            ++requests;
            request.clear();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        });
    }

    QByteArray url() const
    {
        return "http://127.0.0.1:" + QByteArray::number(serverPort()) + "/send";
    }
    QByteArray body() const { return request.mid(request.indexOf("\r\n\r\n") + 4); }

    QByteArray request;
    int requests = 0;

private:
    void read(QTcpSocket *socket)
    {
        request += socket->readAll();
        if (!request.endsWith('}') || m_answer.isEmpty())
            return;
        socket->write(m_answer);
        socket->disconnectFromHost();
    }

    const QByteArray m_answer;
};

const QByteArray Accepted = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";

} // namespace

class WebhookCodeSenderTest : public QObject
{
    Q_OBJECT

private slots:
    void postsTheCodeAsJson();
    void sendsItsAuthorization();
    void saysThatDeliveryFailed_data();
    void saysThatDeliveryFailed();
    void doesNotFollowRedirects();
    void givesUpOnASilentGateway();
    void waitsForNoGatewayOnceItsPoolStops();
    void speaksOnlyHttp();

private:
    Result<> send(WebhookSettings settings)
    {
        return await(
            WebhookCodeSender(m_workers, std::move(settings))
                .send({*parsePhone(u"+911111111111"_s), u"123456"_s, std::chrono::minutes(5)}));
    }

    Mailbox m_mailbox;
    CpuPool m_workers;
};

void WebhookCodeSenderTest::postsTheCodeAsJson()
{
    Gateway gateway(Accepted);

    QVERIFY(send({.url = gateway.url()}));

    QVERIFY(gateway.request.startsWith("POST /send HTTP/1.1\r\n"));
    QVERIFY(gateway.request.contains("\r\nContent-Type: application/json\r\n"));
    const QJsonObject expected{{u"kind"_s, u"phone"_s},
                               {u"to"_s, u"+911111111111"_s},
                               {u"code"_s, u"123456"_s},
                               {u"lifetime"_s, 300}};
    QCOMPARE(QJsonDocument::fromJson(gateway.body()).object(), expected);
}

void WebhookCodeSenderTest::sendsItsAuthorization()
{
    Gateway gateway(Accepted);

    QVERIFY(send({.url = gateway.url(), .authorization = "Bearer abc"}));

    QVERIFY(gateway.request.contains("\r\nAuthorization: Bearer abc\r\n"));
}

void WebhookCodeSenderTest::saysThatDeliveryFailed_data()
{
    QTest::addColumn<QByteArray>("answer");

    QTest::newRow("refused") << QByteArray("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    QTest::newRow("broken") << QByteArray("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n");
    QTest::newRow("not HTTP") << QByteArray("220 smtp.example.org\r\n");
    QTest::newRow("endless") << "HTTP/1.1 200 OK\r\nContent-Length: 4000000\r\n\r\n"
            + QByteArray(4000000, 'x');
}

void WebhookCodeSenderTest::saysThatDeliveryFailed()
{
    QFETCH(QByteArray, answer);
    Gateway gateway(answer);

    const auto sent = send({.url = gateway.url()});

    QVERIFY(!sent);
    QCOMPARE(sent.error().kind, Error::Kind::Unavailable);
    QCOMPARE(sent.error().code, "delivery_failed"_L1);
    QVERIFY(!sent.error().detail.isEmpty());
    QVERIFY(!sent.error().detail.contains(u"123456"_s));
}

void WebhookCodeSenderTest::doesNotFollowRedirects()
{
    Gateway target(Accepted);
    Gateway gateway("HTTP/1.1 307 Elsewhere\r\nLocation: " + target.url()
                    + "\r\nContent-Length: 0\r\n\r\n");

    QVERIFY(!send({.url = gateway.url()}));

    QCOMPARE(gateway.requests, 1);
    QCOMPARE(target.requests, 0);
}

void WebhookCodeSenderTest::givesUpOnASilentGateway()
{
    Gateway gateway({});
    QElapsedTimer elapsed;
    elapsed.start();

    const auto sent = send({.url = gateway.url(), .timeout = std::chrono::milliseconds(300)});

    QVERIFY(!sent);
    QVERIFY(elapsed.elapsed() < Patience.count());
}

void WebhookCodeSenderTest::waitsForNoGatewayOnceItsPoolStops()
{
    Gateway gateway({});
    CpuPool workers;
    WebhookCodeSender sender(workers, {.url = gateway.url(), .timeout = std::chrono::minutes(10)});
    std::vector<QCoro::Task<Result<>>> tasks;
    tasks.push_back(sender.send({*parsePhone(u"+911111111111"_s), u"123456"_s, {}}));
    QTRY_COMPARE(gateway.requests, 1);
    QElapsedTimer elapsed;
    elapsed.start();

    workers.stopNow();

    QVERIFY(elapsed.elapsed() < LongPatience.count());
    QCOMPARE(awaitAll(std::move(tasks))[0].error().code, "delivery_failed"_L1);
}

void WebhookCodeSenderTest::speaksOnlyHttp()
{
    QVERIFY(!send({.url = "file:///etc/passwd"}));
}

QTEST_GUILESS_MAIN(WebhookCodeSenderTest)
#include "tst_webhookcodesender.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// What server/net refuses by itself, with what the application has to say in every answer.
#include "server/net/server.h"
#include "server/transport/http/httpapplication.h"
#include "tests/support/certificate.h"
#include "tests/support/echoapplication.h"
#include "tests/support/rawclient.h"

#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;
using test::RawClient;

namespace {

//! Takes bodies of ten bytes, and answers everything.
class AnyPath : public HttpPart
{
public:
    bool handles(QByteArrayView) const override { return true; }
    net::BodyPlan planBody(const net::Request &) override { return {10, {}, {}}; }
    void handle(net::Request, net::Reply reply) override { reply.send({}); }
};

std::unique_ptr<net::Server> startServer(const LiveRules &rules,
                                         const net::ServerSettings &settings)
{
    auto server = std::make_unique<net::Server>(settings, [&rules](net::IoThread &) {
        std::vector<std::unique_ptr<HttpPart>> parts;
        parts.push_back(std::make_unique<AnyPath>());
        return std::make_unique<HttpApplication>(rules, std::move(parts));
    });
    if (!server->start())
        server.reset();
    return server;
}

net::ServerSettings onOneListener(const net::ListenerSettings &listener = {})
{
    net::ServerSettings settings = test::patientSettings();
    settings.listeners = {listener};
    return settings;
}

QByteArray requestText(const QByteArray &line, const QByteArray &fields,
                       const QByteArray &body = {})
{
    return line
        + " HTTP/1.1\r\nHost: test\r\nOrigin: http://localhost:5173\r\n"
          "X-Request-Id: r7\r\n"
        + fields + "\r\n" + body;
}

} // namespace

class RefusalsTest : public QObject
{
    Q_OBJECT

private slots:
    void areReadByPagesOfOtherOrigins_data();
    void areReadByPagesOfOtherOrigins();
    void haveAnIdWhereTheHeadWasNotRead_data();
    void haveAnIdWhereTheHeadWasNotRead();
    void askForTlsOverTls();
    void ofConnectionsSayWhenToComeBack();

private:
    LiveRules m_rules;
};

void RefusalsTest::areReadByPagesOfOtherOrigins_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");

    QByteArray many;
    for (int i = 0; i < 100; ++i)
        many += "X-Field: 1\r\n";
    const QByteArray upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
    const QByteArray chunked = "Transfer-Encoding: chunked\r\n";
    QTest::newRow("a long body") << requestText("POST /", "Content-Length: 11\r\n") << 413;
    QTest::newRow("a body that grows long")
        << requestText("POST /", chunked, "b\r\n") + "12345678901" << 413;
    QTest::newRow("malformed chunks") << requestText("POST /", chunked, "x\r\n") << 400;
    QTest::newRow("a compressed body")
        << requestText("POST /", "Content-Encoding: gzip\r\nContent-Length: 1\r\n", "x") << 415;
    QTest::newRow("two hosts") << requestText("GET /", "Host: other\r\n") << 400;
    QTest::newRow("many fields") << requestText("GET /", many) << 431;
    QTest::newRow("no handshake") << requestText("GET /", upgrade + "Sec-WebSocket-Version: 13\r\n")
                                  << 400;
    QTest::newRow("another handshake") << requestText("GET /", upgrade) << 426;
    QTest::newRow("a handshake with a body")
        << requestText("GET /", upgrade + "Content-Length: 1\r\n", "x") << 400;
}

void RefusalsTest::areReadByPagesOfOtherOrigins()
{
    QFETCH(QByteArray, bytes);
    const auto server = startServer(m_rules, onOneListener());
    QVERIFY(server);
    const auto reply = RawClient(server->port()).ask(bytes);
    QTEST(reply.status, "status");
    QCOMPARE(reply.headers.value("access-control-allow-origin"), "http://localhost:5173"_ba);
    QCOMPARE(reply.headers.value("access-control-allow-credentials"), "true"_ba);
    QCOMPARE(reply.headers.value("vary"), "Origin"_ba);
    QCOMPARE(reply.headers.value("x-request-id"), "r7"_ba);
    QVERIFY(!reply.headers.contains("strict-transport-security"));
}

void RefusalsTest::haveAnIdWhereTheHeadWasNotRead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");

    QTest::newRow("no request") << "hello\r\n\r\n"_ba << 400;
    QTest::newRow("a long head") << requestText("GET /", "X-Field: " + QByteArray(20'000, 'x'))
                                 << 431;
    QTest::newRow("a long target") << requestText("GET /" + QByteArray(10'000, 'x'), {}) << 414;
}

void RefusalsTest::haveAnIdWhereTheHeadWasNotRead()
{
    QFETCH(QByteArray, bytes);
    const auto server = startServer(m_rules, onOneListener());
    QVERIFY(server);
    const auto reply = RawClient(server->port()).ask(bytes);
    QTEST(reply.status, "status");
    QVERIFY(!reply.headers.value("x-request-id").isEmpty());
    QCOMPARE(reply.headers.value("vary"), "Origin"_ba);
}

void RefusalsTest::askForTlsOverTls()
{
    const QTemporaryDir folder;
    const QString certificate = folder.filePath(u"cert.pem"_s);
    const QString key = folder.filePath(u"key.pem"_s);
    QVERIFY(test::writeCertificate(certificate, key, "test"));
    const auto server = startServer(
        m_rules, onOneListener({QHostAddress(QHostAddress::LocalHost), 0, certificate, key}));
    QVERIFY(server);
    const auto read =
        RawClient::secure(server->port())->ask(requestText("GET /", "Host: other\r\n"));
    QCOMPARE(read.status, 400);
    QVERIFY(read.headers.contains("strict-transport-security"));
    const auto unread = RawClient::secure(server->port())->ask("hello\r\n\r\n");
    QCOMPARE(unread.status, 400);
    QVERIFY(unread.headers.contains("strict-transport-security"));
}

void RefusalsTest::ofConnectionsSayWhenToComeBack()
{
    net::ServerSettings settings = onOneListener();
    settings.limits.connections = 1;
    const auto server = startServer(m_rules, settings);
    QVERIFY(server);
    RawClient first(server->port());
    QCOMPARE(first.ask(requestText("GET /", {})).status, 200);
    const auto reply = RawClient(server->port()).ask(requestText("GET /", {}));
    QCOMPARE(reply.status, 503);
    QVERIFY(reply.headers.value("retry-after").toInt() > 0);
    QVERIFY(!reply.headers.value("x-request-id").isEmpty());
}

QTEST_GUILESS_MAIN(RefusalsTest)
#include "tst_refusals.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/sockets/farewell.h"
#include "server/transport/sse/ssepart.h"
#include "tests/support/collectedreply.h"
#include "tests/support/patience.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::test;

class SsePartTest : public QObject
{
    Q_OBJECT

private slots:
    void servesItsPathsOnly();
    void listensOnly();
    void asksForEachClient();
    void letsGoOfWhoDoesNotListen();
    void endsStreamsWhenTheServerGoesDown();
    void sendsAwayWhoStillWaitsWhenTheServerGoesDown();
    void sendsAwayWhoComesBackTooEarly();

private:
    SsePart part(SseSettings settings = {})
    {
        settings.paths = {"/events", "/other/events"};
        settings.dialect = "feed";
        settings.connected = [this](const std::shared_ptr<ClientSocket> &socket) {
            m_sockets.push_back(socket);
        };
        return SsePart(settings, std::make_shared<DeadlineQueue>());
    }
    static net::Request request(const QByteArray &method)
    {
        net::Request request;
        request.method = method;
        request.path = "/events";
        request.query = "userId=5";
        return request;
    }

    static void goDown(SsePart &served)
    {
        Farewell farewell;
        served.drain(farewell);
        bool isDone = false;
        farewell.begin([&isDone] { isDone = true; });
        QVERIFY(isDone);
    }
    //! An EventSource that is answered with anything but a stream never asks again.
    static void verifyComesBack(CollectedReply &reply)
    {
        QVERIFY(reply.isThere());
        net::Response response = reply.take();
        QCOMPARE(response.status, 200);
        QCOMPARE(response.headers.value("content-type"), QByteArray("text/event-stream"));
        static const QRegularExpression retry(u"^retry: \\d{4}\\n\\n$"_s);
        const auto text = QString::fromUtf8(bodyOf(response));
        QVERIFY2(retry.match(text).hasMatch(), qPrintable(text));
    }

    std::vector<std::shared_ptr<ClientSocket>> m_sockets;
};

void SsePartTest::servesItsPathsOnly()
{
    const SsePart served = part();
    QVERIFY(served.handles("/events"));
    QVERIFY(served.handles("/other/events"));
    QVERIFY(!served.handles("/events/5"));
    QVERIFY(!served.handles("/"));
}

void SsePartTest::listensOnly()
{
    SsePart served = part();
    CollectedReply reply;
    served.handle(request("POST"), reply.reply());
    QCOMPARE(reply.take().status, 405);
    QVERIFY(m_sockets.empty());
}

void SsePartTest::asksForEachClient()
{
    SsePart served = part();
    CollectedReply reply;
    served.handle(request("GET"), reply.reply());
    QCOMPARE(m_sockets.size(), 1u);
    QVERIFY(!reply.isThere());
    QCOMPARE(m_sockets.front()->handshake().dialect, QByteArray("feed"));
    QCOMPARE(m_sockets.front()->handshake().request->query, QByteArray("userId=5"));
    m_sockets.front()->accept();
    QVERIFY(reply.isThere());
    QCOMPARE(reply.take().status, 200);
    m_sockets.clear();
}

void SsePartTest::letsGoOfWhoDoesNotListen()
{
    SseSettings settings;
    settings.mostBacklog = 0;
    settings.breath = std::chrono::milliseconds(1);
    SsePart served = part(settings);
    CollectedReply reply;
    served.handle(request("GET"), reply.reply());
    std::optional<CloseReason> reason;
    m_sockets.front()->onClosed([&reason](CloseReason given) { reason = given; });
    m_sockets.front()->accept();
    const net::Response response = reply.take(); // Of which nothing is read.
    const std::weak_ptr<ClientSocket> socket = m_sockets.front();
    m_sockets.clear(); // Only the part has it.
    QTRY_VERIFY(socket.expired());
    QCOMPARE(reason, std::optional(CloseReason::Overflow));
}

void SsePartTest::endsStreamsWhenTheServerGoesDown()
{
    SsePart served = part();
    CollectedReply reply;
    served.handle(request("GET"), reply.reply());
    m_sockets.front()->accept();
    const net::Response response = reply.take();
    CloseReason reason = CloseReason::TransportError;
    m_sockets.front()->onClosed([&reason](CloseReason given) { reason = given; });
    goDown(served);
    QCOMPARE(reason, CloseReason::ShuttingDown);
    static const QRegularExpression lastWords(u"\\nretry: \\d{4}\\n\\n$"_s);
    const auto text = QString::fromUtf8(response.source->read(1000));
    QVERIFY2(lastWords.match(text).hasMatch(), qPrintable(text));
    QVERIFY(response.source->isOver());
    m_sockets.clear();
}

void SsePartTest::sendsAwayWhoStillWaitsWhenTheServerGoesDown()
{
    SsePart served = part();
    CollectedReply reply;
    served.handle(request("GET"), reply.reply());
    goDown(served);
    verifyComesBack(reply);
    m_sockets.front()->accept(); // Too late.
    QVERIFY(!m_sockets.front()->isOpen());
    m_sockets.clear();
}

void SsePartTest::sendsAwayWhoComesBackTooEarly()
{
    SsePart served = part();
    goDown(served);
    CollectedReply reply;
    served.handle(request("GET"), reply.reply());
    verifyComesBack(reply);
    QVERIFY(m_sockets.empty());
    CollectedReply other;
    served.handle(request("POST"), other.reply());
    QCOMPARE(other.take().status, 405);
}

QTEST_GUILESS_MAIN(SsePartTest)
#include "tst_ssepart.moc"

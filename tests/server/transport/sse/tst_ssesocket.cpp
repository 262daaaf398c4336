// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/sse/ssesocket.h"
#include "tests/support/collectedreply.h"
#include "tests/support/fakewire.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;

namespace {

PreparedEvent news(const QByteArray &json)
{
    return PreparedEvent({"message", json});
}

} // namespace

class SseSocketTest : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void greetsAndTells();
    void namesEventsWhereThatIsWanted();
    void takesNobodyOnBeforeTheyHaveCaughtUp();
    void readsWhatBrowsersCannotPutElsewhere();
    void isCountedEachTime();
    void turnsAway();
    void refusesWithTheRightStatus_data();
    void refusesWithTheRightStatus();
    void saysWhenToComeBack();
    void endsWhenTheClientHasGone();
    void letsInWhoOnlyHalfClosed();
    void sendsAnEventLongerThanWhatMayWait();
    void givesUpOnWhoDoesNotListen();
    void breathes();
    void saysNothingBeforeItIsLetIn();

private:
    net::Response let()
    {
        m_socket->accept();
        return m_reply->take();
    }

    SseSettings m_settings;
    DeadlineQueue m_deadlines;
    std::unique_ptr<CollectedReply> m_reply;
    std::shared_ptr<SseSocket> m_socket;
    std::optional<CloseReason> m_closed;
    bool m_isOver = false;
};

void SseSocketTest::init()
{
    m_settings = {};
    m_settings.connected = [](const std::shared_ptr<ClientSocket> &) {};
    m_reply = std::make_unique<CollectedReply>();
    m_socket = std::make_shared<SseSocket>(
        m_settings, m_deadlines, std::make_shared<const net::Request>(), m_reply->reply());
    m_closed.reset();
    m_isOver = false;
    m_socket->onClosed([this](CloseReason reason) { m_closed = reason; });
    m_socket->start([this] { m_isOver = true; });
}

void SseSocketTest::greetsAndTells()
{
    const net::Response response = let();
    QVERIFY(m_socket->isOpen());
    QCOMPARE(response.headers.value("content-type"), QByteArray("text/event-stream"));
    QCOMPARE(response.source->read(1000), QByteArray("event: ping\ndata: connected\n\n"));
    m_socket->emitEvent(news("{\"type\":\"x\"}"));
    QCOMPARE(response.source->read(1000), QByteArray("data: {\"type\":\"x\"}\n\n"));
    m_socket->close(CloseReason::ServerDisconnect);
    QVERIFY(response.source->isOver());
    QVERIFY(m_isOver);
}

void SseSocketTest::namesEventsWhereThatIsWanted()
{
    m_settings.form = SseSettings::Form::Named;
    m_settings.greeting = ":\n\n";
    const net::Response response = let();
    QCOMPARE(response.source->read(1000), QByteArray(":\n\n"));
    m_socket->emitEvent(PreparedEvent({"message:new", "{}"}));
    const QByteArray text = response.source->read(1000);
    QVERIFY(text.startsWith("id: "));
    QVERIFY(text.endsWith("\nevent: message:new\ndata: {}\n\n"));
}

void SseSocketTest::takesNobodyOnBeforeTheyHaveCaughtUp()
{
    m_settings.form = SseSettings::Form::Named;
    m_settings.greeting = ":\n\n";
    const net::Response response = let();
    response.source->read(1000); // The greeting.
    const PreparedEvent event({"message:new", "{}"});
    m_socket->beginCatchUp();
    m_socket->emitEvent(event);
    QCOMPARE(response.source->read(1000), QByteArray("event: message:new\ndata: {}\n\n"));
    m_socket->endCatchUp();
    m_socket->emitEvent(event);
    QCOMPARE(response.source->read(1000), event.streamText());
}

void SseSocketTest::readsWhatBrowsersCannotPutElsewhere()
{
    net::Request request;
    request.query = "token=a%22b";
    request.headers.add("last-event-id", "1700000000000");
    CollectedReply reply;
    const auto socket = std::make_shared<SseSocket>(
        m_settings, m_deadlines, std::make_shared<const net::Request>(request), reply.reply());
    QCOMPARE(socket->handshake().auth, QByteArray(R"({"token":"a\"b"})"));
    QCOMPARE(socket->handshake().since,
             std::optional(Timestamp(std::chrono::milliseconds(1700000000000))));
    QCOMPARE(m_socket->handshake().auth, QByteArray("{}"));
    QVERIFY(!m_socket->handshake().since);
}

//! Nobody knows how many others there were on its connection.
void SseSocketTest::isCountedEachTime()
{
    QVERIFY(m_socket->handshake().isRepeated);
}

void SseSocketTest::turnsAway()
{
    m_socket->refuse("Access token Missing");
    const net::Response response = m_reply->take();
    QCOMPARE(response.status, 401);
    QCOMPARE(response.body, QByteArray("{\"success\":false,\"message\":\"Access token Missing\"}"));
    QVERIFY(m_isOver);
    QVERIFY(!m_socket->isOpen());
}

void SseSocketTest::refusesWithTheRightStatus_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<int>("status");

    QTest::newRow("who is not known") << QByteArray(R"({"code":"token_expired"})") << 401;
    QTest::newRow("who may not") << QByteArray(R"({"code":"forbidden"})") << 403;
    QTest::newRow("who has too many") << QByteArray(R"({"code":"too_many_sockets"})") << 429;
    QTest::newRow("who asks too often") << QByteArray(R"({"code":"rate_limited"})") << 429;
}

void SseSocketTest::refusesWithTheRightStatus()
{
    QFETCH(QByteArray, data);
    QFETCH(int, status);
    m_socket->refuse("No", data);
    const net::Response response = m_reply->take();
    QCOMPARE(response.status, status);
    QVERIFY(!response.headers.contains("retry-after"));
}

void SseSocketTest::saysWhenToComeBack()
{
    m_socket->refuse("No", R"({"code":"rate_limited","retryAfter":7})");
    QCOMPARE(m_reply->take().headers.value("retry-after"), QByteArray("7"));
}

void SseSocketTest::endsWhenTheClientHasGone()
{
    net::Response response = let();
    response.source.reset();
    QCOMPARE(m_closed, std::optional(CloseReason::TransportClose));
    QVERIFY(m_isOver);
    m_socket->emitEvent(news("{}")); // Into the void.
}

void SseSocketTest::letsInWhoOnlyHalfClosed()
{
    const auto receiver = std::make_shared<FakeReceiver>();
    const auto socket = std::make_shared<SseSocket>(
        m_settings, m_deadlines, std::make_shared<const net::Request>(), net::Reply(receiver));
    bool isOver = false;
    socket->start([&] { isOver = true; });
    receiver->halfClose();
    QVERIFY(!isOver);
    QCOMPARE(receiver->answers, 0);
    receiver->hangUp();
    QVERIFY(isOver);
}

void SseSocketTest::sendsAnEventLongerThanWhatMayWait()
{
    m_settings.mostBacklog = 100;
    const net::Response response = let();
    response.source->read(1000); // The greeting.
    const QByteArray shortOne = "\"short\"";
    const QByteArray longOne = '"' + QByteArray(10'000, 'x') + '"';
    for (const QByteArray &json : {shortOne, longOne, shortOne})
        m_socket->emitEvent(news(json));
    QVERIFY(!m_closed);
    QByteArray expected;
    for (const QByteArray &json : {shortOne, longOne, shortOne})
        expected += "data: " + json + "\n\n";
    QCOMPARE(response.source->read(20'000), expected);
}

void SseSocketTest::givesUpOnWhoDoesNotListen()
{
    m_settings.mostBacklog = 100;
    const net::Response response = let();
    const QByteArray longOne = '"' + QByteArray(1000, 'x') + '"';
    for (int i = 0; i < 2; ++i) // One may wait, whatever its length.
        m_socket->emitEvent(news(longOne));
    QCOMPARE(m_closed, std::optional(CloseReason::Overflow));
    QVERIFY(response.source->isOver());
    QCOMPARE(response.source->read(10'000).count(longOne), 1);
}

void SseSocketTest::breathes()
{
    m_settings.breath = std::chrono::milliseconds(1);
    const net::Response response = let();
    QByteArray heard;
    QTRY_VERIFY((heard += response.source->read(1000)).contains(":\n\n:\n\n"));
}

void SseSocketTest::saysNothingBeforeItIsLetIn()
{
    m_socket->emitEvent(news("{}"));
    QVERIFY(!m_reply->isThere());
    const net::Response response = let();
    QCOMPARE(response.source->read(1000), QByteArray("event: ping\ndata: connected\n\n"));
}

QTEST_GUILESS_MAIN(SseSocketTest)
#include "tst_ssesocket.moc"

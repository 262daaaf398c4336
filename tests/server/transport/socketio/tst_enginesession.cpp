// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/enginesession.h"
#include "tests/support/fakewire.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace linnet;
using namespace linnet::socketio;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

//! \brief Keeps what a session carries; what outlives the session is the test's.
struct Seen
{
    QByteArrayList messages;
    std::vector<CloseReason> closed;
    std::function<void(const EnginePacket &)> react;
};

class SeeingListener : public EngineSession::Listener
{
public:
    explicit SeeingListener(Seen &seen)
        : m_seen(seen)
    {}
    void opened() override {}
    void received(EnginePacket message) override
    {
        m_seen.messages += message.data;
        if (m_seen.react)
            m_seen.react(message);
    }
    void closed(CloseReason reason) override { m_seen.closed.push_back(reason); }

private:
    Seen &m_seen;
};

} // namespace

class EngineSessionTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void answersAPollWithWhatWaits();
    void keepsAPollUntilThereIsSomething();
    void answersOnePostInOnePayload();
    void saysItsLastWordsToTheNextPoll();
    void forgetsItsLastWordsInTime();
    void closesAPendingPoll();
    void letsAClientGoThatPolls();
    void answersAPollThatTheEndHasOvertaken();
    void waitsForSuchAPollInVain();
    void boundsWhatWaitsForAPoll();
    void boundsWhatWaitsBesideALongMessage();
    void boundsWhatOlderClientsWantEchoed();
    void pingsAndGivesUp();
    void takesAPongForALife();
    void stopsReadingAPostWhenClosed();
    void survivesBeingClosedByItsListener();
    void refusesAPollThatNobodyWaitsFor();
    void endsWithAPollWhoseClientSendsNoMore();
    void answersAPollWhoseClientSendsNoMoreWithWhatWaits();
    void keepsWhatWaitsForTheWebSocket();

private:
    std::shared_ptr<FakeReceiver> poll()
    {
        const auto receiver = std::make_shared<FakeReceiver>();
        m_session->poll(net::Reply(receiver));
        return receiver;
    }
    bool isForgotten() const { return m_forgotten == 1; }

    EngineSettings m_settings;
    DeadlineQueue m_deadlines;
    Seen m_seen;
    std::shared_ptr<EngineSession> m_session;
    int m_forgotten = 0;
};

void EngineSessionTest::init()
{
    m_settings = EngineSettings();
    m_settings.pingInterval = 60ms;
    m_settings.pingTimeout = 2 * test::Patience;
    m_seen = {};
    m_forgotten = 0;
    m_session = std::make_shared<EngineSession>(m_settings, m_deadlines, "sid",
                                                PayloadFormat{EngineVersion::V4, true},
                                                m_settings.pingInterval);
    m_session->onForgotten([this](EngineSession &) { ++m_forgotten; });
    const auto receiver = std::make_shared<FakeReceiver>();
    m_session->openOn(net::Reply(receiver));
    m_session->setListener(std::make_unique<SeeingListener>(m_seen));
    QVERIFY(receiver->body.startsWith("0{\"sid\":\"sid\""));
}

void EngineSessionTest::cleanup()
{
    m_session.reset();
}

void EngineSessionTest::answersAPollWithWhatWaits()
{
    m_session->send({"one"});
    m_session->send({"\1\2", true});
    QVERIFY(m_session->backlog() > 0);
    QCOMPARE(poll()->body,
             "4one\x1e"
             "bAQI="_ba);
    QCOMPARE(m_session->backlog(), 0);
}

void EngineSessionTest::keepsAPollUntilThereIsSomething()
{
    const auto receiver = poll();
    QCOMPARE(receiver->answers, 0);
    m_session->send({"late"});
    QCOMPARE(receiver->body, "4late"_ba);
    QCOMPARE(receiver->headers.value("cache-control"), "no-store"_ba);
}

void EngineSessionTest::answersOnePostInOnePayload()
{
    m_seen.react = [this](const EnginePacket &packet) { m_session->send({packet.data}); };
    const auto receiver = poll();
    QVERIFY(m_session->post({"4a\x1e"
                             "4b\x1e"
                             "4c"}));
    QCOMPARE(m_seen.messages, (QByteArrayList{"a", "b", "c"}));
    QCOMPARE(receiver->body,
             "4a\x1e"
             "4b\x1e"
             "4c"_ba);
}

void EngineSessionTest::saysItsLastWordsToTheNextPoll()
{
    m_session->send({"1"});
    m_session->close(CloseReason::ServerDisconnect);
    QCOMPARE(m_seen.closed, std::vector{CloseReason::ServerDisconnect});
    QVERIFY(!isForgotten());
    QVERIFY(!m_session->post({"4too late"}));
    QCOMPARE(poll()->body,
             "41\x1e"
             "1"_ba);
    QVERIFY(isForgotten());
    QVERIFY(m_seen.messages.isEmpty());
}

void EngineSessionTest::forgetsItsLastWordsInTime()
{
    m_session->send({"1"});
    m_settings.pingTimeout = 40ms;
    m_session->close(CloseReason::ServerDisconnect);
    QTRY_VERIFY(isForgotten());
    QCOMPARE(m_seen.closed.size(), size_t(1));
}

void EngineSessionTest::closesAPendingPoll()
{
    const auto receiver = poll();
    m_session->close(CloseReason::ShuttingDown);
    QCOMPARE(receiver->body, "1"_ba);
    QVERIFY(isForgotten());
    QCOMPARE(m_seen.closed, std::vector{CloseReason::ShuttingDown});
}

void EngineSessionTest::letsAClientGoThatPolls()
{
    const auto receiver = poll();
    QVERIFY(m_session->post({"1"}));
    QCOMPARE(receiver->body, "6"_ba);
    QCOMPARE(m_seen.closed, std::vector{CloseReason::TransportClose});
    QVERIFY(isForgotten());
}

void EngineSessionTest::answersAPollThatTheEndHasOvertaken()
{
    m_session->send({"never read"});
    QVERIFY(m_session->post({"1"}));
    QCOMPARE(m_seen.closed, std::vector{CloseReason::TransportClose});
    QVERIFY(!m_session->post({"4too late"}));
    QCOMPARE(poll()->body, "6"_ba);
    QVERIFY(isForgotten());
    QVERIFY(m_seen.messages.isEmpty());
}

void EngineSessionTest::waitsForSuchAPollInVain()
{
    QVERIFY(m_session->post({"1"}));
    QVERIFY(!isForgotten());
    QTRY_VERIFY(isForgotten());
    QCOMPARE(m_seen.closed.size(), size_t(1));
}

void EngineSessionTest::boundsWhatWaitsForAPoll()
{
    m_settings.dropAbove = 1000;
    m_settings.closeAbove = 2000;
    for (int i = 0; i < 9; ++i)
        m_session->send({QByteArray(90, 'x')});
    const qint64 before = m_session->backlog();
    EngineMessage typing{QByteArray(100, 't')};
    typing.mayDrop = true;
    m_session->send(typing);
    QCOMPARE(m_session->backlog(), before);
    for (int i = 0; i < 9; ++i)
        m_session->send({QByteArray(90, 'x')});
    QCOMPARE(m_seen.closed, std::vector{CloseReason::Overflow});
    QVERIFY(isForgotten());
}

void EngineSessionTest::boundsWhatWaitsBesideALongMessage()
{
    m_settings.closeAbove = 2000;
    m_session->send({"before"});
    m_session->send({QByteArray(100'000, 'l')});
    for (int i = 0; i < 12; ++i)
        m_session->send({QByteArray(90, 'x')});
    QVERIFY(m_session->isOpen());
    for (int i = 0; i < 2; ++i)
        m_session->send({QByteArray(90, 'x')});
    QCOMPARE(m_seen.closed, std::vector{CloseReason::Overflow});
}

void EngineSessionTest::boundsWhatOlderClientsWantEchoed()
{
    const auto session = std::make_shared<EngineSession>(
        m_settings, m_deadlines, "old", PayloadFormat{EngineVersion::V3, true}, 60s);
    session->openOn(net::Reply(std::make_shared<FakeReceiver>()));
    session->setListener(std::make_unique<SeeingListener>(m_seen));
    const QByteArray ping = '2' + QByteArray(100'000, 'p');
    const EnginePayload payload{QByteArray::number(ping.size()) + ':' + ping};
    for (int i = 0; i < 20; ++i) {
        session->post(payload); // And it never polls.
        QVERIFY(session->backlog() <= m_settings.closeAbove + ping.size());
    }
    QCOMPARE(m_seen.closed, std::vector{CloseReason::Overflow});
    QVERIFY(!session->isOpen());
}

void EngineSessionTest::pingsAndGivesUp()
{
    m_settings.pingTimeout = 40ms;
    const auto receiver = poll();
    QTRY_COMPARE(receiver->body, "2"_ba);
    QTRY_COMPARE(m_seen.closed, std::vector{CloseReason::PingTimeout});
    QVERIFY(isForgotten());
}

void EngineSessionTest::takesAPongForALife()
{
    for (int i = 0; i < 4; ++i) {
        const auto receiver = poll();
        QTRY_COMPARE(receiver->body, "2"_ba);
        QVERIFY(m_session->post({"3"}));
    }
    QVERIFY(m_session->isOpen());
}

void EngineSessionTest::stopsReadingAPostWhenClosed()
{
    QVERIFY(m_session->post({"4a\x1e"
                             "1\x1e"
                             "4b"}));
    QCOMPARE(m_seen.messages, QByteArrayList{"a"});
    QCOMPARE(m_seen.closed, std::vector{CloseReason::TransportClose});
}

void EngineSessionTest::survivesBeingClosedByItsListener()
{
    m_seen.react = [this](const EnginePacket &) {
        m_session->close(CloseReason::ServerDisconnect);
        m_session.reset();
    };
    const auto session = m_session.get();
    session->post({"4a\x1e"
                   "4b"});
    QCOMPARE(m_seen.messages, QByteArrayList{"a"});
    QVERIFY(isForgotten());
}

void EngineSessionTest::refusesAPollThatNobodyWaitsFor()
{
    const auto receiver = std::make_shared<FakeReceiver>();
    receiver->isGone = true;
    m_session->poll(net::Reply(receiver));
    QCOMPARE(m_seen.closed, std::vector{CloseReason::TransportError});
}

void EngineSessionTest::endsWithAPollWhoseClientSendsNoMore()
{
    const auto receiver = poll();
    receiver->halfClose();
    m_session->pollAborted();
    QCOMPARE(m_seen.closed, std::vector{CloseReason::TransportError});
    QCOMPARE(receiver->status, 200);
    QCOMPARE(receiver->body, "1"_ba);
}

void EngineSessionTest::answersAPollWhoseClientSendsNoMoreWithWhatWaits()
{
    m_session->send({"waits"});
    const auto receiver = std::make_shared<FakeReceiver>();
    receiver->hasHalfClosed = true;
    m_session->poll(net::Reply(receiver));
    QCOMPARE(receiver->body, "4waits"_ba);
    QVERIFY(m_session->isOpen());
    const auto next = std::make_shared<FakeReceiver>();
    next->hasHalfClosed = true;
    m_session->poll(net::Reply(next));
    QCOMPARE(m_seen.closed, std::vector{CloseReason::TransportError});
    QCOMPARE(next->body, "1"_ba);
}

void EngineSessionTest::keepsWhatWaitsForTheWebSocket()
{
    const auto log = std::make_shared<FakeWebSocket::Log>();
    auto socket = std::make_unique<FakeWebSocket>(log);
    FakeWebSocket *const sender = socket.get();
    m_session->send({"waits"});
    m_session->tryUpgrade(std::move(socket), std::make_shared<net::Request>());
    emit sender->textReceived("2probe");
    emit sender->textReceived("5");
    QCOMPARE(log->sent, (QByteArrayList{"3probe", "4waits"}));
    QVERIFY(!m_session->isPolling());
    m_session->send({"\1", true});
    QCOMPARE(log->sent.last(), "\1"_ba);
    QVERIFY(log->sentBinary.back());
    emit sender->textReceived("4hello");
    QCOMPARE(m_seen.messages, QByteArrayList{"hello"});
}

QTEST_GUILESS_MAIN(EngineSessionTest)
#include "tst_enginesession.moc"

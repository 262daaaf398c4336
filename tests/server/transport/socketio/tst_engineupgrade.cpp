// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/engineupgrade.h"
#include "tests/support/fakewire.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace linnet;
using namespace linnet::socketio;
using namespace linnet::test;
using namespace std::chrono_literals;

class EngineUpgradeTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_upgrade.reset(); }

    void completesAfterTheProbe();
    void failsOnAnythingElse_data();
    void failsOnAnythingElse();
    void failsOnBytes();
    void failsWhenTheSocketGoes();
    void failsInTime();
    void closesTheSocketWhenGivenUp();

private:
    DeadlineQueue m_deadlines;
    std::shared_ptr<FakeWebSocket::Log> m_log;
    FakeWebSocket *m_socket = nullptr;
    std::unique_ptr<EngineUpgrade> m_upgrade;
    std::unique_ptr<net::WebSocket> m_result;
    int m_probes = 0;
    int m_failures = 0;
};

void EngineUpgradeTest::init()
{
    m_log = std::make_shared<FakeWebSocket::Log>();
    auto socket = std::make_unique<FakeWebSocket>(m_log);
    m_socket = socket.get();
    m_probes = 0;
    m_failures = 0;
    m_result.reset();
    EngineUpgrade::Outcome outcome;
    outcome.probed = [this] { ++m_probes; };
    outcome.completed = [this](std::unique_ptr<net::WebSocket> tried) {
        m_upgrade.reset();
        m_result = std::move(tried);
    };
    outcome.failed = [this] {
        m_upgrade.reset();
        ++m_failures;
    };
    m_upgrade =
        std::make_unique<EngineUpgrade>(std::move(socket), m_deadlines, 50ms, std::move(outcome));
}

void EngineUpgradeTest::completesAfterTheProbe()
{
    QVERIFY(!m_upgrade->isProbed());
    emit m_socket->textReceived("2probe");
    QVERIFY(m_upgrade->isProbed());
    QCOMPARE(m_probes, 1);
    QCOMPARE(m_log->sent, QByteArrayList{"3probe"});
    emit m_socket->textReceived("5");
    QCOMPARE(m_result.get(), m_socket);
    emit m_socket->textReceived("4hello"); // Somebody else's business now.
    QCOMPARE(m_failures, 0);
    QCOMPARE(m_log->closeCode, -1);
}

void EngineUpgradeTest::failsOnAnythingElse_data()
{
    QTest::addColumn<QByteArrayList>("texts");

    QTest::newRow("no probe") << QByteArrayList{"5"};
    QTest::newRow("a plain ping") << QByteArrayList{"2"};
    QTest::newRow("a message") << QByteArrayList{"4hello"};
    QTest::newRow("a message after the probe") << QByteArrayList{"2probe", "4hello"};
    QTest::newRow("nothing in it") << QByteArrayList{""};
}

void EngineUpgradeTest::failsOnAnythingElse()
{
    QFETCH(QByteArrayList, texts);
    for (const QByteArray &text : texts)
        emit m_socket->textReceived(text);
    QCOMPARE(m_failures, 1);
    QVERIFY(m_log->closeCode >= 0);
    QTRY_VERIFY(m_log->isDeleted);
}

void EngineUpgradeTest::failsOnBytes()
{
    emit m_socket->binaryReceived("2probe");
    QCOMPARE(m_failures, 1);
}

void EngineUpgradeTest::failsWhenTheSocketGoes()
{
    emit m_socket->closed(1006);
    QCOMPARE(m_failures, 1);
    QTRY_VERIFY(m_log->isDeleted);
}

void EngineUpgradeTest::failsInTime()
{
    emit m_socket->textReceived("2probe"); // Does not buy more time.
    QTRY_COMPARE(m_failures, 1);
}

void EngineUpgradeTest::closesTheSocketWhenGivenUp()
{
    m_upgrade.reset();
    QVERIFY(m_log->closeCode >= 0);
    QCOMPARE(m_failures, 0);
    QTRY_VERIFY(m_log->isDeleted);
}

QTEST_GUILESS_MAIN(EngineUpgradeTest)
#include "tst_engineupgrade.moc"

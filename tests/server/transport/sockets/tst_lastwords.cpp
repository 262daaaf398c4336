// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/sockets/lastwords.h"
#include "tests/support/fakewire.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;

class LastWordsTest : public QObject
{
    Q_OBJECT

private slots:
    void closesAndThenDeletes();
    void hearsNothingMore();
};

void LastWordsTest::closesAndThenDeletes()
{
    const auto log = std::make_shared<FakeWebSocket::Log>();
    closeAndForget(std::make_unique<FakeWebSocket>(log), 4401);
    QCOMPARE(log->closeCode, 4401);
    QVERIFY(!log->isDeleted); // The closing handshake still needs it.
    QTRY_VERIFY(log->isDeleted);
}

void LastWordsTest::hearsNothingMore()
{
    auto socket = std::make_unique<FakeWebSocket>(std::make_shared<FakeWebSocket::Log>());
    FakeWebSocket &late = *socket;
    bool isHeard = false;
    connect(&late, &net::WebSocket::textReceived, this, [&] { isHeard = true; });
    closeAndForget(std::move(socket), 1000);
    emit late.textReceived("late");
    QVERIFY(!isHeard);
}

QTEST_GUILESS_MAIN(LastWordsTest)
#include "tst_lastwords.moc"

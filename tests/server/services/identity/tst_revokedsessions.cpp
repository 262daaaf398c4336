// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bus/inprocessbus.h"
#include "server/services/identity/revokedsessions.h"
#include "tests/support/movableclock.h"

#include <QTest>

#include <thread>

using namespace linnet;
using namespace linnet::test;

class RevokedSessionsTest : public QObject
{
    Q_OBJECT

private slots:
    void hearsOfRevocationsOnTheBus();
    void forgetsThemWhenTheirTokensAreDead();
    void isAskedWhileItChanges();

private:
    MovableClock m_clock;
};

void RevokedSessionsTest::hearsOfRevocationsOnTheBus()
{
    InProcessBus bus;
    const RevokedSessions revoked(bus, m_clock, std::chrono::minutes(15));
    QVERIFY(!revoked.contains(SessionId(1)));

    bus.publish({SessionRevoked{SessionId(1), UserId(2)}, {UserId(2)}, {}});
    bus.publish({TypingChanged{}, {UserId(2)}, {}});
    bus.publish({SessionRevoked{SessionId(), UserId(2)}, {UserId(2)}, {}});

    QVERIFY(revoked.contains(SessionId(1)));
    QVERIFY2(!revoked.contains(SessionId()), "others have opened things without a session");
    QVERIFY(!revoked.contains(SessionId(2)));
}

void RevokedSessionsTest::forgetsThemWhenTheirTokensAreDead()
{
    InProcessBus bus;
    RevokedSessions revoked(bus, m_clock, std::chrono::minutes(15));
    revoked.add(SessionId(1), m_clock.now());
    m_clock.advance(std::chrono::minutes(15));
    revoked.add(SessionId(2), m_clock.now());

    revoked.forget();
    QVERIFY(revoked.contains(SessionId(1)));

    m_clock.advance(std::chrono::milliseconds(1));
    revoked.forget();
    QVERIFY(!revoked.contains(SessionId(1)));
    QVERIFY(revoked.contains(SessionId(2)));
}

void RevokedSessionsTest::isAskedWhileItChanges()
{
    InProcessBus bus;
    RevokedSessions revoked(bus, m_clock, std::chrono::minutes(15));
    revoked.add(SessionId(1), m_clock.now());
    std::atomic<int> missed = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 2; ++thread)
            threads.emplace_back([&revoked, &missed] {
                for (int i = 0; i < 5000; ++i)
                    missed += revoked.contains(SessionId(1)) ? 0 : 1;
            });
        threads.emplace_back([&revoked, this] {
            for (int i = 2; i < 2000; ++i) {
                revoked.add(SessionId(i), m_clock.now());
                revoked.forget();
            }
        });
    }
    QCOMPARE(missed.load(), 0);
}

QTEST_GUILESS_MAIN(RevokedSessionsTest)
#include "tst_revokedsessions.moc"

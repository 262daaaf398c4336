// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/suspendedusers.h"
#include "tests/support/movableclock.h"

#include <QTest>

#include <thread>

using namespace linnet;
using namespace linnet::test;

class SuspendedUsersTest : public QObject
{
    Q_OBJECT

private slots:
    void knowsWhoIsSuspended();
    void isOverByItself();
    void isAskedWhileItChanges();

private:
    MovableClock m_clock;
};

void SuspendedUsersTest::knowsWhoIsSuspended()
{
    SuspendedUsers suspended(m_clock);
    QVERIFY(!suspended.contains(UserId(1)));
    suspended.put(UserId(1), {});
    QVERIFY(suspended.contains(UserId(1)));
    QVERIFY(!suspended.contains(UserId(2)));
    suspended.remove(UserId(1));
    QVERIFY(!suspended.contains(UserId(1)));
}

void SuspendedUsersTest::isOverByItself()
{
    SuspendedUsers suspended(m_clock);
    suspended.put(UserId(1), m_clock.now() + std::chrono::minutes(1));
    QVERIFY(suspended.contains(UserId(1)));
    m_clock.advance(std::chrono::minutes(1));
    QVERIFY(!suspended.contains(UserId(1)));
    suspended.put(UserId(1), {});
    QVERIFY(suspended.contains(UserId(1)));
}

void SuspendedUsersTest::isAskedWhileItChanges()
{
    SuspendedUsers suspended(m_clock);
    suspended.put(UserId(1), {});
    std::thread changing([&suspended] {
        for (int i = 2; i < 2000; ++i) {
            suspended.put(UserId(i), {});
            suspended.remove(UserId(i - 1 > 1 ? i - 1 : i));
        }
    });
    bool isKnown = true;
    for (int i = 0; i < 2000; ++i)
        isKnown = isKnown && suspended.contains(UserId(1));
    changing.join();
    QVERIFY(isKnown);
}

QTEST_APPLESS_MAIN(SuspendedUsersTest)
#include "tst_suspendedusers.moc"

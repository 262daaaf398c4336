// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/lastseen.h"

#include <QTest>

#include <thread>

using namespace linnet;

class LastSeenTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsTheLatestOfEachSession();
    void givesEachNoteOnce();
    void isNotedFromManyThreads();
};

void LastSeenTest::keepsTheLatestOfEachSession()
{
    LastSeen seen;
    seen.note(SessionId(1), Timestamp(std::chrono::milliseconds(10)));
    seen.note(SessionId(1), Timestamp(std::chrono::milliseconds(20)));

    const auto taken = seen.take();

    QCOMPARE(taken.size(), size_t(1));
    QCOMPARE(taken[0].session, SessionId(1));
    QCOMPARE(taken[0].at, Timestamp(std::chrono::milliseconds(20)));
}

void LastSeenTest::givesEachNoteOnce()
{
    LastSeen seen;
    seen.note(SessionId(1), Timestamp());

    QCOMPARE(seen.take().size(), size_t(1));
    QCOMPARE(seen.take().size(), size_t(0));
}

void LastSeenTest::isNotedFromManyThreads()
{
    LastSeen seen;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread)
            threads.emplace_back([&seen, thread] {
                for (int i = 0; i < 1000; ++i)
                    seen.note(SessionId(thread * 1000 + i), Timestamp());
            });
    }
    QCOMPARE(seen.take().size(), size_t(4000));
}

QTEST_GUILESS_MAIN(LastSeenTest)
#include "tst_lastseen.moc"

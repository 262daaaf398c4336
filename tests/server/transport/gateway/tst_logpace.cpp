// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/gateway/logpace.h"

#include <QTest>

using namespace linnet;
using namespace std::chrono_literals;

class LogPaceTest : public QObject
{
    Q_OBJECT

private slots:
    void hasALineOnceASecond();
};

void LogPaceTest::hasALineOnceASecond()
{
    LogPace::Moment now{};
    LogPace pace([&now] { return now; });
    QCOMPARE(pace.due(), std::optional<quint64>(1));
    for (int i = 0; i < 3; ++i) {
        now += 333ms;
        QCOMPARE(pace.due(), std::nullopt);
    }
    now += 1ms;
    QCOMPARE(pace.due(), std::optional<quint64>(4));
    now += 10s;
    QCOMPARE(pace.due(), std::optional<quint64>(1));
}

QTEST_GUILESS_MAIN(LogPaceTest)
#include "tst_logpace.moc"

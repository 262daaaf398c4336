// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/bell.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace linnet;
using namespace std::chrono_literals;

class BellTest : public QObject
{
    Q_OBJECT

private slots:
    void wakesWhoWaits();
    void doesNotLetWhoMissedARingWait();
    void letsGoInTheEnd();
};

void BellTest::wakesWhoWaits()
{
    Bell bell;
    std::thread first([&] { bell.wait(0, 1h); });
    std::thread second([&] { bell.wait(0, 1h); });

    bell.ring();

    first.join();
    second.join();
    QCOMPARE(bell.rings(), quint64(1));
}

void BellTest::doesNotLetWhoMissedARingWait()
{
    Bell bell;
    const quint64 heard = bell.rings();
    bell.ring();

    bell.wait(heard, 1h);
}

void BellTest::letsGoInTheEnd()
{
    Bell bell;
    bell.ring();
    QElapsedTimer timer;
    timer.start();

    bell.wait(bell.rings(), 50ms);

    QVERIFY(timer.elapsed() >= 49);
}

QTEST_GUILESS_MAIN(BellTest)
#include "tst_bell.moc"

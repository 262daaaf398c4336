// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/whatsapp/chatclock.h"

#include <QTest>

using namespace linnet;
using namespace linnet::cli;
using namespace Qt::StringLiterals;

class ChatClockTest : public QObject
{
    Q_OBJECT

private slots:
    void readsTimesOfAPlace_data();
    void readsTimesOfAPlace();
    void neverStandsStill();
};

namespace {

ChatStamp stampOf(const QString &time)
{
    const auto head = parseChatHead(time + u" - A: x"_s);
    if (!head)
        qFatal("%s is no time", qPrintable(time));
    return head->stamp;
}

} // namespace

void ChatClockTest::readsTimesOfAPlace_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QStringList>("written");
    QTest::addColumn<QStringList>("times");
    QTest::newRow("UTC") << QByteArray("UTC") << QStringList{u"31.12.21, 21:05"_s}
                         << QStringList{u"2021-12-31T21:05:00.000Z"_s};
    QTest::newRow("winter") << QByteArray("Europe/Berlin") << QStringList{u"31.12.21, 21:05"_s}
                            << QStringList{u"2021-12-31T20:05:00.000Z"_s};
    QTest::newRow("summer") << QByteArray("Europe/Berlin") << QStringList{u"1.7.21, 21:05"_s}
                            << QStringList{u"2021-07-01T19:05:00.000Z"_s};
    QTest::newRow("America") << QByteArray("America/New_York") << QStringList{u"1.7.21, 21:05"_s}
                             << QStringList{u"2021-07-02T01:05:00.000Z"_s};
    QTest::newRow("an hour twice")
        << QByteArray("Europe/Berlin")
        << QStringList{u"31.10.21, 01:59"_s, u"31.10.21, 02:10"_s, u"31.10.21, 02:50"_s,
                       u"31.10.21, 02:05"_s, u"31.10.21, 02:55"_s, u"31.10.21, 03:01"_s}
        << QStringList{u"2021-10-30T23:59:00.000Z"_s, u"2021-10-31T00:10:00.000Z"_s,
                       u"2021-10-31T00:50:00.000Z"_s, u"2021-10-31T01:05:00.000Z"_s,
                       u"2021-10-31T01:55:00.000Z"_s, u"2021-10-31T02:01:00.000Z"_s};
    QTest::newRow("an hour that was not")
        << QByteArray("Europe/Berlin") << QStringList{u"28.3.21, 02:30"_s, u"28.3.21, 03:31"_s}
        << QStringList{u"2021-03-28T01:30:00.000Z"_s, u"2021-03-28T01:31:00.000Z"_s};
}

void ChatClockTest::readsTimesOfAPlace()
{
    QFETCH(QByteArray, zone);
    QFETCH(QStringList, written);
    QFETCH(QStringList, times);
    ChatClock clock(DateOrder::DayMonthYear, QTimeZone(zone));
    QStringList found;
    for (const QString &time : written)
        found.append(toIso(clock.next(stampOf(time))));
    QCOMPARE(found, times);
}

void ChatClockTest::neverStandsStill()
{
    ChatClock clock(DateOrder::DayMonthYear, QTimeZone::utc());
    const Timestamp first = clock.next(stampOf(u"31.12.21, 21:05"_s));
    QCOMPARE(clock.next(stampOf(u"31.12.21, 21:05"_s)), first + std::chrono::milliseconds(1));
    QCOMPARE(clock.next(stampOf(u"31.12.21, 20:00"_s)), first + std::chrono::milliseconds(2));
    QCOMPARE(clock.next(stampOf(u"31.12.21, 21:06"_s)), first + std::chrono::minutes(1));
}

QTEST_GUILESS_MAIN(ChatClockTest)
#include "tst_chatclock.moc"

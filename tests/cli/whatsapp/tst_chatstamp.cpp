// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/whatsapp/chatstamp.h"

#include <QTest>

using namespace linnet::cli;
using namespace Qt::StringLiterals;

class ChatStampTest : public QObject
{
    Q_OBJECT

private slots:
    void readsHeads_data();
    void readsHeads();
    void seesWhereTheYearIs();
    void takesNoOtherLines_data();
    void takesNoOtherLines();
    void knowsMarksThatNobodySees();
};

void ChatStampTest::readsHeads_data()
{
    QTest::addColumn<QString>("head");
    QTest::addColumn<QTime>("time");
    QTest::addColumn<bool>("isBracketed");
    const QTime evening(21, 5, 12);
    QTest::newRow("Android") << u"31.12.21, 21:05 - "_s << QTime(21, 5) << false;
    QTest::newRow("iOS") << u"[31.12.21, 21:05:12] "_s << evening << true;
    QTest::newRow("with a word") << u"31.12.21 um 21:05 - "_s << QTime(21, 5) << false;
    QTest::newRow("afternoon") << u"12/31/21, 9:05 PM - "_s << QTime(21, 5) << false;
    QTest::newRow("noon") << u"12/31/21, 12:00 p.m. - "_s << QTime(12, 0) << false;
    QTest::newRow("midnight") << u"12/31/21, 12:00 am - "_s << QTime(0, 0) << false;
    QTest::newRow("narrow space") << u"12/31/21, 9:05\u202FPM - "_s << QTime(21, 5) << false;
    QTest::newRow("marks before it") << u"\u200E[31.12.21, 21:05:12] "_s << evening << true;
    QTest::newRow("Arabic digits") << u"٣١/١٢/٢٠٢١, ٢١:٠٥ - "_s << QTime(21, 5) << false;
}

void ChatStampTest::readsHeads()
{
    QFETCH(QString, head);
    QFETCH(QTime, time);
    QFETCH(bool, isBracketed);
    const auto parsed = parseChatHead(head + u"Alice: 1.1.22, 10:00 - no"_s);
    QVERIFY(parsed);
    QCOMPARE(parsed->stamp.time, time);
    QCOMPARE(parsed->isBracketed, isBracketed);
    QCOMPARE(parsed->length, head.size());
}

void ChatStampTest::seesWhereTheYearIs()
{
    const auto first = parseChatHead(u"2021/12/31, 21:05 - A: x"_s);
    QVERIFY(first);
    QCOMPARE(first->stamp.date, (std::array{2021, 12, 31}));
    QVERIFY(first->stamp.hasYearFirst && !first->stamp.hasYearLast);
    const auto last = parseChatHead(u"31/12/2021, 21:05 - A: x"_s);
    QVERIFY(last);
    QCOMPARE(last->stamp.date, (std::array{31, 12, 2021}));
    QVERIFY(!last->stamp.hasYearFirst && last->stamp.hasYearLast);
}

void ChatStampTest::takesNoOtherLines_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("nothing") << QString();
    QTest::newRow("words") << u"see you on 31.12.21, 21:05 - or not"_s;
    QTest::newRow("no date") << u"21:05 - A: x"_s;
    QTest::newRow("signs of two kinds") << u"31.12/21, 21:05 - A: x"_s;
    QTest::newRow("a bracket that stays open") << u"[31.12.21, 21:05 - A: x"_s;
    QTest::newRow("one that was never opened") << u"31.12.21, 21:05] A: x"_s;
    QTest::newRow("no such hour") << u"31.12.21, 24:05 - A: x"_s;
    QTest::newRow("no such minute") << u"31.12.21, 21:60 - A: x"_s;
    QTest::newRow("an afternoon's 13") << u"12/31/21, 13:05 PM - A: x"_s;
    QTest::newRow("an afternoon's 0") << u"12/31/21, 0:05 PM - A: x"_s;
}

void ChatStampTest::takesNoOtherLines()
{
    QFETCH(QString, line);
    QVERIFY(!parseChatHead(line));
}

void ChatStampTest::knowsMarksThatNobodySees()
{
    for (const char16_t mark : {u'\u200E', u'\u200F', u'\u202A', u'\u202E', u'\u2066', u'\u2069'})
        QVERIFY(isInvisibleMark(QChar(mark)));
    for (const char16_t seen : {u'a', u' ', u'\u202F', u'\u2065', u'['})
        QVERIFY(!isInvisibleMark(QChar(seen)));
}

QTEST_GUILESS_MAIN(ChatStampTest)
#include "tst_chatstamp.moc"

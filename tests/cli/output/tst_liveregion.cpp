// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/liveregion.h"
#include "tests/cli/textcollector.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;

class LiveRegionTest : public QObject
{
    Q_OBJECT

private slots:
    void showsNothingBeforeItIsDrawn();
    void writesOverWhatWasThere();
    void knowsThatLongLinesGoOn();
};

void LiveRegionTest::showsNothingBeforeItIsDrawn()
{
    TextCollector out;
    LiveRegion region({80, true, true}, out);
    QVERIFY(region.write("one\n"));
    QCOMPARE(out.text, QByteArray());
    QVERIFY(region.draw());
    QCOMPARE(out.text, QByteArray("\r\x1b[Jone\n"));
}

void LiveRegionTest::writesOverWhatWasThere()
{
    TextCollector out;
    LiveRegion region({80, true, true}, out);
    QVERIFY(region.write("one\n"));
    QVERIFY(region.write("two\n"));
    QVERIFY(region.draw());
    out.text.clear();
    QVERIFY(region.write("three\n"));
    QVERIFY(region.draw());
    QCOMPARE(out.text, QByteArray("\x1b[2A\r\x1b[Jthree\n"));
    out.text.clear();
    QVERIFY(region.draw());
    QCOMPARE(out.text, QByteArray("\x1b[1A\r\x1b[J"));
}

void LiveRegionTest::knowsThatLongLinesGoOn()
{
    TextCollector out;
    LiveRegion region({10, true, true}, out);
    QVERIFY(region.write("1234567890\n12345678901\n\n"));
    QVERIFY(region.draw());
    out.text.clear();
    QVERIFY(region.draw());
    QCOMPARE(out.text, QByteArray("\x1b[4A\r\x1b[J"));
}

QTEST_GUILESS_MAIN(LiveRegionTest)
#include "tst_liveregion.moc"

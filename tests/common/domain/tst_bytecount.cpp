// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/bytecount.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class ByteCountTest : public QObject
{
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void writes_data();
    void writes();
};

void ByteCountTest::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("bytes"); // -1: it is none.

    const auto row = [](const char *text, qint64 bytes) {
        QTest::newRow(text) << QString::fromLatin1(text) << bytes;
    };
    row("0", 0);
    row("512", 512);
    row("40GB", 40'000'000'000);
    row("500 MB", 500'000'000);
    row("1.5TiB", 1'649'267'441'664);
    row("1.5 kb", 1'500);
    row("0.000001TB", 1'000'000);
    row("0.3KiB", 307);
    row("8000000TiB", 8'796'093'022'208'000'000);
    row("9000000TiB", -1);
    row("999999999999999999TiB", -1);
    for (const char *text : {"", " ", "GB", "1.5", "1.GB", ".5GB", "1,5GB", "-1GB", "+1GB", "1e3",
                             "1  GB", "1GB ", "1GBit", "1B", "1.1234567GB", "1GB\n"})
        row(text, -1);
}

void ByteCountTest::reads()
{
    QFETCH(const QString, text);
    QTEST(parseByteCount(text).value_or(-1), "bytes");
}

void ByteCountTest::writes_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("otherText");

    QTest::newRow("none") << qint64(0) << u"0"_s << u"0"_s;
    QTest::newRow("few") << qint64(7) << u"7"_s << u"7"_s;
    QTest::newRow("odd") << qint64(123'456'789) << u"123456789"_s << u"117.7MiB"_s;
    QTest::newRow("decimal") << qint64(40'000'000'000) << u"40GB"_s << u"37.3GiB"_s;
    QTest::newRow("binary") << qint64(16'384) << u"16KiB"_s << u"16.4kB"_s;
    QTest::newRow("one and a half") << qint64(1'649'267'441'664) << u"1536GiB"_s << u"1.6TB"_s;
}

void ByteCountTest::writes()
{
    QFETCH(const qint64, bytes);
    QTEST(byteCountText(bytes), "text");
    QTEST(otherByteCountText(bytes), "otherText");
    QCOMPARE(parseByteCount(byteCountText(bytes)), bytes);
}

QTEST_GUILESS_MAIN(ByteCountTest)
#include "tst_bytecount.moc"

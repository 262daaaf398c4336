// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/byterange.h"

#include <QTest>

using namespace linnet;

class ByteRangeTest : public QObject
{
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
};

void ByteRangeTest::reads_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<int>("kind");
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("length");

    const auto whole = [](const char *header) {
        QTest::addRow("whole: %s", header) << QByteArray(header) << qint64(1000)
                                           << int(ByteRange::Kind::Whole) << qint64(0) << qint64(0);
    };
    const auto part = [](const char *header, qint64 size, qint64 first, qint64 length) {
        QTest::addRow("part: %s of %lld", header, size)
            << QByteArray(header) << size << int(ByteRange::Kind::Part) << first << length;
    };
    const auto none = [](const char *header, qint64 size) {
        QTest::addRow("none: %s of %lld", header, size)
            << QByteArray(header) << size << int(ByteRange::Kind::Unsatisfiable) << qint64(0)
            << qint64(0);
    };
    part("bytes=0-499", 1000, 0, 500);
    part("bytes=0-0", 1000, 0, 1);
    part("bytes=500-999", 1000, 500, 500);
    part("bytes=500-", 1000, 500, 500);
    part("bytes=500-5000", 1000, 500, 500);
    part("bytes=-1", 1000, 999, 1);
    part("bytes=-5000", 1000, 0, 1000);
    part("bytes=0-99999999999999999999", 1000, 0, 1000);
    part("bytes=-99999999999999999999", 1000, 0, 1000);
    part("bytes= 5-6", 1000, 5, 2);
    none("bytes=1000-", 1000);
    none("bytes=99999999999999999999-", 1000);
    none("bytes=-0", 1000);
    none("bytes=0-", 0);
    none("bytes=-5", 0);
    whole("");
    whole("bytes");
    whole("bytes=");
    whole("bytes=-");
    whole("bytes=5-4");
    whole("bytes=a-b");
    whole("bytes=1-2,5-6");
    whole("bytes=+1-2");
    whole("bytes=1--2");
    whole("bytes=0x1-2");
    whole("lines=1-2");
}

void ByteRangeTest::reads()
{
    QFETCH(QByteArray, header);
    QFETCH(qint64, size);
    QFETCH(int, kind);
    QFETCH(qint64, first);
    QFETCH(qint64, length);

    const ByteRange range = parseRange(header, size);

    QCOMPARE(int(range.kind), kind);
    QCOMPARE(range.first, first);
    QCOMPARE(range.length, length);
}

QTEST_GUILESS_MAIN(ByteRangeTest)
#include "tst_byterange.moc"

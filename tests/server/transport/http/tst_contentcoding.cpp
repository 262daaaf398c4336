// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/contentcoding.h"

#include <QTest>

#include <zlib.h>

using namespace linnet;

namespace {

QByteArray unzip(QByteArray packed, qsizetype size)
{
    QByteArray plain(size + 1, '\0');
    z_stream stream{};
    if (inflateInit2(&stream, 15 + 16) != Z_OK)
        return {};
    stream.next_in = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_in = uInt(packed.size());
    stream.next_out = reinterpret_cast<Bytef *>(plain.data());
    stream.avail_out = uInt(plain.size());
    const int outcome = inflate(&stream, Z_FINISH);
    plain.truncate(qsizetype(stream.total_out));
    inflateEnd(&stream);
    return outcome == Z_STREAM_END ? plain : QByteArray();
}

} // namespace

class ContentCodingTest : public QObject
{
    Q_OBJECT

private slots:
    void weighsWhatTheClientTakes_data();
    void weighsWhatTheClientTakes();
    void packsWhatCanBeUnpacked_data();
    void packsWhatCanBeUnpacked();
};

void ContentCodingTest::weighsWhatTheClientTakes_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<bool>("expected");

    const auto add = [](const char *header, bool expected) {
        QTest::addRow("\"%s\"", header) << QByteArray(header) << expected;
    };
    add("gzip", true);
    add("gzip, deflate, br", true);
    add("br, GZIP ; q=0.5", true);
    add("x-gzip", true);
    add("*", true);
    add("gzip;q=1.0, identity;q=0.5", true);
    add("deflate, *;q=0.1", true);
    add("", false);
    add("identity", false);
    add("deflate, br", false);
    add("gzip;q=0", false);
    add("gzip;q=0.000", false);
    add("gzip;q=0, *", false);
    add("*;q=0", false);
    add("gzip;q=0.5, identity", false);
    add("gzip;q=high", false);
    add("gzip;q=2", false);
    add("gzipped", false);
}

void ContentCodingTest::weighsWhatTheClientTakes()
{
    QFETCH(QByteArray, header);
    QFETCH(bool, expected);
    QCOMPARE(acceptsGzip(header), expected);
}

void ContentCodingTest::packsWhatCanBeUnpacked_data()
{
    QTest::addColumn<QByteArray>("plain");

    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a word") << QByteArray("hello");
    QTest::newRow("much of the same") << QByteArray(1 << 20, 'x');
    QByteArray noise(100000, Qt::Uninitialized);
    quint32 state = 1;
    for (char &byte : noise) {
        state = state * 1664525 + 1013904223;
        byte = char(state >> 24);
    }
    QTest::newRow("noise") << noise;
}

void ContentCodingTest::packsWhatCanBeUnpacked()
{
    QFETCH(QByteArray, plain);
    const QByteArray packed = gzip(plain);
    QVERIFY(packed.startsWith("\x1f\x8b"));
    QCOMPARE(unzip(packed, plain.size()), plain);
}

QTEST_GUILESS_MAIN(ContentCodingTest)
#include "tst_contentcoding.moc"

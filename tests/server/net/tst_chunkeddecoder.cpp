// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/chunkeddecoder.h"
#include "tests/server/net/badrequests.h"

#include <QTest>

using namespace linnet;
using net::ChunkedDecoder;

namespace {

struct Decoded
{
    ChunkedDecoder::Outcome outcome = ChunkedDecoder::Outcome::NeedsMore;
    QByteArray body;
    QByteArray rest;
};

//! Decodes \p bytes given in pieces of \p step.
Decoded decode(const QByteArray &bytes, qsizetype step)
{
    ChunkedDecoder decoder;
    Decoded result;
    qsizetype at = 0;
    while (at < bytes.size()) {
        QByteArrayView piece = QByteArrayView(bytes).sliced(at, std::min(step, bytes.size() - at));
        at += piece.size();
        while ((result.outcome = decoder.decode(piece)) == ChunkedDecoder::Outcome::Data)
            result.body += decoder.data();
        if (result.outcome != ChunkedDecoder::Outcome::NeedsMore) {
            result.rest = piece.toByteArray() + bytes.mid(at);
            break;
        }
    }
    return result;
}

} // namespace

class ChunkedDecoderTest : public QObject
{
    Q_OBJECT

private slots:
    void decodes_data();
    void decodes();
    void refuses_data();
    void refuses();
    void waitsForTheRest();
};

void ChunkedDecoderTest::decodes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("body");

    const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &body) {
        QTest::newRow(name) << bytes << body;
    };
    row("nothing", "0\r\n\r\n", "");
    row("one chunk", "5\r\nabcde\r\n0\r\n\r\n", "abcde");
    row("two chunks", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", "abcde");
    row("hexadecimal", "A\r\n0123456789\r\nb\r\n0123456789a\r\n0\r\n\r\n", "01234567890123456789a");
    row("zeroes first", "0005\r\nabcde\r\n000\r\n\r\n", "abcde");
    row("line ends in the data", "4\r\n\r\n\r\n\r\n0\r\n\r\n", "\r\n\r\n");
    row("an extension", "5;name\r\nabcde\r\n0;last\r\n\r\n", "abcde");
    row("an extension's value", "5;a=b\r\nabcde\r\n0\r\n\r\n", "abcde");
    row("a quoted value", "5;a=\"b;\\\" c\"\r\nabcde\r\n0\r\n\r\n", "abcde");
    row("several, with blanks", "5 ; a = b ;c\r\nabcde\r\n0\r\n\r\n", "abcde");
    row("trailers", "5\r\nabcde\r\n0\r\nX: a\r\nContent-MD5: 9\r\n\r\n", "abcde");
}

void ChunkedDecoderTest::decodes()
{
    QFETCH(QByteArray, bytes);
    for (qsizetype step = 1; step <= bytes.size() + 4; ++step) {
        const auto decoded = decode(bytes + "next", step);
        QCOMPARE(decoded.outcome, ChunkedDecoder::Outcome::Finished);
        QTEST(decoded.body, "body");
        QCOMPARE(decoded.rest, "next");
    }
}

void ChunkedDecoderTest::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    int number = 0;
    for (const auto &bad : test::malformedRequests()) {
        if (bad.name.startsWith("chunks"))
            QTest::addRow("%d %s", ++number, bad.name.toPercentEncoding(" :").constData())
                << bad.bytes.mid(bad.bytes.indexOf("\r\n\r\n") + 4);
    }
}

void ChunkedDecoderTest::refuses()
{
    QFETCH(QByteArray, bytes);
    QCOMPARE(decode(bytes, 1).outcome, ChunkedDecoder::Outcome::Malformed);
    QCOMPARE(decode(bytes, bytes.size()).outcome, ChunkedDecoder::Outcome::Malformed);
}

void ChunkedDecoderTest::waitsForTheRest()
{
    const QByteArray whole = "5;a=b\r\nabcde\r\n0\r\nX: a\r\n\r\n";
    for (qsizetype size = 0; size < whole.size(); ++size)
        QCOMPARE(decode(whole.first(size), 1).outcome, ChunkedDecoder::Outcome::NeedsMore);
}

QTEST_GUILESS_MAIN(ChunkedDecoderTest)
#include "tst_chunkeddecoder.moc"

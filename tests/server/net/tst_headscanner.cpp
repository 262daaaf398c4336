// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/headscanner.h"

#include <QTest>

using namespace linnet::net;

namespace {

constexpr int Unfinished = 0;
constexpr int Complete = 200;

//! Shows \p bytes to \p scanner, \p step more each time. \return how that ends.
int scan(HeadScanner &scanner, const QByteArray &bytes, qsizetype step, const Limits &limits = {})
{
    for (qsizetype size = 0; size < bytes.size();) {
        size = std::min(bytes.size(), size + step);
        if (const auto fault = scanner.scan(QByteArrayView(bytes).first(size), limits))
            return fault->status;
    }
    return scanner.isComplete() ? Complete : Unfinished;
}

} // namespace

class HeadScannerTest : public QObject
{
    Q_OBJECT

private slots:
    void findsTheHead_data();
    void findsTheHead();
    void judgesWhatPasses_data();
    void judgesWhatPasses();
    void holdsToItsLimits_data();
    void holdsToItsLimits();
    void refusesALineBeforeItEnds();
    void refusesABareReturnBeforeTheLineEnds_data();
    void refusesABareReturnBeforeTheLineEnds();
    void looksNoFurtherOnceComplete();
};

void HeadScannerTest::findsTheHead_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("after");

    const auto row = [](const char *name, const char *before, const char *head, const char *after) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(head) << QByteArray(after);
    };
    row("no fields", "", "GET / HTTP/1.1\r\n\r\n", "");
    row("fields", "", "GET / HTTP/1.1\r\nhost: a\r\nx: y\r\n\r\n", "");
    row("an empty line before", "\r\n", "GET / HTTP/1.1\r\nhost: a\r\n\r\n", "");
    row("a body after", "", "PUT / HTTP/1.1\r\nhost: a\r\n\r\n", "body");
    row("a body of empty lines", "", "PUT / HTTP/1.1\r\nhost: a\r\n\r\n", "\r\n\r\n\n");
    row("another request after", "", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\n\r\n");
}

void HeadScannerTest::findsTheHead()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, after);
    const QByteArray bytes = before + head + after;
    for (qsizetype step = 1; step <= bytes.size(); ++step) {
        HeadScanner scanner;
        QCOMPARE(scan(scanner, bytes, step), Complete);
        QCOMPARE(scanner.begin(), before.size());
        QCOMPARE(scanner.end(), before.size() + head.size());
    }
}

void HeadScannerTest::judgesWhatPasses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("outcome");

    const auto row = [](const char *name, const QByteArray &bytes, int outcome) {
        QTest::newRow(name) << bytes << outcome;
    };
    row("half a request line", "GET / HT", Unfinished);
    row("half a line end", "GET / HTTP/1.1\r", Unfinished);
    row("fields without an end", "GET / HTTP/1.1\r\nhost: a\r\n", Unfinished);
    row("half an empty line", "GET / HTTP/1.1\r\nhost: a\r\n\r", Unfinished);
    row("an empty line alone", "\r\n", Unfinished);
    row("two empty lines before", "\r\n\r\n", 400);
    row("a bare line feed", "GET / HTTP/1.1\n", 400);
    row("a bare line feed after a field", "GET / HTTP/1.1\r\nhost: a\n", 400);
    row("a bare line feed as the empty line", "GET / HTTP/1.1\r\n\n", 400);
    row("a carriage return within", "GET /\r HTTP/1.1\r\n", 400);
    row("two carriage returns at the end", "GET / HTTP/1.1\r\r\n", 400);
    row("a carriage return within a field", "GET / HTTP/1.1\r\nx: a\rb: c\r\n", 400);
    row("a blank first", " GET", 400);
    row("a TLS greeting", QByteArray("\x16\x03\x01", 3), 400);
    row("a null byte first", QByteArray("\0", 1), 400);
    row("a letter beyond ASCII first", "\xc3\xa4", 400);
}

void HeadScannerTest::judgesWhatPasses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, outcome);
    for (qsizetype step = 1; step <= bytes.size(); ++step) {
        HeadScanner scanner;
        QCOMPARE(scan(scanner, bytes, step), outcome);
    }
}

void HeadScannerTest::holdsToItsLimits_data()
{
    QTest::addColumn<QByteArray>("requestLine");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("outcome");

    // Below, a request line may have 10 bytes without its end, the fields 20 with theirs.
    const QByteArray line = "G " + QByteArray(8, 'a');
    const QByteArray method(10, 'G');
    const QByteArray field(18, 'x');
    QTest::newRow("longest request line") << line << QByteArray() << Complete;
    QTest::newRow("request line too long") << line + 'a' << QByteArray() << 414;
    QTest::newRow("longest method") << method << QByteArray() << Complete;
    QTest::newRow("method too long") << method + 'G' << QByteArray() << 400;
    QTest::newRow("longest field") << line << field + "\r\n" << Complete;
    QTest::newRow("field too long") << line << field + "x\r\n" << 431;
    QTest::newRow("longest two fields")
        << line << QByteArray("12345678\r\n12345678\r\n") << Complete;
    QTest::newRow("two fields too long") << line << QByteArray("12345678\r\n123456789\r\n") << 431;
}

void HeadScannerTest::holdsToItsLimits()
{
    QFETCH(QByteArray, requestLine);
    QFETCH(QByteArray, fields);
    QFETCH(int, outcome);
    Limits limits;
    limits.requestLine = 10;
    limits.headBytes = 20;
    for (const QByteArray &before : {QByteArray(), QByteArray("\r\n")}) {
        const QByteArray bytes = before + requestLine + "\r\n" + fields + "\r\n";
        for (qsizetype step = 1; step <= bytes.size(); ++step) {
            HeadScanner scanner;
            QCOMPARE(scan(scanner, bytes, step, limits), outcome);
        }
    }
}

void HeadScannerTest::refusesALineBeforeItEnds()
{
    Limits limits;
    limits.requestLine = 10;
    HeadScanner scanner;
    QVERIFY(!scanner.scan("GET /aaaaa", limits));
    const auto fault = scanner.scan("GET /aaaaaa", limits);
    QVERIFY(fault);
    QCOMPARE(fault->status, 414);
}

void HeadScannerTest::refusesABareReturnBeforeTheLineEnds_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("outcome");

    QTest::newRow("everywhere") << QByteArray("GET / HTTP/1.1\r\rHost: a\r\r\r\r") << 400;
    QTest::newRow("in a field") << QByteArray("GET / HTTP/1.1\r\nHost: a\rX") << 400;
    QTest::newRow("at the end") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\n\r\r") << 400;
    QTest::newRow("before the request") << QByteArray("\r\r") << 400;
    QTest::newRow("a feed may follow") << QByteArray("GET / HTTP/1.1\r\nHost: a\r") << Unfinished;
    QTest::newRow("so it may first of all") << QByteArray("\r") << Unfinished;
}

void HeadScannerTest::refusesABareReturnBeforeTheLineEnds()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, outcome);
    for (qsizetype step = 1; step <= bytes.size(); ++step) {
        HeadScanner scanner;
        QCOMPARE(scan(scanner, bytes, step), outcome);
    }
}

void HeadScannerTest::looksNoFurtherOnceComplete()
{
    HeadScanner scanner;
    const QByteArray head = "GET / HTTP/1.1\r\n\r\n";
    QCOMPARE(scan(scanner, head, head.size()), Complete);
    QVERIFY(!scanner.scan(head + "\n\r\n", {}));
    QCOMPARE(scanner.end(), head.size());
}

QTEST_GUILESS_MAIN(HeadScannerTest)
#include "tst_headscanner.moc"

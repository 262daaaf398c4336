// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/headscanner.h"
#include "server/net/httphead.h"
#include "tests/server/net/badrequests.h"

#include <QTest>

using namespace linnet;
using namespace linnet::net;

namespace {

struct Judged
{
    std::optional<HttpFault> fault;
    bool isComplete = false;
    HttpHead head;
};

//! Gives \p bytes to a scanner in pieces of \p step, and what it finds to the parser.
Judged judge(const QByteArray &bytes, qsizetype step, const Limits &limits = {})
{
    Judged judged;
    HeadScanner scanner;
    for (qsizetype size = 0; size < bytes.size() && !scanner.isComplete() && !judged.fault;) {
        size = std::min(bytes.size(), size + step);
        judged.fault = scanner.scan(QByteArrayView(bytes).first(size), limits);
    }
    judged.isComplete = scanner.isComplete();
    if (judged.isComplete && !judged.fault) {
        const auto block = QByteArrayView(bytes).first(scanner.end()).sliced(scanner.begin());
        judged.fault = parseHttpHead(block, limits, judged.head);
    }
    return judged;
}

int statusOf(const Judged &judged)
{
    return judged.fault ? judged.fault->status : judged.isComplete ? 200 : 0;
}

} // namespace

class HttpHeadTest : public QObject
{
    Q_OBJECT

private slots:
    void takesARequestApart();
    void accepts_data();
    void accepts();
    void refusesWhatIsMalformed_data();
    void refusesWhatIsMalformed();
    void refusesWhatCouldBeSmuggled_data();
    void refusesWhatCouldBeSmuggled();
    void holdsToItsLimits_data();
    void holdsToItsLimits();
    void knowsHowLongTheConnectionLives_data();
    void knowsHowLongTheConnectionLives();
    void framesTheBody_data();
    void framesTheBody();
    void survivesAnyCut();
};

void HttpHeadTest::takesARequestApart()
{
    const auto judged =
        judge("PUT /a%20b/../c?x=1&y=%20 HTTP/1.1\r\nHost: Test:80\r\nX-One:  1 \t\r\n"
              "x-two:\r\nX-ONE: 2\r\n\r\n",
              1000);
    QVERIFY(!judged.fault);
    const Request &request = judged.head.request;
    QCOMPARE(request.method, "PUT");
    QCOMPARE(request.target, "/a%20b/../c?x=1&y=%20");
    QCOMPARE(request.path, "/c");
    QCOMPARE(request.query, "x=1&y=%20");
    QCOMPARE(request.headers.size(), size_t(4));
    QCOMPARE(request.headers.value("x-one"), "1");
    QVERIFY(request.headers.contains("x-two"));
    QCOMPARE(request.headers.value("x-two"), "");
}

void HttpHeadTest::accepts_data()
{
    QTest::addColumn<QByteArray>("bytes");

    QTest::newRow("the least") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    QTest::newRow("one empty line first") << QByteArray("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    QTest::newRow("no Host in HTTP/1.0") << QByteArray("GET / HTTP/1.0\r\n\r\n");
    QTest::newRow("OPTIONS *") << QByteArray("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
    QTest::newRow("absolute form") << QByteArray("GET http://a/b HTTP/1.1\r\nHost: a\r\n\r\n");
    QTest::newRow("absolute form, cases differ")
        << QByteArray("GET HTTP://A:1/b HTTP/1.1\r\nHost: a:1\r\n\r\n");
    QTest::newRow("absolute form without path")
        << QByteArray("GET http://a?b HTTP/1.1\r\nHost: a\r\n\r\n");
    QTest::newRow("no space after the colon") << QByteArray("GET / HTTP/1.1\r\nHost:a\r\n\r\n");
    QTest::newRow("tabs around a value") << QByteArray("GET / HTTP/1.1\r\nHost:\ta\t\r\n\r\n");
    QTest::newRow("an address and a port")
        << QByteArray("GET / HTTP/1.1\r\nHost: 127.0.0.1:3000\r\n\r\n");
    QTest::newRow("an IPv6 address") << QByteArray("GET / HTTP/1.1\r\nHost: [::1]:3000\r\n\r\n");
    QTest::newRow("an empty port") << QByteArray("GET / HTTP/1.1\r\nHost: a:\r\n\r\n");
    QTest::newRow("all token characters")
        << QByteArray("GET / HTTP/1.1\r\nHost: a\r\n!#$%&'*+-.^_`|~09azAZ: x\r\n\r\n");
    QTest::newRow("bytes above 127 in a value")
        << QByteArray("GET / HTTP/1.1\r\nHost: a\r\nX: gr\xc3\xbc\xc3\x9f\xff\r\n\r\n");
    QTest::newRow("brackets in a query")
        << QByteArray("GET /?a[]=1&b={}|^ HTTP/1.1\r\nHost: a\r\n\r\n");
    QTest::newRow("100-continue") << QByteArray(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nExpect: 100-Continue\r\n\r\n");
}

void HttpHeadTest::accepts()
{
    QFETCH(QByteArray, bytes);
    for (const qsizetype step : {qsizetype(1), qsizetype(3), bytes.size()})
        QCOMPARE(statusOf(judge(bytes, step)), 200);
}

void HttpHeadTest::refusesWhatIsMalformed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    int number = 0;
    for (const auto &bad : test::malformedRequests()) {
        if (!bad.name.startsWith("chunks"))
            QTest::addRow("%d %s", ++number, bad.name.toPercentEncoding(" :/").constData())
                << bad.bytes << bad.status;
    }
}

void HttpHeadTest::refusesWhatIsMalformed()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    for (const qsizetype step : {qsizetype(1), bytes.size()}) {
        const int judged = statusOf(judge(bytes, step));
        if (status == 501 && judged == 400)
            continue; // Whether it is unknown or nonsense is a matter of taste.
        QCOMPARE(judged, status);
    }
}

void HttpHeadTest::refusesWhatCouldBeSmuggled_data()
{
    QTest::addColumn<QByteArray>("bytes");
    int number = 0;
    for (const auto &bad : test::smugglingRequests())
        QTest::addRow("%d %s", ++number, bad.name.constData()) << bad.bytes;
}

void HttpHeadTest::refusesWhatCouldBeSmuggled()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(statusOf(judge(bytes, bytes.size())) >= 400);
}

void HttpHeadTest::holdsToItsLimits_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");

    const QByteArray start = "GET / HTTP/1.1\r\nHost: a\r\n";
    const Limits limits;
    const auto line = [](qsizetype size) {
        return "GET /" + QByteArray(size - 14, 'a') + " HTTP/1.1";
    };
    const auto fields = [&](qsizetype size) { // With the Host line and without the last CRLF.
        return start + "X: " + QByteArray(size - 9 - 5, 'a') + "\r\n";
    };
    QTest::newRow("the longest line") << line(limits.requestLine) + "\r\nHost: a\r\n\r\n" << 200;
    QTest::newRow("a longer line") << line(limits.requestLine + 1) + "\r\nHost: a\r\n\r\n" << 414;
    QTest::newRow("a line without end") << "GET /" + QByteArray(limits.requestLine, 'a') << 414;
    QTest::newRow("a method without end") << QByteArray(limits.requestLine + 1, 'a') << 400;
    QTest::newRow("the largest fields") << fields(limits.headBytes) + "\r\n" << 200;
    QTest::newRow("larger fields") << fields(limits.headBytes + 1) + "\r\n" << 431;
    QTest::newRow("a field without end") << start + QByteArray(limits.headBytes + 1, 'a') << 431;
    QTest::newRow("the most fields") << start + QByteArray("X: a\r\n").repeated(99) + "\r\n" << 200;
    QTest::newRow("more fields") << start + QByteArray("X: a\r\n").repeated(100) + "\r\n" << 431;
}

void HttpHeadTest::holdsToItsLimits()
{
    QFETCH(QByteArray, bytes);
    QTEST(statusOf(judge(bytes, bytes.size())), "status");
    QTEST(statusOf(judge(bytes, 7)), "status");
}

void HttpHeadTest::knowsHowLongTheConnectionLives_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<bool>("keepsAlive");

    QTest::newRow("1.1") << QByteArray("1.1\r\n") << true;
    QTest::newRow("1.1 close") << QByteArray("1.1\r\nConnection: close\r\n") << false;
    QTest::newRow("1.1 Close in a list") << QByteArray("1.1\r\nConnection: x, Close\r\n") << false;
    QTest::newRow("1.1 close in the second")
        << QByteArray("1.1\r\nConnection: x\r\nConnection: close\r\n") << false;
    QTest::newRow("1.1 both") << QByteArray("1.1\r\nConnection: close, keep-alive\r\n") << false;
    QTest::newRow("1.1 closed") << QByteArray("1.1\r\nConnection: closed\r\n") << true;
    QTest::newRow("1.0") << QByteArray("1.0\r\n") << false;
    QTest::newRow("1.0 keep-alive") << QByteArray("1.0\r\nConnection: Keep-Alive\r\n") << true;
    QTest::newRow("1.0 both, kept first")
        << QByteArray("1.0\r\nConnection: keep-alive\r\nConnection: close\r\n") << false;
    QTest::newRow("1.0 both, closed first")
        << QByteArray("1.0\r\nConnection: close\r\nConnection: keep-alive\r\n") << false;
}

void HttpHeadTest::knowsHowLongTheConnectionLives()
{
    QFETCH(QByteArray, line);
    const auto judged = judge("GET / HTTP/" + line + "Host: a\r\n\r\n", 1000);
    QVERIFY(!judged.fault);
    QTEST(judged.head.keepsAlive, "keepsAlive");
}

void HttpHeadTest::framesTheBody_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<qint64>("length");

    QTest::newRow("none") << QByteArray() << qint64(0);
    QTest::newRow("empty") << QByteArray("Content-Length: 0\r\n") << qint64(0);
    QTest::newRow("some") << QByteArray("Content-Length: 5\r\n") << qint64(5);
    QTest::newRow("zeroes first") << QByteArray("Content-Length: 0005\r\n") << qint64(5);
    QTest::newRow("the most") << QByteArray("Content-Length: 9223372036854775807\r\n")
                              << std::numeric_limits<qint64>::max();
    QTest::newRow("chunked") << QByteArray("Transfer-Encoding: Chunked\r\n") << HttpHead::Chunked;
    QTest::newRow("identity") << QByteArray("Content-Length: 5\r\nContent-Encoding: identity\r\n")
                              << qint64(5);
}

void HttpHeadTest::framesTheBody()
{
    QFETCH(QByteArray, fields);
    const auto judged = judge("POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n", 1000);
    QVERIFY(!judged.fault);
    QTEST(judged.head.contentLength, "length");
}

void HttpHeadTest::survivesAnyCut()
{
    const QByteArray whole = "POST /path?query HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n";
    for (qsizetype size = 0; size < whole.size(); ++size)
        QCOMPARE(statusOf(judge(whole.first(size), 1)), 0);
}

QTEST_GUILESS_MAIN(HttpHeadTest)
#include "tst_httphead.moc"

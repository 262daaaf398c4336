// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/httpdate.h"
#include "server/net/httpresponse.h"

#include <QDateTime>
#include <QTest>

using namespace linnet::net;

class HttpResponseTest : public QObject
{
    Q_OBJECT

private slots:
    void writesAHead();
    void framesAsTold_data();
    void framesAsTold();
    void writesNothingThatBreaksTheHead_data();
    void writesNothingThatBreaksTheHead();
    void prefersTheResponsesOwnHeaders();
    void knowsTheDate();
};

void HttpResponseTest::writesAHead()
{
    const QByteArray head = responseHead(404, {{"x", "y"}, {"date", "today"}}, {}, {3});
    QCOMPARE(head, "HTTP/1.1 404 Not Found\r\nx: y\r\ndate: today\r\ncontent-length: 3\r\n\r\n");
}

void HttpResponseTest::framesAsTold_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<ResponseFraming::Connection>("connection");
    QTest::addColumn<QByteArray>("end");

    using Connection = ResponseFraming::Connection;
    QTest::newRow("usual") << 200 << Connection::Default << QByteArray("content-length: 7\r\n\r\n");
    QTest::newRow("closing") << 200 << Connection::Close
                             << QByteArray("content-length: 7\r\nconnection: close\r\n\r\n");
    QTest::newRow("keeping") << 200 << Connection::KeepAlive
                             << QByteArray("content-length: 7\r\nconnection: keep-alive\r\n\r\n");
    QTest::newRow("204") << 204 << Connection::Default << QByteArray("date: now\r\n\r\n");
    QTest::newRow("304") << 304 << Connection::Default << QByteArray("date: now\r\n\r\n");
    QTest::newRow("unknown status")
        << 599 << Connection::Default << QByteArray("content-length: 7\r\n\r\n");
}

void HttpResponseTest::framesAsTold()
{
    QFETCH(int, status);
    QFETCH(ResponseFraming::Connection, connection);
    QFETCH(QByteArray, end);
    const QByteArray head = responseHead(status, {{"date", "now"}}, {}, {7, connection});
    QVERIFY(head.startsWith("HTTP/1.1 " + QByteArray::number(status) + ' '));
    QVERIFY(head.endsWith(end));
    QCOMPARE(head.contains("content-length"), end.contains("content-length"));
}

void HttpResponseTest::writesNothingThatBreaksTheHead_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");

    QTest::newRow("CRLF in a value") << QByteArray("bad") << QByteArray("a\r\nb: c");
    QTest::newRow("CR in a value") << QByteArray("bad") << QByteArray("a\rb");
    QTest::newRow("LF in a value") << QByteArray("bad") << QByteArray("a\nb");
    QTest::newRow("NUL in a value") << QByteArray("bad") << QByteArray("a\0b", 3);
    QTest::newRow("CRLF in a name") << QByteArray("bad\r\nb") << QByteArray("a");
    QTest::newRow("colon in a name") << QByteArray("bad:b") << QByteArray("a");
    QTest::newRow("empty name") << QByteArray() << QByteArray("bad");
}

void HttpResponseTest::writesNothingThatBreaksTheHead()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    const QRegularExpression warning(QStringLiteral("response header was left out"));
    for (const bool isDefault : {false, true}) {
        Headers bad;
        bad.add(name, value);
        QTest::ignoreMessage(QtWarningMsg, warning);
        const QByteArray head =
            responseHead(200, isDefault ? Headers() : bad, isDefault ? bad : Headers(), {0});
        QVERIFY(!head.contains("bad"));
        QCOMPARE(head.count('\n'), 4);
    }
}

void HttpResponseTest::prefersTheResponsesOwnHeaders()
{
    const QByteArray head =
        responseHead(200, {{"a", "own"}}, {{"a", "default"}, {"b", "default"}}, {});
    QVERIFY(head.contains("\r\na: own\r\n"));
    QVERIFY(!head.contains("a: default"));
    QVERIFY(head.contains("\r\nb: default\r\n"));
}

void HttpResponseTest::knowsTheDate()
{
    const QDateTime before = QDateTime::currentDateTimeUtc();
    const auto parsed = QDateTime::fromString(
        QString::fromLatin1(httpDate().replace("GMT", "+0000")), Qt::RFC2822Date);
    QVERIFY(parsed.isValid());
    QVERIFY(httpDate().endsWith(" GMT"));
    QVERIFY(before.secsTo(parsed) > -5);
    QVERIFY(parsed.secsTo(QDateTime::currentDateTimeUtc()) > -5);
}

QTEST_GUILESS_MAIN(HttpResponseTest)
#include "tst_httpresponse.moc"

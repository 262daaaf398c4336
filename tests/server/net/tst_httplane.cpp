// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/httplane.h"

#include <QElapsedTimer>
#include <QTest>

using namespace linnet::net;

namespace {

Request request(QByteArray method, QByteArray target, QByteArray body = {})
{
    Request request;
    request.method = std::move(method);
    request.path = request.target = std::move(target);
    request.body = std::move(body);
    request.headers = {{"host", "example.org"}, {"x-twice", "1"}, {"x-twice", "2"}};
    return request;
}

} // namespace

class TestHttpLane : public QObject
{
    Q_OBJECT

private slots:
    void bringsEveryRequestToItsTarget_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("body");

        for (const char *method :
             {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})
            QTest::newRow(method) << QByteArray(method) << QByteArray("/a") << QByteArray();
        QTest::newRow("CONNECT") << QByteArray("CONNECT") << QByteArray("example.org:443")
                                 << QByteArray();
        QTest::newRow("OPTIONS *") << QByteArray("OPTIONS") << QByteArray("*") << QByteArray();
        QTest::newRow("a method Qt does not know")
            << QByteArray("PROPFIND") << QByteArray("/") << QByteArray();
        QTest::newRow("escapes and a query")
            << QByteArray("GET") << QByteArray("/a%20b%2Fc%zz?x=%00&y=[1]#") << QByteArray();
        QTest::newRow("two slashes") << QByteArray("GET") << QByteArray("//host/x") << QByteArray();
        QTest::newRow("a colon") << QByteArray("GET") << QByteArray("/a:b@c:99999") << QByteArray();
        QTest::newRow("another form")
            << QByteArray("GET") << QByteArray("http://h:99999/x") << QByteArray();
        QTest::newRow("a body") << QByteArray("POST") << QByteArray("/") << QByteArray("{\"a\":1}");
        QTest::newRow("a body on GET") << QByteArray("GET") << QByteArray("/") << QByteArray("x");
        QTest::newRow("a body of 1 MiB")
            << QByteArray("PUT") << QByteArray("/") << QByteArray(1 << 20, 'b');
        QTest::newRow("a body that looks like a request")
            << QByteArray("POST") << QByteArray("/") << QByteArray("GET / HTTP/1.1\r\n\r\n");
    }

    void bringsEveryRequestToItsTarget()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, body);
        m_lane.dispatch(request(method, target, body), Reply());
        m_lane.dispatch(request("GET", "/after"), Reply());
        QCOMPARE(m_seen.size(), 2u);
        QCOMPARE(m_seen[0].method, method);
        QCOMPARE(m_seen[0].target, target);
        QCOMPARE(m_seen[0].body, body);
        QCOMPARE(m_seen[0].headers.size(), 3u);
        QCOMPARE(m_seen[1].target, QByteArray("/after"));
        QVERIFY(m_seen[1].body.isEmpty());
    }

    void doesNotLetQtActOnFields_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("upgrade") << QByteArray("upgrade") << QByteArray("websocket");
        QTest::newRow("connection") << QByteArray("connection") << QByteArray("upgrade");
        QTest::newRow("HTTP/2") << QByteArray("upgrade") << QByteArray("h2c");
        QTest::newRow("length") << QByteArray("content-length") << QByteArray("5");
        QTest::newRow("chunks") << QByteArray("transfer-encoding") << QByteArray("chunked");
        QTest::newRow("expect") << QByteArray("expect") << QByteArray("100-continue");
    }

    void doesNotLetQtActOnFields()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        auto acting = request("POST", "/", "12345");
        acting.headers.add(name, value);
        m_lane.dispatch(std::move(acting), Reply());
        QCOMPARE(m_seen.size(), 1u);
        QCOMPARE(m_seen[0].headers.value(name), value);
        QCOMPARE(m_seen[0].body, QByteArray("12345"));
    }

    void goesThroughQtAgainAndAgain()
    {
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 2000; ++i)
            m_lane.dispatch(request("GET", "/a"), Reply());
        qInfo("%.2f us per dispatch", double(timer.nsecsElapsed()) / 2000 / 1000);
        QCOMPARE(m_seen.size(), 2000u);
    }

    void mayBeCalledByTheTarget()
    {
        m_nested = true;
        m_lane.dispatch(request("POST", "/outer", "outer"), Reply());
        QCOMPARE(m_seen.size(), 2u);
        QCOMPARE(m_seen[0].target, QByteArray("/outer"));
        QCOMPARE(m_seen[1].target, QByteArray("/inner"));
    }

    void cleanup()
    {
        m_seen.clear();
        m_nested = false;
    }

private:
    void see(Request seen)
    {
        m_seen.push_back(std::move(seen));
        if (std::exchange(m_nested, false))
            m_lane.dispatch(request("GET", "/inner"), Reply());
    }

    std::vector<Request> m_seen;
    bool m_nested = false;
    HttpLane m_lane{[this](Request seen, Reply) { see(std::move(seen)); }};
};

QTEST_GUILESS_MAIN(TestHttpLane)
#include "tst_httplane.moc"

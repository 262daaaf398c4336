// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/client/httptransport.h"
#include "tests/support/fakeapi.h"
#include "tests/support/patience.h"
#include "tests/support/silentport.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class HttpTransportTest : public QObject
{
    Q_OBJECT

private slots:
    void speaksHttpOverAUnixSocket();
    void keepsItsConnection();
    void saysThatNobodyAnswers();
    void saysThatNobodyAnswersAtASocket();
    void saysThatItIsNoHttp();
    void givesUpOnASilentServer();
    void endsWhenItIsInterrupted();
    void refusesALargerReplyThanAllowed();
    void streamsLines();
    void keepsTheBodyOfARefusedStream();
    void wantsCertificatesToTrust();
    void endsAStreamThatIsWantedNoMore();
};

void HttpTransportTest::speaksHttpOverAUnixSocket()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"operator.sock"_s);
    FakeApi api(path);
    api.answer("GET /readyz", "fine");
    HttpTransport transport({u"http://localhost"_s, path}, {});

    const auto reply = transport.exchange({"GET", "/readyz"});

    QVERIFY(reply);
    QCOMPARE(reply->status, 200);
    QCOMPARE(reply->body, "fine");
}

void HttpTransportTest::keepsItsConnection()
{
    FakeApi api;
    api.answer("POST /a", "one", 201);
    api.answer("GET /b", "two");
    HttpTransport transport({api.url()}, {});

    const auto first = transport.exchange({"POST", "/a", {"X-Test: 1"}, "body"});
    const auto second = transport.exchange({"GET", "/b"});

    QVERIFY(first && second);
    QCOMPARE(first->status, 201);
    QCOMPARE(second->body, "two");
    const auto requests = api.requests();
    QCOMPARE(requests.size(), 2);
    QCOMPARE(requests[0].body, "body");
    QVERIFY(requests[0].hasHeader("X-Test: 1"));
    QVERIFY(!requests[1].hasHeader("X-Test: 1"));
    QCOMPARE(requests[1].body, QByteArray());
}

void HttpTransportTest::saysThatNobodyAnswers()
{
    const SilentPort port;
    HttpTransport transport({port.url()}, {});

    const auto reply = transport.exchange({"GET", "/"});

    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Error::Kind::Unavailable);
    QVERIFY(reply.error().message.contains(port.url()));
    QVERIFY(reply.error().message.contains(u"check that linnetd is running"_s));
}

void HttpTransportTest::saysThatNobodyAnswersAtASocket()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"operator.sock"_s);
    HttpTransport transport({u"http://localhost"_s, path}, {});

    const auto reply = transport.exchange({"GET", "/"});

    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Error::Kind::Unavailable);
    QVERIFY(reply.error().message.contains(path));
}

void HttpTransportTest::saysThatItIsNoHttp()
{
    FakeApi api;
    api.answerRaw("GET /", "220 smtp.example.org ESMTP\r\n\r\n");
    HttpTransport transport({api.url()}, {});

    const auto reply = transport.exchange({"GET", "/"});

    QVERIFY(!reply);
    QCOMPARE(reply.error().code, "protocol"_L1);
}

void HttpTransportTest::givesUpOnASilentServer()
{
    FakeApi api;
    api.answerRaw("GET /", {});
    HttpTransport transport({api.url()}, {.timeout = std::chrono::milliseconds(100)});

    const auto reply = transport.exchange({"GET", "/"});

    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Error::Kind::Unavailable);
    QVERIFY(reply.error().message.contains(u"did not answer in time"_s));
}

void HttpTransportTest::endsWhenItIsInterrupted()
{
    FakeApi api;
    api.answerRaw("GET /", {});
    QElapsedTimer clock;
    clock.start();
    HttpTransport transport({api.url()}, {.isInterrupted = [&] { return clock.elapsed() > 50; }});

    const auto reply = transport.exchange({"GET", "/"});

    QVERIFY(!reply);
    QCOMPARE(reply.error().code, "interrupted"_L1);
    QVERIFY(clock.elapsed() < Patience.count());
}

void HttpTransportTest::refusesALargerReplyThanAllowed()
{
    FakeApi api;
    api.answer("GET /fits", QByteArray(1000, 'x'));
    api.answer("GET /large", QByteArray(1001, 'x'));
    HttpTransport transport({api.url()}, {.mostBytes = 1000});

    QVERIFY(transport.exchange({"GET", "/fits"}));
    const auto reply = transport.exchange({"GET", "/large"});

    QVERIFY(!reply);
    QCOMPARE(reply.error().code, "protocol"_L1);
    QVERIFY(reply.error().message.contains(u"larger than 1000 bytes"_s));
}

void HttpTransportTest::streamsLines()
{
    FakeApi api;
    api.answer("GET /lines", "{\"a\":1}\n{\"a\":2}");
    HttpTransport transport({api.url()}, {.mostBytes = 10});
    QByteArrayList lines;

    const auto reply = transport.stream({"GET", "/lines"}, [&](QByteArrayView line) {
        lines.append(line.toByteArray());
        return true;
    });

    QVERIFY(reply);
    QVERIFY(reply->body.isEmpty());
    QCOMPARE(lines, (QByteArrayList{"{\"a\":1}", "{\"a\":2}"}));
}

void HttpTransportTest::keepsTheBodyOfARefusedStream()
{
    FakeApi api;
    api.answer("GET /lines", "no\nway\n", 403);
    HttpTransport transport({api.url()}, {});

    const auto reply = transport.stream({"GET", "/lines"}, [](QByteArrayView) {
        qFatal("This is no line of the stream.");
        return true;
    });

    QVERIFY(reply);
    QCOMPARE(reply->status, 403);
    QCOMPARE(reply->body, "no\nway\n");
}

void HttpTransportTest::endsAStreamThatIsWantedNoMore()
{
    FakeApi api;
    api.answerRaw("GET /lines", "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\na\nb\nc\n");
    HttpTransport transport({api.url()}, {});
    int taken = 0;

    const auto reply =
        transport.stream({"GET", "/lines"}, [&](QByteArrayView) { return ++taken < 2; });

    QVERIFY(reply);
    QCOMPARE(taken, 2);
}

void HttpTransportTest::wantsCertificatesToTrust()
{
    FakeApi api;
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write("no certificate");
    file.close();
    HttpTransport transport({.url = api.url().replace(u"http:"_s, u"https:"_s),
                             .socketPath = {},
                             .caFile = file.fileName()},
                            {});

    const auto reply = transport.exchange({"GET", "/"});

    QVERIFY(!reply);
    QCOMPARE(reply.error().code, "io"_L1);
    QVERIFY(reply.error().message.contains(file.fileName()));
}

QTEST_GUILESS_MAIN(HttpTransportTest)
#include "tst_httptransport.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/webhook/httpposter.h"
#include "tests/support/fakeapi.h"
#include "tests/support/patience.h"

#include <QElapsedTimer>
#include <QTest>
#include <QUrl>

#include <thread>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class HttpPosterTest : public QObject
{
    Q_OBJECT

private slots:
    void posts();
    void saysWhatWasAnswered_data();
    void saysWhatWasAnswered();
    void keepsTheBeginningOfAnAnswer();
    void reachesTheInternetAlone_data();
    void reachesTheInternetAlone();
    void insistsOnTls();
    void asksNoProxy();
    void endsWithoutAnAnswer_data();
    void endsWithoutAnAnswer();
    void endsWhenItIsStopped();

private:
    static Result<PostAnswer> post(const QString &url, const OutgoingRules &rules,
                                   const std::stop_token &stop = {})
    {
        return HttpPoster(rules).post({url.toUtf8(), {"X-Test: 1"}, R"({"a":1})"}, stop);
    }

    const OutgoingRules m_anywhere{OutgoingRules::Reach::Anywhere, OutgoingRules::Security::Any,
                                   Patience};
};

void HttpPosterTest::posts()
{
    FakeApi api;
    api.answer("POST /hook?key=1", R"({"ok":true})");
    const auto answer = post(api.url() + u"/hook?key=1"_s, m_anywhere);
    QVERIFY(answer);
    QCOMPARE(answer->status, 200);
    QCOMPARE(answer->head, R"({"ok":true})");
    const auto request = api.requests().value(0);
    QCOMPARE(request.body, R"({"a":1})");
    QVERIFY(request.hasHeader("Content-Type: application/json"));
    QVERIFY(request.hasHeader("X-Test: 1"));
}

void HttpPosterTest::saysWhatWasAnswered_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {201, 204, 301, 302, 307, 400, 410, 500, 503})
        QTest::addRow("%d", status) << status;
}

//! A redirect is an answer: it is not followed.
void HttpPosterTest::saysWhatWasAnswered()
{
    QFETCH(int, status);
    FakeApi api;
    api.answer("POST /hook", {}, status, "Location: " + api.url().toUtf8() + "/other\r\n");
    QCOMPARE(post(api.url() + u"/hook"_s, m_anywhere)->status, status);
    QCOMPARE(api.requests().size(), 1);
}

void HttpPosterTest::keepsTheBeginningOfAnAnswer()
{
    FakeApi api;
    api.answer("POST /", QByteArray(10 * HttpPoster::KeptAnswerBytes, 'x'));
    QCOMPARE(post(api.url() + u'/', m_anywhere)->head,
             QByteArray(HttpPoster::KeptAnswerBytes, 'x'));
}

void HttpPosterTest::reachesTheInternetAlone_data()
{
    QTest::addColumn<QString>("host");
    for (const QString &host : {u"127.0.0.1"_s, u"localhost"_s, u"0x7f000001"_s, u"2130706433"_s,
                                u"0.0.0.0"_s, u"[::ffff:127.0.0.1]"_s})
        QTest::newRow(qPrintable(host)) << host;
}

//! Whatever an address is written like, or a name leads to.
void HttpPosterTest::reachesTheInternetAlone()
{
    QFETCH(QString, host);
    FakeApi api;
    api.answer("POST /", {});
    OutgoingRules rules = m_anywhere;
    rules.reach = OutgoingRules::Reach::Public;
    const int port = QUrl(api.url()).port();
    const auto refused = post(u"http://%1:%2/"_s.arg(host).arg(port), rules);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, "not_public"_L1);
    QCOMPARE(refused.error().kind, Error::Kind::Unavailable);
    QVERIFY(api.requests().isEmpty());
}

void HttpPosterTest::insistsOnTls()
{
    FakeApi api;
    api.answer("POST /", {});
    OutgoingRules rules = m_anywhere;
    rules.security = OutgoingRules::Security::Tls;
    QCOMPARE(post(api.url() + u'/', rules).error().code, "no_answer"_L1);
    QVERIFY(api.requests().isEmpty());
}

void HttpPosterTest::asksNoProxy()
{
    FakeApi proxy;
    proxy.answer("POST /", {});
    qputenv("http_proxy", proxy.url().toUtf8());
    FakeApi api;
    api.answer("POST /", {});
    const auto answer = post(api.url() + u'/', m_anywhere);
    qunsetenv("http_proxy");
    QVERIFY(answer);
    QVERIFY(proxy.requests().isEmpty());
    QCOMPARE(api.requests().size(), 1);
}

void HttpPosterTest::endsWithoutAnAnswer_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("silence") << QByteArray();
    QTest::newRow("not HTTP") << QByteArray("220 smtp.example.org\r\n");
    QTest::newRow("endless") << "HTTP/1.1 200 OK\r\nContent-Length: 4000000\r\n\r\n"
            + QByteArray(4'000'000, 'x');
}

void HttpPosterTest::endsWithoutAnAnswer()
{
    QFETCH(QByteArray, bytes);
    FakeApi api;
    api.answerRaw("POST /", bytes);
    OutgoingRules rules = m_anywhere;
    rules.timeout = 500ms;
    QElapsedTimer timer;
    timer.start();
    const auto answer = post(api.url() + u'/', rules);
    QCOMPARE(answer.error().code, "no_answer"_L1);
    QCOMPARE(answer.error().kind, Error::Kind::Unavailable);
    QVERIFY(!answer.error().message.isEmpty());
    QVERIFY(timer.elapsed() < Patience.count());
}

void HttpPosterTest::endsWhenItIsStopped()
{
    FakeApi api;
    api.answerRaw("POST /", {});
    OutgoingRules rules = m_anywhere;
    rules.timeout = 1h;
    std::stop_source stop;
    std::jthread stopper([&] {
        QTRY_VERIFY(!api.requests().isEmpty());
        stop.request_stop();
    });
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(post(api.url() + u'/', rules, stop.get_token()).error().code, "no_answer"_L1);
    QVERIFY(timer.elapsed() < Patience.count());
}

QTEST_GUILESS_MAIN(HttpPosterTest)
#include "tst_httpposter.moc"

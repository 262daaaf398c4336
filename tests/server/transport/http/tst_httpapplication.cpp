// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/httpapplication.h"
#include "tests/support/collectedreply.h"

#include <QTest>

using namespace linnet;

namespace {

//! Answers everything under one prefix with its name.
class NamedPart : public HttpPart
{
public:
    NamedPart(QByteArray prefix, int &drained)
        : m_prefix(std::move(prefix))
        , m_drained(drained)
    {}

    bool handles(QByteArrayView path) const override { return path.startsWith(m_prefix); }
    net::BodyPlan planBody(const net::Request &head) override
    {
        net::BodyPlan plan;
        plan.limit = m_prefix.size();
        if (head.method == "DELETE")
            plan.refusal = net::Response{
                403, {{"seen-id", head.headers.value("x-request-id")}}, {}, {}, false};
        return plan;
    }
    void handle(net::Request request, net::Reply reply) override
    {
        net::Response response;
        response.status = request.method == "DELETE" ? 500 : 200;
        response.headers.add("vary", "Accept-Encoding");
        response.headers.add("seen-id", request.headers.value("x-request-id"));
        response.body = m_prefix;
        reply.send(std::move(response));
    }
    void drain(Farewell &) override { ++m_drained; }

private:
    QByteArray m_prefix;
    int &m_drained;
};

net::Request request(const QByteArray &method, const QByteArray &path,
                     const net::Headers &headers = {})
{
    net::Request made;
    made.method = method;
    made.path = path;
    made.headers = headers;
    return made;
}

} // namespace

class HttpApplicationTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void asksThePartOfThePath_data();
    void asksThePartOfThePath();
    void echoesOrMakesTheRequestId_data();
    void echoesOrMakesTheRequestId();
    void tellsBrowsersTheSameWithEveryStatus();
    void answersPreflightsForEveryPart();
    void asksForTlsOverTlsOnly();
    void refusesSocketsNobodyTakes();
    void drainsEveryPart();
    void opensNoSocketWhileItDrains();

private:
    net::Response answer(net::Request request);

    int m_drained = 0;
    LiveRules m_rules;
    std::unique_ptr<HttpApplication> m_application;
};

void HttpApplicationTest::init()
{
    m_drained = 0;
    std::vector<std::unique_ptr<HttpPart>> parts;
    for (const char *prefix : {"/socket.io/", "/ws", "/"})
        parts.push_back(std::make_unique<NamedPart>(prefix, m_drained));
    m_application = std::make_unique<HttpApplication>(m_rules, std::move(parts));
}

net::Response HttpApplicationTest::answer(net::Request request)
{
    test::CollectedReply collected;
    m_application->handle(std::move(request), collected.reply());
    return collected.take();
}

void HttpApplicationTest::asksThePartOfThePath_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("part");

    QTest::newRow("first") << QByteArray("/socket.io/") << QByteArray("/socket.io/");
    QTest::newRow("second") << QByteArray("/ws") << QByteArray("/ws");
    QTest::newRow("the rest") << QByteArray("/api/v1/users") << QByteArray("/");
    QTest::newRow("nobody's goes to the last") << QByteArray("*") << QByteArray("/");
}

void HttpApplicationTest::asksThePartOfThePath()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, part);
    QCOMPARE(answer(request("GET", path)).body, part);
    QCOMPARE(m_application->planBody(request("GET", path)).limit, part.size());
}

void HttpApplicationTest::echoesOrMakesTheRequestId_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<bool>("echoed");

    QTest::newRow("none") << QByteArray() << false;
    QTest::newRow("plain") << QByteArray("abc-123") << true;
    QTest::newRow("every visible character") << QByteArray("!~\"<>;") << true;
    QTest::newRow("longest") << QByteArray(128, 'x') << true;
    QTest::newRow("too long") << QByteArray(129, 'x') << false;
    QTest::newRow("space") << QByteArray("a b") << false;
    QTest::newRow("line end") << QByteArray("a\nb") << false;
    QTest::newRow("not ASCII") << QByteArray("\xc3\xa9") << false;
}

void HttpApplicationTest::echoesOrMakesTheRequestId()
{
    QFETCH(QByteArray, sent);
    QFETCH(bool, echoed);
    net::Headers headers;
    if (!sent.isEmpty())
        headers.add("x-request-id", sent);

    const auto first = answer(request("GET", "/", headers));
    const auto second = answer(request("GET", "/", headers));

    const QByteArray id = first.headers.value("x-request-id");
    QVERIFY(!id.isEmpty());
    QCOMPARE(id == sent, echoed);
    QCOMPARE(first.headers.value("seen-id"), id);
    QCOMPARE(second.headers.value("x-request-id") == id, echoed);
}

void HttpApplicationTest::tellsBrowsersTheSameWithEveryStatus()
{
    const net::Headers page{{"origin", "http://localhost:5173"}};
    for (const QByteArray &method : {QByteArray("GET"), QByteArray("DELETE")}) {
        const auto response = answer(request(method, "/ws", page));
        QCOMPARE(response.headers.value("access-control-allow-origin"),
                 QByteArray("http://localhost:5173"));
        QByteArrayList vary;
        for (const net::Header &header : response.headers) {
            if (header.name == "vary")
                vary.append(header.value);
        }
        QCOMPARE(vary, (QByteArrayList{"Accept-Encoding", "Origin"}));
    }
    const auto plan = m_application->planBody(request("DELETE", "/", page));
    QCOMPARE(plan.refusal->headers.value("access-control-allow-origin"),
             QByteArray("http://localhost:5173"));
    const auto read = m_application->planBody(request("POST", "/", page));
    for (const auto &refuse : {read.tooLarge, read.noRoom})
        QVERIFY(refuse(request("POST", "/")).headers.contains("access-control-allow-origin"));
    const QByteArray id = plan.refusal->headers.value("x-request-id");
    QVERIFY(!id.isEmpty());
    QCOMPARE(plan.refusal->headers.value("seen-id"), id);
}

void HttpApplicationTest::answersPreflightsForEveryPart()
{
    const net::Headers page{{"origin", "http://localhost:5173"},
                            {"access-control-request-method", "POST"}};
    const auto response = answer(request("OPTIONS", "/socket.io/", page));
    QCOMPARE(response.status, 204);
    QVERIFY(response.headers.contains("access-control-allow-methods"));
    QVERIFY(response.headers.contains("x-request-id"));
    QCOMPARE(answer(request("OPTIONS", "/socket.io/")).status, 200);
}

void HttpApplicationTest::asksForTlsOverTlsOnly()
{
    net::Request secure = request("GET", "/");
    QVERIFY(!answer(secure).headers.contains("strict-transport-security"));
    secure.peer.isSecure = true;
    QVERIFY(answer(secure).headers.contains("strict-transport-security"));
}

void HttpApplicationTest::refusesSocketsNobodyTakes()
{
    const auto plan = m_application->planUpgrade(request("GET", "/api"));
    QVERIFY(plan.refusal);
    QCOMPARE(plan.refusal->status, 404);
    QVERIFY(plan.refusal->headers.contains("x-request-id"));
}

void HttpApplicationTest::drainsEveryPart()
{
    bool isDone = false;
    m_application->drain([&isDone] { isDone = true; });
    QCOMPARE(m_drained, 3);
    QVERIFY(isDone);
}

void HttpApplicationTest::opensNoSocketWhileItDrains()
{
    m_application->drain([] {});
    const auto plan = m_application->planUpgrade(request("GET", "/", {{"x-request-id", "r1"}}));
    QVERIFY(plan.refusal);
    QCOMPARE(plan.refusal->status, 503);
    QVERIFY(plan.refusal->headers.contains("retry-after"));
    QCOMPARE(plan.refusal->headers.value("x-request-id"), "r1");
}

QTEST_GUILESS_MAIN(HttpApplicationTest)
#include "tst_httpapplication.moc"

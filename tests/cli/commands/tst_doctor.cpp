// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"
#include "tests/support/silentport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace linnet;
using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class DoctorTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void saysWhatTheServerFound();
    void failsIfACheckDoes();
    void findsAServerThatIsDown();
    void looksAtTheUrlAlthoughTheServerIsDown();
    void looksFromOutsideAlthoughItIsRefused_data();
    void looksFromOutsideAlthoughItIsRefused();
    void doesWithoutWhoAsks();
    void doesNotKnowWhereClientsReachALocalServer();
    void refusesAUrlThatIsNone();
    void isVersionedInJson();

private:
    CliProgram::Outcome run(const QStringList &more = {})
    {
        return m_program->run(QStringList{u"doctor"_s, u"--server"_s, m_api->url()} + more);
    }
    void answerWith(const QByteArray &state)
    {
        m_api->answer("GET /api/v1/admin/doctor",
                      R"({"findings":[{"id":"mail","state":")" + state
                          + R"(","text":"It says no.","fix":"Ask it."}],"publicUrl":"",)"
                            R"("socketIo":{"path":"/io/","transports":["polling"]}})");
    }

    std::optional<CliProgram> m_program;
    std::unique_ptr<FakeApi> m_api;
};

void DoctorTest::init()
{
    m_program.emplace();
    qputenv("LINNET_TOKEN", "abc");
    m_api = std::make_unique<FakeApi>();
    m_api->answer("GET /readyz", R"({"status":"ok"})");
    m_api->answer("GET /health", R"({})");
    m_api->answer("GET /io/", R"(0{"sid":"abc"})");
    m_api->answer("POST /io/", "ok");
}

void DoctorTest::saysWhatTheServerFound()
{
    answerWith("warning");
    const auto outcome = run();
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(outcome.err, QByteArray());
    QVERIFY2(outcome.out.startsWith("ok    server              http://127.0.0.1:"),
             outcome.out.constData());
    QVERIFY(outcome.out.contains("WARN  mail                It says no.\n"
                                 "                          Fix: Ask it.\n"));
    QVERIFY(outcome.out.contains("ok    polling "));
    QVERIFY(outcome.out.contains("skip  websocket "));
    QVERIFY(outcome.out.contains("skip  certificate.served "));
}

void DoctorTest::failsIfACheckDoes()
{
    answerWith("failure");
    m_api->answer("POST /io/", "no", 400);
    (void)run(); // The answer of before.
    const auto outcome = run();
    QCOMPARE(outcome.exit, ExitCode::Unavailable);
    QVERIFY(outcome.out.contains("FAIL  mail "));
    QVERIFY(outcome.out.contains("FAIL  polling "));
    QCOMPARE(outcome.err, "linnetctl: 2 of 6 checks failed.\n");
}

void DoctorTest::findsAServerThatIsDown()
{
    const SilentPort port;
    const QString url = port.url();
    const auto outcome = m_program->run({u"doctor"_s, u"--server"_s, url});
    QCOMPARE(outcome.exit, ExitCode::Unavailable);
    QVERIFY(outcome.out.contains("FAIL  server              No server answers at "));
    QVERIFY(outcome.out.contains("systemctl start linnetd"));
    QVERIFY(outcome.out.contains("skip  polling "));
    QCOMPARE(outcome.err, "linnetctl: 1 of 5 checks failed.\n");
}

//! What is in front of it may still be there.
void DoctorTest::looksAtTheUrlAlthoughTheServerIsDown()
{
    FakeApi proxy;
    proxy.answer("GET /socket.io/", "Bad Gateway", 502);
    const SilentPort port;
    const QString url = port.url();
    const auto outcome = m_program->run({u"doctor"_s, u"--server"_s, url, u"--url"_s, proxy.url()});
    QCOMPARE(outcome.exit, ExitCode::Unavailable);
    QVERIFY2(outcome.out.contains("FAIL  polling             Opening a session by polling is "
                                  "answered with status 502"),
             outcome.out.constData());
    QVERIFY(outcome.out.contains("FAIL  websocket "));
}

void DoctorTest::looksFromOutsideAlthoughItIsRefused_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("a moderator") << 403;
    QTest::newRow("an old token") << 401;
}

void DoctorTest::looksFromOutsideAlthoughItIsRefused()
{
    QFETCH(int, status);
    m_api->answer("GET /api/v1/admin/doctor",
                  R"({"error":{"code":"forbidden","message":"You may not."}})", status);
    m_api->answer("GET /socket.io/", R"(0{"sid":"abc"})");
    m_api->answer("POST /socket.io/", "ok");
    const auto outcome = run();
    QCOMPARE(outcome.exit, ExitCode::NoPermission);
    QVERIFY(outcome.out.contains("skip  server.checks       You may not.\n"));
    QVERIFY(outcome.out.contains("ok    polling "));
    QVERIFY(outcome.err.startsWith("linnetctl: You may not.\n"));
}

void DoctorTest::doesWithoutWhoAsks()
{
    qunsetenv("LINNET_TOKEN");
    m_api->answer("GET /socket.io/", R"(0{"sid":"abc"})");
    m_api->answer("POST /socket.io/", "ok");
    const auto outcome = run();
    QVERIFY(outcome.out.contains("skip  server.checks "));
    QVERIFY(outcome.out.contains("linnetctl login"));
    for (const FakeApi::Request &request : m_api->requests())
        QVERIFY(!request.target.contains("admin"));
}

void DoctorTest::doesNotKnowWhereClientsReachALocalServer()
{
    const QString path = m_program->folder() + u"/operator.sock"_s;
    FakeApi api(path);
    api.answer("GET /readyz", R"({"status":"degraded"})");
    api.answer("GET /health", R"({})");
    api.answer("GET /api/v1/admin/doctor", R"({"findings":[],"publicUrl":""})");
    const auto outcome = m_program->run({u"--local="_s + path, u"doctor"_s});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QVERIFY(outcome.out.contains("WARN  server "));
    QVERIFY(outcome.out.contains("skip  outside "));
    QVERIFY(outcome.out.contains("publicUrl"));
}

void DoctorTest::refusesAUrlThatIsNone()
{
    const auto outcome = run({u"--url"_s, u"ftp://example.org"_s});
    QCOMPARE(outcome.exit, ExitCode::Usage);
    QCOMPARE(outcome.out, QByteArray());
}

void DoctorTest::isVersionedInJson()
{
    answerWith("ok");
    const auto outcome = run({u"-o"_s, u"json"_s});
    const QJsonObject document = QJsonDocument::fromJson(outcome.out).object();
    QCOMPARE(document["apiVersion"_L1].toString(), u"linnet/v1"_s);
    QCOMPARE(document["kind"_L1].toString(), u"Diagnosis"_s);
    QStringList ids;
    for (const QJsonValue &item : document["items"_L1].toArray()) {
        ids.append(item["id"_L1].toString());
        QCOMPARE(item.toObject().keys(), (QStringList{u"fix"_s, u"id"_s, u"state"_s, u"text"_s}));
    }
    QCOMPARE(ids,
             (QStringList{u"server"_s, u"clock.difference"_s, u"mail"_s, u"certificate.served"_s,
                          u"polling"_s, u"websocket"_s}));
}

QTEST_GUILESS_MAIN(DoctorTest)
#include "tst_doctor.moc"

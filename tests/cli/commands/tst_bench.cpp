// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"
#include "tests/support/silentport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class BenchTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void measuresEachRequest();
    void showsATable();
    void leavesOutWhatOneMayNotSee();
    void changesNothing();
    void refusesTooMuch_data();
    void refusesTooMuch();
    void saysThatOneIsNotSignedIn();
    void saysThatTheServerIsDown();

private:
    CliProgram::Outcome run(const QStringList &more = {})
    {
        return m_program->run(
            QStringList{u"bench"_s, u"--requests"_s, u"3"_s, u"--server"_s, m_api->url()} + more);
    }

    std::optional<CliProgram> m_program;
    std::unique_ptr<FakeApi> m_api;
};

void BenchTest::init()
{
    qputenv("LINNET_TOKEN", "abc");
    m_program.emplace();
    m_api = std::make_unique<FakeApi>();
    for (const QByteArray path : {"me", "users", "sessions", "sessions/count", "groups", "audit"})
        m_api->answer("GET /api/v1/admin/" + path, "{}");
}

void BenchTest::measuresEachRequest()
{
    const auto outcome = run({u"-o"_s, u"json"_s, u"--concurrency"_s, u"2"_s});
    QCOMPARE(outcome.exit, ExitCode::Done);
    const QJsonArray items = QJsonDocument::fromJson(outcome.out)["items"_L1].toArray();
    QStringList measured;
    for (const auto &item : items) {
        measured.append(item["what"_L1].toString());
        QCOMPARE(item["requests"_L1], QJsonValue(3));
        QVERIFY(item["medianMs"_L1].toDouble() > 0);
        QVERIFY(item["medianMs"_L1].toDouble() <= item["p95Ms"_L1].toDouble());
        QVERIFY(item["p95Ms"_L1].toDouble() <= item["p99Ms"_L1].toDouble());
        QVERIFY(item["p99Ms"_L1].toDouble() <= item["maxMs"_L1].toDouble());
        QVERIFY(item["perSecond"_L1].toDouble() > 0);
    }
    QCOMPARE(measured,
             (QStringList{u"who asks"_s, u"users"_s, u"sessions"_s, u"active sessions"_s,
                          u"active sessions, counted"_s, u"groups"_s, u"audit log"_s}));
    // Each once before it counts, over each connection.
    QCOMPARE(m_api->requests().size(), 7 * (3 + 2));
}

void BenchTest::showsATable()
{
    const auto outcome = run();
    QCOMPARE(outcome.exit, ExitCode::Done);
    const QByteArrayList lines = outcome.out.split('\n');
    QCOMPARE(lines.first().simplified(),
             QByteArray("WHAT REQUESTS MEDIAN MS P95 MS P99 MS MAX MS PER SECOND"));
    QVERIFY(lines.value(1).startsWith("who asks"));
    QCOMPARE(outcome.err, QByteArray());
}

void BenchTest::leavesOutWhatOneMayNotSee()
{
    FakeApi api;
    for (const QByteArray path : {"me", "users", "sessions", "sessions/count", "groups"})
        api.answer("GET /api/v1/admin/" + path, "{}");
    api.answer("GET /api/v1/admin/audit",
               R"({"error":{"code":"forbidden","message":"You may not do this."}})", 403);
    const auto outcome = m_program->run(
        {u"bench"_s, u"--requests"_s, u"1"_s, u"-o"_s, u"name"_s, u"--server"_s, api.url()});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QVERIFY(!outcome.out.contains("audit"));
    QVERIFY2(outcome.err.contains("audit log: not measured. You may not do this."),
             outcome.err.constData());
}

void BenchTest::changesNothing()
{
    run();
    for (const FakeApi::Request &request : m_api->requests())
        QCOMPARE(request.method, QByteArray("GET"));
}

void BenchTest::refusesTooMuch_data()
{
    QTest::addColumn<QStringList>("words");

    QTest::newRow("requests") << QStringList{u"--requests"_s, u"10001"_s};
    QTest::newRow("no requests") << QStringList{u"--requests"_s, u"0"_s};
    QTest::newRow("at once") << QStringList{u"--concurrency"_s, u"33"_s};
    QTest::newRow("none at once") << QStringList{u"--concurrency"_s, u"0"_s};
    QTest::newRow("no number") << QStringList{u"--concurrency"_s, u"many"_s};
}

void BenchTest::refusesTooMuch()
{
    QFETCH(QStringList, words);
    const auto outcome =
        m_program->run(QStringList{u"bench"_s, u"--server"_s, m_api->url()} + words);
    QCOMPARE(outcome.exit, ExitCode::Usage);
    QVERIFY(outcome.err.contains(words.first().toUtf8()));
    QCOMPARE(m_api->requests().size(), 0);
}

void BenchTest::saysThatOneIsNotSignedIn()
{
    FakeApi api;
    api.answer("GET /api/v1/admin/me",
               R"({"error":{"code":"unauthenticated","message":"Sign in first."}})", 401);
    const auto outcome = m_program->run({u"bench"_s, u"--server"_s, api.url()});
    QCOMPARE(outcome.exit, ExitCode::NoPermission);
    QVERIFY(outcome.err.contains("Sign in first."));
    QCOMPARE(outcome.out, QByteArray());
}

void BenchTest::saysThatTheServerIsDown()
{
    const SilentPort port;
    const QString url = port.url();
    const auto outcome = m_program->run({u"bench"_s, u"--server"_s, url});
    QCOMPARE(outcome.exit, ExitCode::Unavailable);
    QVERIFY(outcome.err.contains("No server answers at"));
}

QTEST_GUILESS_MAIN(BenchTest)
#include "tst_bench.moc"

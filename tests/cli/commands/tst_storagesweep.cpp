// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray sweep(const QByteArray &state, const QByteArray &problem = "null")
{
    return R"({"id":"3","state":")" + state
        + R"(","dryRun":true,"progress":{"step":"files","done":200},"problem":)" + problem
        + R"(,"findings":{"unused":{"files":2,"bytes":2000000},"tooOld":{"files":0,"bytes":0},)"
          R"("noRoom":{"files":0,"bytes":0},"unreferenced":{"files":1,"bytes":5},)"
          R"("leftovers":{"files":0,"bytes":0},"missing":{"files":1,"ids":["11"]}}})";
}

} // namespace

class StorageSweepTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void waitsAndShowsWhatIsFound();
    void asksBeforeItRemoves();
    void saysWhyItFailed();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        return m_program->run(QStringList{u"storage"_s, u"sweep"_s} + words
                              + QStringList{u"--server"_s, m_api->url()});
    }

    std::optional<CliProgram> m_program;
    std::unique_ptr<FakeApi> m_api;
};

void StorageSweepTest::init()
{
    m_program.emplace();
    m_api = std::make_unique<FakeApi>();
    m_api->answer("POST /api/v1/admin/storage/sweeps", sweep("under-way"));
}

void StorageSweepTest::waitsAndShowsWhatIsFound()
{
    m_api->answer("GET /api/v1/admin/storage/sweeps/3", sweep("under-way"));
    m_api->answer("GET /api/v1/admin/storage/sweeps/3", sweep("done"));
    const auto outcome = run({u"--dry-run"_s});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QVERIFY2(outcome.out.contains("Needed by nobody:       2\n"), outcome.out);
    QVERIFY2(outcome.out.contains("Blobs of no file:       1\n"), outcome.out);
    QVERIFY2(outcome.out.contains("Missing files:          11\n"), outcome.out);
    QVERIFY2(outcome.err.contains("nothing was changed"), outcome.err);
    QCOMPARE(m_api->requests().size(), 3);
    QCOMPARE(m_api->requests().constFirst().body, R"({"dryRun":true})");
}

void StorageSweepTest::asksBeforeItRemoves()
{
    m_api->answer("GET /api/v1/admin/storage/sweeps/3", sweep("done"));
    for (const QString &word : {u"--yes"_s, u"--confirm=2"_s}) {
        const auto refused = run({word});
        QCOMPARE(refused.exit, ExitCode::Usage);
        QVERIFY2(refused.err.contains("3"), refused.err);
    }
    for (const auto &request : m_api->requests())
        QVERIFY(request.body != "{}"); // Nothing but dry runs.
    const qsizetype before = m_api->requests().size();
    QCOMPARE(run({u"--confirm=3"_s}).exit, ExitCode::Done);
    QCOMPARE(m_api->requests().value(before).body, R"({"dryRun":true})");
    QCOMPARE(m_api->requests().value(before + 2).body, "{}");
}

void StorageSweepTest::saysWhyItFailed()
{
    m_api->answer("GET /api/v1/admin/storage/sweeps/3", sweep("failed", R"("no disk")"));
    const auto outcome = run({u"--dry-run"_s, u"-o"_s, u"name"_s});
    QCOMPARE(outcome.exit, ExitCode::Unavailable);
    QCOMPARE(outcome.out, "3\n");
    QVERIFY2(outcome.err.endsWith("linnetctl: The sweep could not be carried out. no disk\n"),
             outcome.err.constData());
}

QTEST_GUILESS_MAIN(StorageSweepTest)
#include "tst_storagesweep.moc"

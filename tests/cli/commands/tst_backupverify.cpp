// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray backup(const QByteArray &state, const QByteArray &problem = "null")
{
    return R"({"name":"b.backup","state":"made","size":7,"createdAt":"2026-01-31T09:05:00.042Z",)"
           R"("problem":null,"verification":{"state":")"
        + state + R"(","at":"2026-02-01T10:00:00.000Z","problem":)" + problem + "}}";
}

} // namespace

class BackupVerifyTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void waitsUntilItIsProven();
    void saysWhatIsWrongWithIt();
    void waitsForNothingInADryRun();
    void restoringIsForTheServersMachine();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        return m_program->run(QStringList{u"backup"_s} + words
                              + QStringList{u"--server"_s, m_api->url()});
    }

    std::optional<CliProgram> m_program;
    std::unique_ptr<FakeApi> m_api;
};

void BackupVerifyTest::init()
{
    m_program.emplace();
    m_api = std::make_unique<FakeApi>();
    m_api->answer("POST /api/v1/admin/backups/b.backup/verification", backup("under-way"));
}

void BackupVerifyTest::waitsUntilItIsProven()
{
    m_api->answer("GET /api/v1/admin/backups/b.backup", backup("restored"));
    const auto outcome = run({u"verify"_s, u"b.backup"_s, u"--wait"_s, u"-o"_s, u"ndjson"_s});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QVERIFY(outcome.out.contains(R"("state":"restored")"));
    QCOMPARE(m_api->requests().size(), 2);
}

void BackupVerifyTest::saysWhatIsWrongWithIt()
{
    m_api->answer("GET /api/v1/admin/backups/b.backup", backup("failed", R"("It is damaged.")"));
    const auto outcome = run({u"verify"_s, u"b.backup"_s, u"--wait"_s, u"-o"_s, u"name"_s});
    QCOMPARE(outcome.exit, ExitCode::Data);
    QCOMPARE(outcome.err, "linnetctl: The backup could not be restored. It is damaged.\n");
}

void BackupVerifyTest::waitsForNothingInADryRun()
{
    m_api->answer("POST /api/v1/admin/backups", backup("none"));
    for (const QStringList &words :
         {QStringList{u"verify"_s, u"b.backup"_s}, QStringList{u"create"_s}}) {
        const auto outcome = run(words + QStringList{u"--wait"_s, u"--dry-run"_s});
        QCOMPARE(outcome.exit, ExitCode::Done);
        QCOMPARE(outcome.err, "This is what would be: nothing was changed.\n");
        QCOMPARE(m_api->requests().last().body, R"({"dryRun":true})");
    }
    QCOMPARE(m_api->requests().size(), 2);
}

void BackupVerifyTest::restoringIsForTheServersMachine()
{
    const auto outcome = run({u"restore"_s, u"b.backup"_s});
    QCOMPARE(outcome.exit, ExitCode::Usage);
    QVERIFY2(outcome.err.contains("linnetd backup restore b.backup"), outcome.err);
    QVERIFY(m_api->requests().isEmpty());
}

QTEST_GUILESS_MAIN(BackupVerifyTest)
#include "tst_backupverify.moc"

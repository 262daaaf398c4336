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
    return R"({"name":"b.backup","state":")" + state
        + R"(","size":7,"createdAt":"2026-01-31T09:05:00.042Z","problem":)" + problem
        + R"(,"verification":{"state":"none","at":null,"problem":null}})";
}

} // namespace

class BackupCreateTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void returnsAtOnce();
    void waitsUntilItIsMade();
    void saysWhyItFailed();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        return m_program->run(QStringList{u"backup"_s, u"create"_s} + words
                              + QStringList{u"--server"_s, m_api->url()});
    }

    std::optional<CliProgram> m_program;
    std::unique_ptr<FakeApi> m_api;
};

void BackupCreateTest::init()
{
    m_program.emplace();
    m_api = std::make_unique<FakeApi>();
    m_api->answer("POST /api/v1/admin/backups", backup("under-way"));
}

void BackupCreateTest::returnsAtOnce()
{
    const auto outcome = run({u"-o"_s, u"name"_s});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(outcome.out, "b.backup\n");
    QCOMPARE(outcome.err, "");
    QCOMPARE(m_api->requests().size(), 1);
}

void BackupCreateTest::waitsUntilItIsMade()
{
    m_api->answer("GET /api/v1/admin/backups/b.backup", backup("under-way"));
    m_api->answer("GET /api/v1/admin/backups/b.backup", backup("made"));
    const auto outcome = run({u"--wait"_s});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QVERIFY2(outcome.out.contains("State:                made\n"), outcome.out);
    QCOMPARE(outcome.err, "");
    QCOMPARE(m_api->requests().size(), 3);
}

void BackupCreateTest::saysWhyItFailed()
{
    m_api->answer("GET /api/v1/admin/backups/b.backup", backup("failed", R"("no room")"));
    const auto outcome = run({u"--wait"_s, u"-o"_s, u"name"_s});
    QCOMPARE(outcome.exit, ExitCode::Unavailable);
    QCOMPARE(outcome.out, "b.backup\n");
    QCOMPARE(outcome.err, "linnetctl: The backup could not be made. no room\n");
}

QTEST_GUILESS_MAIN(BackupCreateTest)
#include "tst_backupcreate.moc"

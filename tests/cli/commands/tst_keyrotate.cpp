// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class KeyRotateTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void listsThem();
    void makesAnother();
    void onlyAsksInADryRun();
    void wantsAYes();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        return m_program->run(words + QStringList{u"--server"_s, m_api->url()});
    }

    std::optional<CliProgram> m_program;
    std::unique_ptr<FakeApi> m_api;
};

namespace {

const QByteArray OneKey = R"({"items":[
{"id":"Ab_1","state":"signs","since":"2026-11-21T08:00:00.000Z","until":null}],"nextCursor":null})";

const QByteArray TwoKeys = R"({"items":[
{"id":"Cd-2","state":"signs","since":"2026-11-22T08:00:00.000Z","until":null},
{"id":"Ab_1","state":"verifies","since":"2026-11-21T08:00:00.000Z",
 "until":"2026-11-22T08:15:00.000Z"}],"nextCursor":null})";

} // namespace

void KeyRotateTest::init()
{
    qputenv("TZ", "UTC");
    m_program.emplace();
    m_api = std::make_unique<FakeApi>();
}

void KeyRotateTest::listsThem()
{
    m_api->answer("GET /api/v1/admin/keys", OneKey);
    QCOMPARE(run({u"key"_s, u"list"_s}).out,
             "ID    STATE  SINCE                UNTIL\n"
             "Ab_1  signs  2026-11-21 08:00:00  -\n");
}

void KeyRotateTest::makesAnother()
{
    m_api->answer("POST /api/v1/admin/keys/rotate", TwoKeys);
    const auto outcome = run({u"key"_s, u"rotate"_s, u"--yes"_s});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(outcome.out,
             "ID    STATE     SINCE                UNTIL\n"
             "Cd-2  signs     2026-11-22 08:00:00  -\n"
             "Ab_1  verifies  2026-11-21 08:00:00  2026-11-22 08:15:00\n");
    QCOMPARE(m_api->requests().last().body, "{}");
}

void KeyRotateTest::onlyAsksInADryRun()
{
    m_api->answer("POST /api/v1/admin/keys/rotate", OneKey);
    const auto outcome = run({u"key"_s, u"rotate"_s, u"--dry-run"_s, u"-o"_s, u"name"_s});
    QCOMPARE(outcome.out, "Ab_1\n");
    QVERIFY(outcome.err.contains("this was a dry run"));
    QCOMPARE(m_api->requests().last().body, R"({"dryRun":true})");
}

void KeyRotateTest::wantsAYes()
{
    QCOMPARE(run({u"key"_s, u"rotate"_s}).exit, ExitCode::Usage);
    QVERIFY(m_api->requests().isEmpty());
}

QTEST_GUILESS_MAIN(KeyRotateTest)
#include "tst_keyrotate.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class JobRetryTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void retriesWhatIsNamed();
    void retriesWhatMatches();
    void asksAboutWhatMatches();
    void onlyCountsInADryRun();
    void wantsToKnowWhich();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        return m_program->run(QStringList{u"job"_s, u"retry"_s} + words
                              + QStringList{u"--server"_s, m_api->url()});
    }
    QByteArrayList bodies() const
    {
        QByteArrayList bodies;
        for (const auto &request : m_api->requests())
            bodies.append(request.body);
        return bodies;
    }

    std::optional<CliProgram> m_program;
    std::unique_ptr<FakeApi> m_api;
};

void JobRetryTest::init()
{
    m_program.emplace();
    m_api = std::make_unique<FakeApi>();
    m_api->answer("POST /api/v1/admin/jobs/retries", R"({"count":2})");
}

void JobRetryTest::retriesWhatIsNamed()
{
    const auto outcome = run({u"7"_s, u"8"_s});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(outcome.out, "To be tried again: 2\n");
    QCOMPARE(bodies(), QByteArrayList{R"({"ids":["7","8"]})"});
}

void JobRetryTest::retriesWhatMatches()
{
    QCOMPARE(run({u"--filter"_s, u"kind:mail"_s, u"--yes"_s}).exit, ExitCode::Done);
    QCOMPARE(bodies(), QByteArrayList{R"({"filter":"kind:mail"})"});
}

void JobRetryTest::asksAboutWhatMatches()
{
    const auto outcome = run({u"--filter"_s, u"kind:mail"_s});
    QCOMPARE(outcome.exit, ExitCode::Usage);
    QVERIFY(outcome.err.contains("--yes"));
    QCOMPARE(bodies(), QByteArrayList{R"({"dryRun":true,"filter":"kind:mail"})"});
}

void JobRetryTest::onlyCountsInADryRun()
{
    QCOMPARE(run({u"--filter"_s, u"kind:mail"_s, u"--dry-run"_s}).out, "Would be tried again: 2\n");
    QCOMPARE(bodies(), QByteArrayList{R"({"dryRun":true,"filter":"kind:mail"})"});
}

void JobRetryTest::wantsToKnowWhich()
{
    QCOMPARE(run({}).exit, ExitCode::Usage);
    QCOMPARE(run({u"7"_s, u"--filter"_s, u"kind:mail"_s}).exit, ExitCode::Usage);
    QVERIFY(m_api->requests().isEmpty());
}

QTEST_GUILESS_MAIN(JobRetryTest)
#include "tst_jobretry.moc"

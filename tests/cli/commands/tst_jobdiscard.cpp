// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class JobDiscardTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void removesWhatIsNamed();
    void onlyCountsInADryRun();
    void wantsTheirNumber();
    void wantsToKnowWhich();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        return m_program->run(QStringList{u"job"_s, u"discard"_s} + words
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

void JobDiscardTest::init()
{
    m_program.emplace();
    m_api = std::make_unique<FakeApi>();
    m_api->answer("POST /api/v1/admin/jobs/discards",
                  R"({"asOf":"2026-01-31T09:05:00.000Z","count":2})");
}

void JobDiscardTest::removesWhatIsNamed()
{
    const auto outcome = run({u"7"_s, u"8"_s, u"--confirm=2"_s});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(outcome.out, "Removed: 2\n");
    QCOMPARE(bodies(),
             (QByteArrayList{R"({"dryRun":true,"ids":["7","8"]})",
                             R"({"asOf":"2026-01-31T09:05:00.000Z","ids":["7","8"]})"}));
}

void JobDiscardTest::onlyCountsInADryRun()
{
    QCOMPARE(run({u"--filter"_s, u"kind:mail"_s, u"--dry-run"_s}).out, "Would remove: 2\n");
    QCOMPARE(bodies(), QByteArrayList{R"({"dryRun":true,"filter":"kind:mail"})"});
}

void JobDiscardTest::wantsTheirNumber()
{
    for (const QStringList &words : {QStringList(), QStringList{u"--confirm=3"_s}}) {
        const auto outcome = run(QStringList{u"--filter"_s, u"kind:mail"_s} + words);
        QCOMPARE(outcome.exit, ExitCode::Usage);
    }
    for (const QByteArray &body : bodies())
        QCOMPARE(body, R"({"dryRun":true,"filter":"kind:mail"})");
}

void JobDiscardTest::wantsToKnowWhich()
{
    QCOMPARE(run({}).exit, ExitCode::Usage);
    QCOMPARE(run({u"7"_s, u"--filter"_s, u"kind:mail"_s}).exit, ExitCode::Usage);
    QVERIFY(m_api->requests().isEmpty());
}

QTEST_GUILESS_MAIN(JobDiscardTest)
#include "tst_jobdiscard.moc"

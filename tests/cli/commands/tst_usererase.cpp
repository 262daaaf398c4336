// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace linnet;
using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class UserEraseTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void wantsTheNameToBeConfirmed();
    void saysUntilWhenItCanBeCancelled();
    void asks();
    void saysHow();
    void onlyAsksInADryRun();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        return m_program->run(QStringList{u"user"_s, u"erase"_s, u"alice"_s} + words
                              + QStringList{u"--server"_s, m_api->url()});
    }
    QJsonObject asked() const
    {
        return QJsonDocument::fromJson(m_api->requests().last().body).object();
    }

    std::optional<CliProgram> m_program;
    std::unique_ptr<FakeApi> m_api;
};

void UserEraseTest::init()
{
    qputenv("TZ", "UTC");
    m_program.emplace();
    m_api = std::make_unique<FakeApi>();
    m_api->answer("POST /api/v1/admin/users/alice/erase",
                  R"({"id":"7","name":"Alice W","state":"erasing","endedSessions":2,
                      "erasure":{"requestedAt":"2026-11-28T09:00:00.000Z",
                                 "dueAt":"2026-12-05T09:00:00.000Z","messages":"keep"}})");
}

void UserEraseTest::wantsTheNameToBeConfirmed()
{
    const auto outcome = run({});
    QCOMPARE(outcome.exit, ExitCode::Usage);
    QVERIFY(outcome.err.contains("--confirm='Alice W'"));
    QCOMPARE(run({u"--confirm=Alice"_s}).exit, ExitCode::Usage);
    for (const auto &request : m_api->requests())
        QVERIFY(QJsonDocument::fromJson(request.body)["dryRun"_L1].toBool());
}

void UserEraseTest::saysUntilWhenItCanBeCancelled()
{
    m_api->answer("POST /api/v1/admin/users/alice/erase",
                  R"({"id":"7","name":"Alice W",
                      "erasure":{"requestedAt":"2026-11-28T09:00:00.000Z",
                                 "dueAt":"2026-11-28T09:00:00.000Z"}})");
    QVERIFY(run({}).err.contains(
        "erases the account after 2026-12-05 09:00:00. Until then it can be cancelled"));
    const auto outcome = run({u"--grace"_s, u"0"_s});
    QVERIFY(outcome.err.contains("erases the account at once, which cannot be undone."));
    QCOMPARE(asked(), (QJsonObject{{"grace"_L1, u"0"_s}, {"dryRun"_L1, true}}));
}

void UserEraseTest::asks()
{
    const auto outcome = run({u"--confirm=Alice W"_s});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(outcome.out,
             "User:           7\n"
             "Name:           Alice W\n"
             "State:          erasing\n"
             "Erased after:   2026-12-05 09:00:00\n"
             "Messages:       keep\n"
             "Sessions ended: 2\n");
    QCOMPARE(asked(), QJsonObject());
}

void UserEraseTest::saysHow()
{
    QCOMPARE(run({u"--confirm=Alice W"_s, u"--grace"_s, u"0"_s, u"--messages"_s, u"remove"_s}).exit,
             ExitCode::Done);
    QCOMPARE(asked(), (QJsonObject{{"grace"_L1, u"0"_s}, {"messages"_L1, u"remove"_s}}));
    QCOMPARE(run({u"--messages"_s, u"some"_s}).exit, ExitCode::Usage);
}

void UserEraseTest::onlyAsksInADryRun()
{
    QCOMPARE(run({u"--dry-run"_s}).exit, ExitCode::Done);
    QCOMPARE(asked(), (QJsonObject{{"dryRun"_L1, true}}));
}

QTEST_GUILESS_MAIN(UserEraseTest)
#include "tst_usererase.moc"

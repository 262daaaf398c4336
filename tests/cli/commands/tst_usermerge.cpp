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

class UserMergeTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void wantsTheNameToBeConfirmed();
    void merges();
    void saysThatItFailed();
    void onlyAsksInADryRun();
    void saysThatASuspensionEnds();
    void wantsBoth();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        return m_program->run(QStringList{u"user"_s, u"merge"_s} + words
                              + QStringList{u"--server"_s, m_api->url()});
    }
    QJsonObject asked() const
    {
        for (const auto &request : m_api->requests()) {
            if (!request.body.isEmpty())
                return QJsonDocument::fromJson(request.body).object();
        }
        return {};
    }

    std::optional<CliProgram> m_program;
    std::unique_ptr<FakeApi> m_api;
};

void UserMergeTest::init()
{
    qputenv("TZ", "UTC");
    m_program.emplace();
    m_api = std::make_unique<FakeApi>();
    m_api->answer("GET /api/v1/admin/users/old", R"x({"id":"7","name":"Alice (old)"})x");
    m_api->answer("GET /api/v1/admin/users/alice", R"({"id":"8","name":"Alice W"})");
    m_api->answer("GET /api/v1/admin/users/7/merge",
                  R"({"id":"8","name":"Alice W","freed":[],"endedSessions":2,"after":null,
                      "progress":{"state":"running","steps":2,"rows":300}})");
    m_api->answer("GET /api/v1/admin/users/7/merge",
                  R"({"id":"8","name":"Alice W","username":"alice","phone":"+4915101","email":null,
                      "source":{"id":"7"},"freed":["+4915102"],"endedSessions":2,
                      "before":{"target":{"conversations":1,"messages":2,"files":3,"friends":4}},
                      "after":{"target":{"conversations":5,"messages":6,"files":7,"friends":8}},
                      "progress":{"state":"done","steps":5,"rows":700}})");
}

void UserMergeTest::wantsTheNameToBeConfirmed()
{
    const auto outcome = run({u"old"_s, u"alice"_s});
    QCOMPARE(outcome.exit, ExitCode::Usage);
    QVERIFY(outcome.err.contains("makes all of it \"Alice W\"'s, which takes a while"));
    QVERIFY(outcome.err.contains("It cannot be undone."));
    QVERIFY(outcome.err.contains("--confirm='Alice (old)'"));
    QCOMPARE(run({u"old"_s, u"alice"_s, u"--confirm=Alice W"_s}).exit, ExitCode::Usage);
    for (const auto &request : m_api->requests())
        QVERIFY(request.body.isEmpty());
}

void UserMergeTest::merges()
{
    m_api->answer("POST /api/v1/admin/users/old/merge",
                  R"({"id":"8","name":"Alice W","freed":[],"endedSessions":2,"after":null,
                      "progress":{"state":"waiting","steps":0,"rows":0}})");
    const auto outcome = run({u"old"_s, u"alice"_s, u"--confirm=Alice (old)"_s});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(outcome.out,
             "User:                 8\n"
             "Name:                 Alice W\n"
             "User name:            alice\n"
             "Phone:                +4915101\n"
             "E-mail:               -\n"
             "Merged into it:       7\n"
             "Set free:             +4915102\n"
             "Sessions ended:       2\n"
             "Conversations before: 1\n"
             "Conversations:        5\n"
             "Messages before:      2\n"
             "Messages:             6\n"
             "Files before:         3\n"
             "Files:                7\n"
             "Friends before:       4\n"
             "Friends:              8\n"
             "State:                done\n"
             "Rows moved:           700\n");
    QCOMPARE(asked(), (QJsonObject{{"into"_L1, u"alice"_s}}));
}

void UserMergeTest::saysThatItFailed()
{
    m_api->answer("POST /api/v1/admin/users/old/merge",
                  R"({"id":"8","progress":{"state":"failed","problem":"The disk is full."}})");
    const auto outcome = run({u"old"_s, u"alice"_s, u"--confirm=Alice (old)"_s});
    QCOMPARE(outcome.exit, ExitCode::Unavailable);
    QVERIFY(outcome.err.contains("could not be merged wholly. The disk is full."));
    QVERIFY(outcome.err.contains("\"linnetctl user merge 7 8\" goes on with it."));
}

void UserMergeTest::onlyAsksInADryRun()
{
    m_api->answer("POST /api/v1/admin/users/old/merge", R"({"id":"8","progress":null})");
    const auto outcome = run({u"old"_s, u"alice"_s, u"--dry-run"_s});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(asked(), (QJsonObject{{"into"_L1, u"alice"_s}, {"dryRun"_L1, true}}));
    QCOMPARE(outcome.err, "This is what would be: nothing was changed.\n");
}

void UserMergeTest::saysThatASuspensionEnds()
{
    m_api->answer("POST /api/v1/admin/users/old/merge", R"({"id":"8","progress":null})");
    m_api->answer("GET /api/v1/admin/users/old",
                  R"x({"id":"7","name":"Alice (old)","state":"suspended"})x");
    m_api->answer("GET /api/v1/admin/users/alice", R"({"id":"8","name":"Alice W"})");
    m_api->answer("GET /api/v1/admin/users/alice",
                  R"({"id":"8","name":"Alice W","state":"suspended"})");
    const auto says = [this] {
        const auto outcome = run({u"old"_s, u"alice"_s, u"--dry-run"_s});
        return outcome.err.contains(
            "\"Alice (old)\" is suspended, and as \"Alice W\" they are not.");
    };

    QVERIFY(!says()); // Neither of the two is.
    QVERIFY(says());
    QVERIFY(!says()); // Both are.
}

void UserMergeTest::wantsBoth()
{
    QCOMPARE(run({u"old"_s, u"--dry-run"_s}).exit, ExitCode::Usage);
    QVERIFY(m_api->requests().isEmpty());
}

QTEST_GUILESS_MAIN(UserMergeTest)
#include "tst_usermerge.moc"

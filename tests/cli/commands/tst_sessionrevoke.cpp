// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class SessionRevokeTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void endsWhatIsNamed();
    void endsWhatMatches();
    void onlyCountsInADryRun();
    void saysWhatIsLeftOut();
    void asksBeforeItEndsAnything();
    void wantsToKnowWhich_data();
    void wantsToKnowWhich();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        return m_program->run(QStringList{u"session"_s, u"revoke"_s} + words
                              + QStringList{u"--server"_s, m_api->url()});
    }
    QByteArrayList bodies() const;

    std::optional<CliProgram> m_program;
    std::unique_ptr<FakeApi> m_api;
};

void SessionRevokeTest::init()
{
    m_program.emplace();
    m_api = std::make_unique<FakeApi>();
}

QByteArrayList SessionRevokeTest::bodies() const
{
    QByteArrayList bodies;
    for (const auto &request : m_api->requests())
        bodies.append(request.body);
    return bodies;
}

void SessionRevokeTest::endsWhatIsNamed()
{
    m_api->answer("POST /api/v1/admin/sessions/revocations", R"({"revoked":2})");
    const auto outcome = run({u"7"_s, u"8"_s, u"--reason"_s, u"stolen"_s, u"--yes"_s});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(outcome.out, "Ended: 2\n");
    QCOMPARE(bodies(), QByteArrayList{R"({"ids":["7","8"],"reason":"stolen"})"});
}

void SessionRevokeTest::endsWhatMatches()
{
    m_api->answer("POST /api/v1/admin/sessions/revocations", R"({"revoked":10000})");
    const auto outcome =
        run({u"--filter"_s, u"address:10.0.0.0/8"_s, u"--yes"_s, u"-o"_s, u"json"_s});
    QCOMPARE(outcome.out,
             R"({"apiVersion":"linnet/v1","kind":"Revocation","items":[)"
             "\n"
             R"({"revoked":10000})"
             "\n]}\n");
    QCOMPARE(bodies(), QByteArrayList{R"({"filter":"address:10.0.0.0/8"})"});
}

void SessionRevokeTest::onlyCountsInADryRun()
{
    m_api->answer("POST /api/v1/admin/sessions/revocations", R"({"count":3})");
    const auto outcome = run({u"--filter"_s, u"user:alice"_s, u"--dry-run"_s, u"--yes"_s});
    QCOMPARE(outcome.out, "Would end: 3\n");
    QCOMPARE(bodies(), QByteArrayList{R"({"dryRun":true,"filter":"user:alice"})"});
}

void SessionRevokeTest::saysWhatIsLeftOut()
{
    m_api->answer("POST /api/v1/admin/sessions/revocations",
                  R"({"count":3,"revoked":3,"leftOut":2})");
    for (const QString &how : {u"--dry-run"_s, u"--yes"_s}) {
        const auto outcome = run({u"--filter"_s, u"state:active"_s, how});
        QCOMPARE(outcome.exit, ExitCode::Done);
        QVERIFY2(outcome.err.contains("may do more than yours: 2"), outcome.err.constData());
    }
}

void SessionRevokeTest::asksBeforeItEndsAnything()
{
    m_api->answer("POST /api/v1/admin/sessions/revocations", R"({"count":3})");
    const auto outcome = run({u"--filter"_s, u"user:alice"_s});
    QCOMPARE(outcome.exit, ExitCode::Usage);
    QVERIFY(outcome.err.contains("--yes"));
    QCOMPARE(bodies(), QByteArrayList{R"({"dryRun":true,"filter":"user:alice"})"});
}

void SessionRevokeTest::wantsToKnowWhich_data()
{
    QTest::addColumn<QStringList>("words");

    QTest::newRow("neither") << QStringList{u"--yes"_s};
    QTest::newRow("both") << QStringList{u"7"_s, u"--filter"_s, u"user:alice"_s, u"--yes"_s};
}

void SessionRevokeTest::wantsToKnowWhich()
{
    QFETCH(QStringList, words);
    QCOMPARE(run(words).exit, ExitCode::Usage);
    QVERIFY(m_api->requests().isEmpty());
}

QTEST_GUILESS_MAIN(SessionRevokeTest)
#include "tst_sessionrevoke.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/clock.h"
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace linnet;
using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class UserSuspendTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void suspendsForEver();
    void suspendsUntilAMoment_data();
    void suspendsUntilAMoment();
    void countsFromNow();
    void onlyAsksInADryRun();
    void wantsToBeConfirmed();
    void wantsToKnowWhyAndUntilWhen_data();
    void wantsToKnowWhyAndUntilWhen();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        return m_program->run(QStringList{u"user"_s, u"suspend"_s, u"alice"_s} + words
                              + QStringList{u"--server"_s, m_api->url()});
    }
    QJsonObject asked() const
    {
        return QJsonDocument::fromJson(m_api->requests().value(0).body).object();
    }

    std::optional<CliProgram> m_program;
    std::unique_ptr<FakeApi> m_api;
};

void UserSuspendTest::init()
{
    qputenv("TZ", "UTC");
    m_program.emplace();
    m_api = std::make_unique<FakeApi>();
    m_api->answer("PUT /api/v1/admin/users/alice/suspension",
                  R"({"id":"7","name":"Alice","state":"suspended","endedSessions":2,
                      "suspension":{"until":null,"reason":"Spam"}})");
}

void UserSuspendTest::suspendsForEver()
{
    const auto outcome = run({u"--reason"_s, u"Spam"_s, u"--yes"_s});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(outcome.out,
             "User:           7\n"
             "Name:           Alice\n"
             "State:          suspended\n"
             "Until:          -\n"
             "Because:        Spam\n"
             "Sessions ended: 2\n");
    QCOMPARE(asked(), (QJsonObject{{"reason"_L1, u"Spam"_s}}));
}

void UserSuspendTest::suspendsUntilAMoment_data()
{
    QTest::addColumn<QString>("until");
    QTest::addColumn<QString>("asked");

    QTest::newRow("a day") << u"2027-01-31"_s << u"2027-01-31T00:00:00.000Z"_s;
    QTest::newRow("a minute") << u"2027-01-31T09:05+01:00"_s << u"2027-01-31T08:05:00.000Z"_s;
}

void UserSuspendTest::suspendsUntilAMoment()
{
    QFETCH(QString, until);
    QVERIFY(run({u"--reason"_s, u"Spam"_s, u"--until"_s, until, u"--yes"_s}).err.isEmpty());
    QTEST(asked()["until"_L1].toString(), "asked");
}

void UserSuspendTest::countsFromNow()
{
    const Timestamp before = SystemClock().now();
    QVERIFY(run({u"--reason"_s, u"Spam"_s, u"--until"_s, u"+7d"_s, u"--yes"_s}).err.isEmpty());
    const auto until = parseIso(asked()["until"_L1].toString());
    QVERIFY(until);
    QVERIFY(*until >= before + std::chrono::hours(7 * 24));
    QVERIFY(*until <= SystemClock().now() + std::chrono::hours(7 * 24));
}

void UserSuspendTest::onlyAsksInADryRun()
{
    QCOMPARE(run({u"--reason"_s, u"Spam"_s, u"--dry-run"_s}).exit, ExitCode::Done);
    QCOMPARE(asked(), (QJsonObject{{"reason"_L1, u"Spam"_s}, {"dryRun"_L1, true}}));
}

void UserSuspendTest::wantsToBeConfirmed()
{
    const auto outcome = run({u"--reason"_s, u"Spam"_s});
    QCOMPARE(outcome.exit, ExitCode::Usage);
    QVERIFY(outcome.err.contains("--yes"));
    QVERIFY(m_api->requests().isEmpty());
}

void UserSuspendTest::wantsToKnowWhyAndUntilWhen_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("said");

    QTest::newRow("no reason") << QStringList{u"--yes"_s} << QByteArray("--reason");
    QTest::newRow("no time") << QStringList{u"--reason"_s, u"Spam"_s, u"--until"_s, u"soon"_s,
                                            u"--yes"_s}
                             << QByteArray("\"soon\" is no time");
}

void UserSuspendTest::wantsToKnowWhyAndUntilWhen()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, said);
    const auto outcome = run(words);
    QCOMPARE(outcome.exit, ExitCode::Usage);
    QVERIFY(outcome.err.contains(said));
    QVERIFY(m_api->requests().isEmpty());
}

QTEST_GUILESS_MAIN(UserSuspendTest)
#include "tst_usersuspend.moc"

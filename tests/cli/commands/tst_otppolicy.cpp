// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Guessing =
    R"({"possibleCodes":1000000,"oneAccount":{"codesADay":30,"probabilityADay":0.00008999608},)"
    R"("oneNetwork":{"codesADay":100,"probabilityADay":0.00029995},)"
    R"("anybody":{"codesADay":100000,"probabilityADay":0.2591})";
const QByteArray Safer =
    R"({"possibleCodes":100000000,"oneAccount":{"codesADay":30,"probabilityADay":9e-7},)"
    R"("oneNetwork":{"codesADay":100,"probabilityADay":3e-6},)"
    R"("anybody":{"codesADay":100000,"probabilityADay":0.003}})";

QByteArray setting(const QByteArray &name, const QByteArray &value, const QByteArray &text,
                   const QByteArray &kind = "integer")
{
    return R"({"name":"otp.)" + name + R"(","kind":")" + kind + R"(","value":)" + value
        + R"(,"text":")" + text + "\"}";
}

QByteArray settings()
{
    return '['
        + QByteArrayList{setting("length", "6", "6"),
                         setting("alphabet", "\"digits\"", "digits", "choice"),
                         setting("lifetime", "300000", "5m", "duration"),
                         setting("cooldown", "60000", "1m", "duration"),
                         setting("attempts", "3", "3"),
                         setting("destinationPerHour", "10", "10"),
                         setting("destinationPerDay", "30", "30"),
                         setting("accountPerHour", "10", "10"),
                         setting("accountPerDay", "30", "30"),
                         setting("addressPerHour", "30", "30"),
                         setting("addressPerDay", "100", "100"),
                         setting("totalPerHour", "10000", "10000"),
                         setting("totalPerDay", "100000", "100000"),
                         setting("sender", "\"webhook\"", "webhook", "choice"),
                         setting("fallbacks", "[\"log\"]", "log", "list")}
              .join(',')
        + ']';
}

} // namespace

class OtpPolicyTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void showsTheRulesAndWhatTheyAreWorth();
    void writesChancesAsPeopleReadThem_data();
    void writesChancesAsPeopleReadThem();
    void setsThemAndCompares();
    void listsWhoSetRules();
    void takesAChangeBack();
    void wantsAnActionThatFits_data();
    void wantsAnActionThatFits();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        return m_program->run(QStringList{u"otp"_s, u"policy"_s} + words
                              + QStringList{u"--server"_s, m_api->url()});
    }

    std::unique_ptr<FakeApi> m_api;
    std::optional<CliProgram> m_program;
};

void OtpPolicyTest::init()
{
    m_program.emplace();
    m_api = std::make_unique<FakeApi>();
    m_api->answer("GET /api/v1/admin/otp/policy",
                  "{\"settings\":" + settings() + ",\"guessing\":" + Guessing
                      + "},\"isDevelopment\":false}");
    m_api->answer("GET /api/v1/admin/settings", "{\"items\":" + settings() + '}');
    m_api->answer("PUT /api/v1/admin/otp/policy",
                  R"({"changes":[{"name":"otp.length","before":null,"beforeText":null,"after":8,)"
                  R"("afterText":"8"}],"waiting":[],"isDryRun":true,"guessingBefore":)"
                      + Guessing + "},\"guessing\":" + Safer + '}');
}

void OtpPolicyTest::showsTheRulesAndWhatTheyAreWorth()
{
    const auto outcome = run({u"show"_s});
    QCOMPARE(outcome.err, "");
    QCOMPARE(outcome.out,
             "Length:                   6\n"
             "Alphabet:                 digits\n"
             "Lifetime:                 5m\n"
             "Guesses a code:           3\n"
             "Cooldown:                 1m\n"
             "A destination:            10 codes an hour, 30 a day\n"
             "An account:               10 codes an hour, 30 a day\n"
             "A network:                30 codes an hour, 100 a day\n"
             "In total:                 10000 codes an hour, 100000 a day\n"
             "To telephones by:         webhook, log\n"
             "Code is always the same:  no\n"
             "Guesser at one account:   0.009 % a day\n"
             "Guesser from one network: 0.03 % a day\n"
             "All guessers, anybody:    26 % a day\n");
    const auto json = run({u"show"_s, u"-o"_s, u"ndjson"_s});
    QVERIFY(json.out.contains(R"("probabilityADay":0.2591)"));
    QVERIFY(json.out.contains(R"("lifetime":300000)"));
}

void OtpPolicyTest::writesChancesAsPeopleReadThem_data()
{
    QTest::addColumn<QByteArray>("chance");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("none") << QByteArray("0") << QByteArray("0 %");
    QTest::newRow("tiny") << QByteArray("1.234e-9") << QByteArray("0.00000012 %");
    QTest::newRow("less than one") << QByteArray("0.00504") << QByteArray("0.5 %");
    QTest::newRow("a few") << QByteArray("0.0512") << QByteArray("5.1 %");
    QTest::newRow("many") << QByteArray("0.204") << QByteArray("20 %");
    QTest::newRow("certain") << QByteArray("1") << QByteArray("100 %");
}

void OtpPolicyTest::writesChancesAsPeopleReadThem()
{
    QFETCH(QByteArray, chance);
    QFETCH(QByteArray, text);
    QByteArray guessing = Guessing;
    guessing.replace("0.2591", chance);
    m_api = std::make_unique<FakeApi>();
    m_api->answer("GET /api/v1/admin/otp/policy",
                  "{\"settings\":" + settings() + ",\"guessing\":" + guessing
                      + "},\"isDevelopment\":false}");
    const auto outcome = run({u"show"_s});
    QVERIFY2(outcome.out.contains("All guessers, anybody:    " + text + " a day\n"), outcome.out);
}

void OtpPolicyTest::setsThemAndCompares()
{
    const auto outcome = run({u"set"_s, u"length=8"_s, u"--dry-run"_s});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(outcome.out,
             "NAME        BEFORE  AFTER\n"
             "otp.length  -       8\n");
    QCOMPARE(
        outcome.err,
        "Nothing was changed: this was a dry run.\n"
        "Who only guesses opens one account with 0.00009 % a day (before: 0.009 % a day), some "
        "account from one network with 0.0003 % a day (before: 0.03 % a day).\n");
    QCOMPARE(m_api->requests().last().body, R"({"dryRun":true,"values":{"length":8}})");
}

//! Of what the settings' history has, the changes that are about codes, from all of its pages.
void OtpPolicyTest::listsWhoSetRules()
{
    const auto change = [](const QByteArray &id, const QByteArray &setting) {
        return R"({"id":")" + id + R"(","at":"2026-01-31T09:05:00.042Z","actor":"user:1",)"
            + R"("before":{")" + setting + R"(":null},"after":{")" + setting + R"(":8}})";
    };
    const QByteArray path = "GET /api/v1/admin/settings/history";
    m_api->answer(path,
                  "{\"items\":[" + change("19", "otp.length") + ',' + change("18", "media.maxBytes")
                      + R"(],"nextCursor":"18"})");
    m_api->answer(path + "?cursor=18",
                  "{\"items\":[" + change("17", "otp.attempts") + R"(],"nextCursor":null})");
    const auto outcome = run({u"history"_s, u"-o"_s, u"name"_s});
    QCOMPARE(outcome.err, "");
    QCOMPARE(outcome.out, "19\n17\n");
}

void OtpPolicyTest::takesAChangeBack()
{
    m_api->answer("POST /api/v1/admin/settings/history/17/undo",
                  R"({"changes":[{"name":"otp.length","before":8,"beforeText":"8","after":null,)"
                  R"("afterText":null}],"waiting":[],"isDryRun":true})");
    const auto outcome = run({u"undo"_s, u"17"_s, u"--dry-run"_s});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QVERIFY2(outcome.out.contains("otp.length"), outcome.out);
    QCOMPARE(m_api->requests().last().body, R"({"dryRun":true})");
}

void OtpPolicyTest::wantsAnActionThatFits_data()
{
    QTest::addColumn<QStringList>("words");

    QTest::newRow("none") << QStringList{};
    QTest::newRow("another") << QStringList{u"change"_s};
    QTest::newRow("set nothing") << QStringList{u"set"_s};
    QTest::newRow("show something") << QStringList{u"show"_s, u"length=8"_s};
    QTest::newRow("history of something") << QStringList{u"history"_s, u"length"_s};
    QTest::newRow("undo nothing") << QStringList{u"undo"_s};
    QTest::newRow("undo two") << QStringList{u"undo"_s, u"17"_s, u"18"_s};
}

void OtpPolicyTest::wantsAnActionThatFits()
{
    QFETCH(QStringList, words);
    QCOMPARE(run(words).exit, ExitCode::Usage);
    QVERIFY(m_api->requests().isEmpty());
}

QTEST_GUILESS_MAIN(OtpPolicyTest)
#include "tst_otppolicy.moc"

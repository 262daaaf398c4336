// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Put = "PUT /api/v1/admin/settings";
const QByteArray OneChange =
    R"({"changes":[{"name":"otp.length","before":null,"beforeText":null,"after":8,)"
    R"("afterText":"8"}],"waiting":[],"isDryRun":false})";

} // namespace

class SettingSetTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void sendsValuesAsTheirKindsWantThem();
    void showsWhatChanged();
    void saysWhatWaitsAndThatItWasADryRun();
    void saysThatNothingChanges();
    void passesOnWhyItIsRefused();
    void wantsNamesWithValues_data();
    void wantsNamesWithValues();
    void unsets();
    void undoes();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        return m_program->run(QStringList{u"setting"_s} + words
                              + QStringList{u"--server"_s, m_api->url()});
    }

    std::unique_ptr<FakeApi> m_api;
    std::optional<CliProgram> m_program;
};

void SettingSetTest::init()
{
    m_program.emplace();
    m_api = std::make_unique<FakeApi>();
    m_api->answer("GET /api/v1/admin/settings", R"({"items":[
{"name":"otp.length","kind":"integer"},{"name":"otp.lifetime","kind":"duration"},
{"name":"auth.issuer","kind":"text"},{"name":"limits.rates","kind":"boolean"},
{"name":"cors.origins","kind":"list"}],"nextCursor":null})");
    m_api->answer(Put, OneChange);
}

void SettingSetTest::sendsValuesAsTheirKindsWantThem()
{
    const auto outcome = run({u"set"_s, u"otp.length=8"_s, u"otp.lifetime=3m"_s,
                              u"auth.issuer=1=2"_s, u"limits.rates=false"_s,
                              u"cors.origins=loopback,https://a.example"_s, u"no.such=7"_s});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(m_api->requests().last().body,
             R"({"dryRun":false,"values":{"auth.issuer":"1=2",)"
             R"("cors.origins":["loopback","https://a.example"],"limits.rates":false,)"
             R"("no.such":"7","otp.length":8,"otp.lifetime":"3m"}})");
}

void SettingSetTest::showsWhatChanged()
{
    const auto outcome = run({u"set"_s, u"otp.length=8"_s});
    QCOMPARE(outcome.out,
             "NAME        BEFORE  AFTER\n"
             "otp.length  -       8\n");
    QCOMPARE(outcome.err, "");
}

void SettingSetTest::saysWhatWaitsAndThatItWasADryRun()
{
    m_api = std::make_unique<FakeApi>();
    m_api->answer("GET /api/v1/admin/settings", R"({"items":[],"nextCursor":null})");
    m_api->answer(Put,
                  R"({"changes":[{"name":"limits.threads","before":null,"beforeText":null,)"
                  R"("after":4,"afterText":"4"}],"waiting":["limits.threads"],)"
                  R"("isDryRun":true})");
    const auto outcome = run({u"set"_s, u"limits.threads=4"_s, u"--dry-run"_s});
    QVERIFY(m_api->requests().last().body.contains(R"("dryRun":true)"));
    QCOMPARE(outcome.err,
             "Nothing was changed: this was a dry run.\n"
             "In force with the next start of the server: limits.threads.\n");
}

void SettingSetTest::saysThatNothingChanges()
{
    m_api = std::make_unique<FakeApi>();
    m_api->answer(Put, R"({"changes":[],"waiting":[],"isDryRun":false})");
    const auto outcome = run({u"unset"_s, u"otp.length"_s, u"-o"_s, u"json"_s});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QVERIFY(outcome.out.contains(R"("kind":"SettingChanges")"));
    QCOMPARE(outcome.err, "That is what they are already: nothing changes.\n");
}

void SettingSetTest::passesOnWhyItIsRefused()
{
    m_api = std::make_unique<FakeApi>();
    m_api->answer("GET /api/v1/admin/settings", R"({"items":[],"nextCursor":null})");
    m_api->answer(
        Put, R"({"error":{"code":"invalid_input","message":"otp.length must be from 4 to 10"}})",
        400);
    const auto outcome = run({u"set"_s, u"otp.length=99"_s});
    QCOMPARE(outcome.exit, ExitCode::Data);
    QCOMPARE(outcome.err, "linnetctl: otp.length must be from 4 to 10\n");
}

void SettingSetTest::wantsNamesWithValues_data()
{
    QTest::addColumn<QStringList>("words");

    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("no value") << QStringList{u"otp.length"_s};
    QTest::newRow("no name") << QStringList{u"=8"_s};
    QTest::newRow("twice") << QStringList{u"otp.length=8"_s, u"otp.length=9"_s};
}

void SettingSetTest::wantsNamesWithValues()
{
    QFETCH(QStringList, words);
    QCOMPARE(run(QStringList{u"set"_s} + words).exit, ExitCode::Usage);
    for (const auto &request : m_api->requests())
        QCOMPARE(request.method, "GET");
}

void SettingSetTest::unsets()
{
    QCOMPARE(run({u"unset"_s, u"otp.length"_s, u"otp.lifetime"_s}).exit, ExitCode::Done);
    QCOMPARE(m_api->requests().last().body,
             R"({"dryRun":false,"values":{"otp.length":null,"otp.lifetime":null}})");
}

void SettingSetTest::undoes()
{
    m_api->answer("POST /api/v1/admin/settings/history/17/undo", OneChange);
    const auto outcome = run({u"undo"_s, u"17"_s, u"--dry-run"_s});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(m_api->requests().last().body, R"({"dryRun":true})");
}

QTEST_GUILESS_MAIN(SettingSetTest)
#include "tst_settingset.moc"

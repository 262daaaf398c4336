// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class OtpBreakGlassTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void makesACode();
    void asksBefore();
    void rehearses();
    void triesToSendOne();
    void saysThatItDoesNotArrive();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        return m_program->run(QStringList{u"otp"_s} + words
                              + QStringList{u"--server"_s, m_api->url()});
    }

    std::unique_ptr<FakeApi> m_api;
    std::optional<CliProgram> m_program;
};

void OtpBreakGlassTest::init()
{
    qputenv("TZ", "UTC");
    m_program.emplace();
    m_api = std::make_unique<FakeApi>();
    m_api->answer("POST /api/v1/admin/otp/break-glass",
                  R"({"userId":"7","to":"+911111111111","code":"482913",)"
                  R"("expiresAt":"2026-11-21T12:54:28.146Z"})");
}

void OtpBreakGlassTest::makesACode()
{
    const auto outcome = run({u"break-glass"_s, u"7"_s, u"--yes"_s});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(outcome.out,
             "User:          7\n"
             "Signs in with: +911111111111\n"
             "Code:          482913\n"
             "Good until:    2026-11-21 12:54:28\n");
    QCOMPARE(m_api->requests().last().body, R"({"userId":"7"})");
    QCOMPARE(run({u"break-glass"_s, u"7"_s, u"--yes"_s, u"-o"_s, u"name"_s}).out, "482913\n");
}

void OtpBreakGlassTest::asksBefore()
{
    const auto outcome = run({u"break-glass"_s, u"7"_s});
    QCOMPARE(outcome.exit, ExitCode::Usage);
    QVERIFY(outcome.err.contains("--yes"));
    QVERIFY(m_api->requests().isEmpty());
}

void OtpBreakGlassTest::rehearses()
{
    m_api->answer("POST /api/v1/admin/otp/break-glass",
                  R"({"userId":"7","to":"+911111111111","code":null,)"
                  R"("expiresAt":"2026-11-21T12:54:28.146Z"})");
    const auto outcome = run({u"break-glass"_s, u"7"_s, u"--dry-run"_s});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(m_api->requests().last().body, R"({"dryRun":true,"userId":"7"})");
    QCOMPARE(outcome.err, "This is what would be: nothing was changed.\n");
    m_api->answer("POST /api/v1/admin/otp/test-send",
                  R"({"to":"+91********11","milliseconds":null})");
    QCOMPARE(run({u"test-send"_s, u"+911111111111"_s, u"--dry-run"_s}).exit, ExitCode::Done);
    QCOMPARE(m_api->requests().last().body, R"({"dryRun":true,"to":"+911111111111"})");
}

void OtpBreakGlassTest::triesToSendOne()
{
    m_api->answer("POST /api/v1/admin/otp/test-send",
                  R"({"to":"+91********11","milliseconds":12})");
    const auto outcome = run({u"test-send"_s, u"+911111111111"_s});
    QCOMPARE(outcome.out,
             "To:                  +91********11\n"
             "Handed over in (ms): 12\n");
    QCOMPARE(m_api->requests().last().body, R"({"to":"+911111111111"})");
}

void OtpBreakGlassTest::saysThatItDoesNotArrive()
{
    m_api->answer(
        "POST /api/v1/admin/otp/test-send",
        R"({"error":{"code":"delivery_failed","message":"The code could not be delivered."}})",
        503);
    const auto outcome = run({u"test-send"_s, u"+911111111111"_s});
    QCOMPARE(outcome.exit, ExitCode::Unavailable);
    QVERIFY(outcome.err.startsWith("linnetctl: The code could not be delivered."));
}

QTEST_GUILESS_MAIN(OtpBreakGlassTest)
#include "tst_otpbreakglass.moc"

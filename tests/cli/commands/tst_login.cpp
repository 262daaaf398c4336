// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/context/contextstore.h"
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace linnet;
using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class LoginTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void takesAPhoneNumberAndACode();
    void takesAMailedCode();
    void takesAPasswordAndASecondFactor();
    void readsSecretsFromFiles();
    void tellsWhoIsNoAdministrator();
    void saysWhatIsRefused();
    void goesOnWithACodeThatWasSentBefore();
    void asksNobodyWithoutATerminal_data();
    void asksNobodyWithoutATerminal();
    void keepsItsDevice();
    void takesNoOtherServersName();
    void endsOnTheServerFirst();

private:
    CliProgram::Outcome run(const QStringList &words, const QByteArray &input = {})
    {
        return m_program->run(words + QStringList{u"--server"_s, m_api->url()}, input);
    }
    QString contextName() const { return m_api->url().mid(7); }
    Context kept() const
    {
        return ContextStore(m_program->contextFile()).load()->byName.value(contextName());
    }
    QJsonObject body(int request) const
    {
        return QJsonDocument::fromJson(m_api->requests().value(request).body).object();
    }

    std::optional<CliProgram> m_program;
    std::unique_ptr<FakeApi> m_api;
};

namespace {

const QByteArray SignedIn = R"({"success":true,"accessToken":"a.b.c","refreshToken":"r",
"user":{"id":"42","displayName":"Alice"}})";

} // namespace

void LoginTest::init()
{
    m_program.emplace();
    m_api = std::make_unique<FakeApi>();
    m_api->answer("POST /api/v1/auth/request-otp", R"({"success":true,"retryAfter":60})");
    m_api->answer("POST /api/v1/auth/email/request-code", R"({"success":true,"retryAfter":60})");
    for (const QByteArray path : {"verify-otp", "email/verify-code", "second-factor"})
        m_api->answer("POST /api/v1/auth/" + path, SignedIn);
    m_api->answer("GET /api/v1/admin/me", R"({"role":"owner"})");
    m_api->answer("GET /api/v1/admin/status", R"({"version":")" LINNET_VERSION R"("})");
}

void LoginTest::takesAPhoneNumberAndACode()
{
    const auto outcome =
        run({u"login"_s, u"+911111111111"_s, u"--code-file"_s, u"-"_s}, "123456\n");

    QCOMPARE(outcome.err,
             "A code is on its way to +911111111111.\nSigned in at " + m_api->url().toUtf8()
                 + " as Alice.\n");
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(outcome.out, QByteArray());
    QCOMPARE(body(0), (QJsonObject{{u"phoneNumber"_s, u"+911111111111"_s}}));
    QCOMPARE(body(1)[u"otp"_s], QJsonValue(u"123456"_s));
    QCOMPARE(body(1)[u"secondFactor"_s], QJsonValue(true));
    QCOMPARE(body(1)[u"deviceId"_s], QJsonValue(kept().device));
    QCOMPARE(kept(), (Context{m_api->url(), kept().device, "a.b.c", "r", u"42"_s, u"Alice"_s}));
    QCOMPARE(ContextStore(m_program->contextFile()).load()->current, contextName());
}

void LoginTest::takesAMailedCode()
{
    const auto outcome =
        run({u"login"_s, u"alice@example.org"_s, u"--by"_s, u"code"_s, u"--code-file"_s, u"-"_s},
            "123456\n");
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(body(1)[u"email"_s], QJsonValue(u"alice@example.org"_s));
    QCOMPARE(body(1)[u"code"_s], QJsonValue(u"123456"_s));
}

void LoginTest::takesAPasswordAndASecondFactor()
{
    m_api->answer("POST /api/v1/auth/sign-in",
                  R"({"success":true,"secondFactorRequired":true,"ticket":"t","expiresIn":300})");
    const auto outcome =
        run({u"login"_s, u"alice"_s, u"--password-file"_s, u"-"_s, u"--totp-file"_s, u"-"_s},
            " s3cret \n654321\n");
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(body(0)[u"identifier"_s], QJsonValue(u"alice"_s));
    QCOMPARE(body(0)[u"password"_s], QJsonValue(u" s3cret "_s));
    QCOMPARE(body(1), (QJsonObject{{u"ticket"_s, u"t"_s}, {u"code"_s, u"654321"_s}}));
    QCOMPARE(kept().userName, u"Alice"_s);
}

void LoginTest::readsSecretsFromFiles()
{
    m_api->answer("POST /api/v1/auth/sign-in", SignedIn);
    QFile file(m_program->folder() + u"/password"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("s3cret\n");
    file.close();
    QCOMPARE(run({u"login"_s, u"alice"_s, u"--password-file"_s, file.fileName()}).exit,
             ExitCode::Done);
    QCOMPARE(body(0)[u"password"_s], QJsonValue(u"s3cret"_s));

    const auto missing = run({u"login"_s, u"alice"_s, u"--password-file"_s, u"/no/such/file"_s});
    QCOMPARE(missing.exit, ExitCode::InputOutput);
    QVERIFY(missing.err.contains("/no/such/file"));
}

void LoginTest::tellsWhoIsNoAdministrator()
{
    FakeApi api;
    api.answer("POST /api/v1/auth/sign-in", SignedIn);
    api.answer("GET /api/v1/admin/me", R"({"error":{"code":"forbidden","message":"No role."}})",
               403);
    const auto outcome = m_program->run(
        {u"login"_s, u"alice"_s, u"--password-file"_s, u"-"_s, u"--server"_s, api.url()}, "x\n");
    QCOMPARE(outcome.exit, ExitCode::Done);
    QVERIFY(outcome.err.contains("warning: Alice is no administrator there: No role."));
}

void LoginTest::saysWhatIsRefused()
{
    m_api->answer("POST /api/v1/auth/sign-in", R"({"success":false,"error":"Wrong."})", 401);
    const auto outcome = run({u"login"_s, u"alice"_s, u"--password-file"_s, u"-"_s}, "wrong\n");
    QCOMPARE(outcome.exit, ExitCode::NoPermission);
    QVERIFY(outcome.err.startsWith("linnetctl: Wrong.\n"));
    QVERIFY(!outcome.err.contains("linnetctl login"));
    QVERIFY(!QFile::exists(m_program->contextFile()));
}

void LoginTest::goesOnWithACodeThatWasSentBefore()
{
    FakeApi api;
    api.answer("POST /api/v1/auth/request-otp", R"({"error":"Too many requests","retryAfter":9})",
               429);
    api.answer("POST /api/v1/auth/verify-otp", SignedIn);
    const auto outcome = m_program->run(
        {u"login"_s, u"+911111111111"_s, u"--code-file"_s, u"-"_s, u"--server"_s, api.url()},
        "123456\n");
    QCOMPARE(outcome.exit, ExitCode::Done);
    QVERIFY(outcome.err.contains("No other code is sent so soon"));
}

void LoginTest::asksNobodyWithoutATerminal_data()
{
    QTest::addColumn<QStringList>("words");

    QTest::newRow("who") << QStringList{u"login"_s};
    QTest::newRow("password") << QStringList{u"login"_s, u"alice"_s};
    QTest::newRow("code") << QStringList{u"login"_s, u"+911111111111"_s};
}

void LoginTest::asksNobodyWithoutATerminal()
{
    QFETCH(QStringList, words);
    const auto outcome = run(words, "secret\n");
    QCOMPARE(outcome.exit, ExitCode::Usage);
    QVERIFY(outcome.err.contains("There is no terminal to ask"));
}

void LoginTest::keepsItsDevice()
{
    const QStringList words{u"login"_s, u"+911111111111"_s, u"--code-file"_s, u"-"_s};
    run(words, "123456\n");
    const QString device = kept().device;
    run(words, "123456\n");
    QVERIFY(device.startsWith(u"linnetctl-"_s));
    QCOMPARE(kept().device, device);
}

void LoginTest::takesNoOtherServersName()
{
    m_program->run({u"context"_s, u"add"_s, contextName(), u"https://"_s + contextName()});
    const auto outcome = run({u"login"_s, u"alice"_s, u"--password-file"_s, u"-"_s}, "x\n");
    QCOMPARE(outcome.exit, ExitCode::CannotCreate);
    QVERIFY(m_api->requests().isEmpty());
}

void LoginTest::endsOnTheServerFirst()
{
    run({u"login"_s, u"+911111111111"_s, u"--code-file"_s, u"-"_s}, "123456\n");
    m_api->answer("POST /api/v1/auth/logout", R"({"error":"Broken."})", 500);
    m_api->answer("POST /api/v1/auth/logout", R"({"success":true})");

    QCOMPARE(m_program->run({u"logout"_s}).exit, ExitCode::Internal);
    QCOMPARE(kept().accessToken, "a.b.c");

    QCOMPARE(m_program->run({u"logout"_s}).exit, ExitCode::Done);
    QVERIFY(m_api->requests().last().hasHeader("Authorization: Bearer a.b.c"));
    QVERIFY(kept().accessToken.isEmpty() && kept().refreshToken.isEmpty());
    QCOMPARE(m_program->run({u"logout"_s}).err,
             "Nobody is signed in at " + m_api->url().toUtf8() + ".\n");
}

QTEST_GUILESS_MAIN(LoginTest)
#include "tst_login.moc"

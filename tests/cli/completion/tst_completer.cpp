// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/completion/completer.h"
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"
#include "tests/support/patience.h"

#include <QElapsedTimer>
#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class CompleterTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void asksTheServerForNames_data();
    void asksTheServerForNames();
    void searchesUsersByWhatIsTyped();
    void asksTheServerThatIsNamed();
    void knowsContexts();
    void offersNothingThatAShellWouldRun();
    void turnsNoTerminal();
    void isSilent_data();
    void isSilent();
    void waitsForNoServer();

private:
    QByteArray complete(const QString &line)
    {
        const auto outcome = m_program->run(QStringList{CompletionWord} + line.split(u' '));
        if (outcome.exit != ExitCode::Done || !outcome.err.isEmpty())
            return "not silent: " + outcome.err;
        return outcome.out;
    }

    std::optional<CliProgram> m_program;
    std::unique_ptr<FakeApi> m_api;
};

namespace {

const QByteArray Users = R"({"items":[
{"id":"382514099738640385","name":"Alice","username":"alice","phone":"+911111111111","email":null},
{"id":"382514099738640386","name":"Al","username":null,"phone":null,"email":"al@example.org"},
{"id":"382514099738640387","name":"Bob","username":null,"phone":"+912222222222","email":null}],
"nextCursor":null})";

const QByteArray Forbidden = R"({"error":{"code":"forbidden","message":"No role."}})";

} // namespace

void CompleterTest::init()
{
    m_program.emplace();
    qputenv("LINNET_COMPLETION_TIME", QByteArray::number(qint64(Patience.count())));
    m_api = std::make_unique<FakeApi>();
    qputenv("LINNET_SERVER", m_api->url().toLatin1());
    qputenv("LINNET_TOKEN", "a.b.c");
    const QByteArray api = "GET /api/v1/admin/";
    m_api->answer(api + "users", Users);
    m_api->answer(api + "groups", R"({"items":[{"id":"71","title":"Family"}]})");
    m_api->answer(api + "sessions?limit=200&filter=state:active",
                  R"({"items":[{"id":"81","user":{"name":"Alice"},"device":"phone"}]})");
    m_api->answer(api + "settings", R"({"items":[{"name":"otp.length","description":"Digits."},
                                                 {"name":"mail.host","description":"Where."}]})");
    m_api->answer(api + "settings/history",
                  R"({"items":[{"id":17,"actor":"user:1","at":"2026-01-31T09:05:00.000Z"}]})");
    m_api->answer(api + "jobs", R"({"items":[{"id":"91","kind":"mail","state":"dead"}]})");
    m_api->answer(api + "backups", R"({"items":[{"name":"linnet-1.backup","state":"made"}]})");
}

void CompleterTest::asksTheServerForNames_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QByteArray>("lines");

    QTest::newRow("users") << u"user show "_s
                           << QByteArray("alice\tAlice\nal@example.org\tAl\n+912222222222\tBob\n");
    QTest::newRow("users whose name begins so")
        << u"user show al"_s << QByteArray("alice\tAlice\nal@example.org\tAl\n");
    QTest::newRow("users by phone")
        << u"user show +9"_s << QByteArray("+911111111111\tAlice\n+912222222222\tBob\n");
    QTest::newRow("users' ids") << u"user set-role 382514099738640387"_s
                                << QByteArray("382514099738640387\tBob\n");
    QTest::newRow("users by id") << u"user show 382514099738640386"_s
                                 << QByteArray("382514099738640386\tAl\n");
    QTest::newRow("groups") << u"group freeze "_s << QByteArray("71\tFamily\n");
    QTest::newRow("other groups") << u"group freeze 8"_s << QByteArray();
    QTest::newRow("sessions") << u"session revoke "_s << QByteArray("81\tAlice, phone\n");
    QTest::newRow("settings") << u"setting show otp"_s << QByteArray("otp.length\tDigits.\n");
    QTest::newRow("assignments") << u"setting set otp"_s << QByteArray("otp.length=\tDigits.\n");
    QTest::newRow("value of an assignment") << u"setting set otp.length=8"_s << QByteArray();
    QTest::newRow("changes") << u"setting undo "_s
                             << QByteArray("17\tuser:1, 2026-01-31T09:05:00.000Z\n");
    QTest::newRow("jobs") << u"job retry "_s << QByteArray("91\tmail, dead\n");
    QTest::newRow("a job") << u"job show 9"_s << QByteArray("91\tmail, dead\n");
    QTest::newRow("fields of a list") << u"job list --fields ki"_s << QByteArray("kind\n");
    QTest::newRow("another field of a list") << u"job list --fields=kind,id,k"_s << QByteArray();
    QTest::newRow("more fields of a list")
        << u"job list --fields kind,no"_s << QByteArray("kind,node\n");
    QTest::newRow("what a filter can ask") << u"job list --filter st"_s << QByteArray("state:\n");
    QTest::newRow("what a field of a filter may be")
        << u"job list --filter=state:de"_s << QByteArray("--filter=state:dead\n");
    QTest::newRow("backups") << u"backup verify "_s << QByteArray("linnet-1.backup\tmade\n");
}

void CompleterTest::asksTheServerForNames()
{
    QFETCH(QString, line);
    QTEST(complete(line), "lines");
}

void CompleterTest::searchesUsersByWhatIsTyped()
{
    complete(u"user show +9"_s);
    QCOMPARE(m_api->requests().last().target, "/api/v1/admin/users?limit=200&filter=%22%2B9%22");
    complete(u"user show 38"_s);
    QCOMPARE(m_api->requests().last().target, "/api/v1/admin/users?limit=200");
    QVERIFY(m_api->requests().last().hasHeader("Authorization: Bearer a.b.c"));
}

void CompleterTest::asksTheServerThatIsNamed()
{
    FakeApi other;
    other.answer("GET /api/v1/admin/groups", R"({"items":[{"id":"99","title":"Elsewhere"}]})");
    for (const QString &line :
         {u"--server %1 group show "_s, u"group --server=%1 show "_s, u"group show --server %1 "_s})
        QCOMPARE(complete(line.arg(other.url())), "99\tElsewhere\n");
    QVERIFY(m_api->requests().isEmpty());
}

void CompleterTest::knowsContexts()
{
    m_program->run({u"context"_s, u"add"_s, u"home"_s, u"https://home.example.org"_s});
    m_program->run({u"context"_s, u"add"_s, u"work"_s, u"https://work.example.org"_s});
    QCOMPARE(complete(u"context use "_s),
             "home\thttps://home.example.org\nwork\thttps://work.example.org\n");
    QCOMPARE(complete(u"status --context=w"_s), "--context=work\thttps://work.example.org\n");
    QVERIFY(m_api->requests().isEmpty());
}

void CompleterTest::offersNothingThatAShellWouldRun()
{
    FakeApi api;
    api.answer("GET /api/v1/admin/backups", R"x({"items":[{"name":"a b"},{"name":"$(reboot)"},
        {"name":"`id`"},{"name":"a;b"},{"name":"'"},{"name":"\n"},{"name":":files"},{"name":"ok"}]})x");
    QCOMPARE(complete(u"--server %1 backup verify "_s.arg(api.url())), "ok\n");
    QCOMPARE(complete(u"--server %1 backup verify $("_s.arg(api.url())), QByteArray());
    QCOMPARE(api.requests().size(), 1);
}

void CompleterTest::turnsNoTerminal()
{
    FakeApi api;
    api.answer("GET /api/v1/admin/groups",
               R"({"items":[{"id":"1","title":"\u001b[2Jred\nline\ttab"}]})");
    const QByteArray lines = complete(u"--server %1 group show "_s.arg(api.url()));
    QVERIFY(lines.startsWith("1\t"));
    QCOMPARE(lines.count('\n'), 1);
    QCOMPARE(lines.count('\t'), 1);
    QVERIFY(!lines.contains('\x1b'));
}

void CompleterTest::isSilent_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");

    QTest::newRow("not signed in") << QByteArray("{}") << 401;
    QTest::newRow("not allowed") << Forbidden << 403;
    QTest::newRow("broken") << QByteArray("<html>") << 500;
    QTest::newRow("other JSON") << QByteArray(R"({"items":7})") << 200;
    QTest::newRow("other rows") << QByteArray(R"({"items":[7,null,{},{"id":{}}]})") << 200;
}

void CompleterTest::isSilent()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    FakeApi api;
    api.answer("GET /api/v1/admin/groups", body, status);
    QCOMPARE(complete(u"--server %1 group show "_s.arg(api.url())), QByteArray());
    QCOMPARE(api.requests().size(), 1);

    QCOMPARE(complete(u"--server http://127.0.0.1:1 group show "_s), QByteArray());
    QCOMPARE(complete(u"--context missing group show "_s), QByteArray());
    qunsetenv("LINNET_TOKEN");
    QCOMPARE(complete(u"--server %1 group show "_s.arg(api.url())), QByteArray());
    QCOMPARE(api.requests().size(), 1);
    QCOMPARE(m_program->run({CompletionWord}).out, QByteArray());
}

void CompleterTest::waitsForNoServer()
{
    FakeApi api;
    api.answerRaw("GET /api/v1/admin/groups", {});
    qunsetenv("LINNET_COMPLETION_TIME");
    const auto isOnTime = [&] {
        QElapsedTimer clock;
        clock.start();
        return complete(u"--server %1 group show "_s.arg(api.url())).isEmpty()
            && clock.elapsed() < 2000;
    };
    QVERIFY(onceInTenTries(isOnTime));
}

QTEST_GUILESS_MAIN(CompleterTest)
#include "tst_completer.moc"

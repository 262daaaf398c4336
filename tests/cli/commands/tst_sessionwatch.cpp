// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Stream =
    ":\n\n"
    "id: 1\nevent: session.signed-in\n"
    R"(data: {"what":"signed-in","at":"2026-01-02T03:04:05.000Z","session":{"id":"5",)"
    R"("user":{"id":"7","name":"Bob"},"device":"phone","address":"192.0.2.1"}})"
    "\n\n:\n\n"
    "id: 2\nevent: session.revoked\n"
    R"(data: {"what":"revoked","at":"2026-01-02T03:04:06.000Z","session":{"id":"5",)"
    R"("user":{"id":"7","name":"A rather long name of somebody"},"endedBy":"local:0",)"
    R"("endedWhy":"stolen"}})"
    "\n\n";

} // namespace

class SessionWatchTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void showsALineForEachEvent();
    void writesJsonByTheLine();
    void saysHowMuchWasMissed();
    void saysThatTheStreamHasEnded();
    void saysThatOneMayNot();

private:
    CliProgram::Outcome run(const QStringList &more = {})
    {
        return m_program->run(QStringList{u"session"_s, u"watch"_s, u"--server"_s, m_api->url()}
                              + more);
    }

    std::optional<CliProgram> m_program;
    std::unique_ptr<FakeApi> m_api;
};

void SessionWatchTest::init()
{
    m_program.emplace();
    m_api = std::make_unique<FakeApi>();
    m_api->answer("GET /api/v1/admin/events", Stream, 200, "Content-Type: text/event-stream\r\n");
}

//! The columns are as wide as what is to be expected, whatever comes first.
void SessionWatchTest::showsALineForEachEvent()
{
    qputenv("TZ", "UTC");
    const auto outcome = run();
    QCOMPARE(outcome.out.split('\n'),
             (QByteArrayList{"TIME                 WHAT        USER            DEVICE        "
                             "ADDRESS          BY        WHY",
                             "2026-01-02 03:04:05  signed-in   Bob             phone         "
                             "192.0.2.1        -         -",
                             "2026-01-02 03:04:06  revoked     A rather long name of somebody  -   "
                             "          -                local:0   stolen",
                             ""}));
}

void SessionWatchTest::writesJsonByTheLine()
{
    for (const QString &format : {u"json"_s, u"ndjson"_s}) {
        const auto outcome = run({u"-o"_s, format, u"--fields"_s, u"what,session.id"_s});
        QCOMPARE(outcome.out,
                 QByteArray("{\"session\":{\"id\":\"5\"},\"what\":\"signed-in\"}\n"
                            "{\"session\":{\"id\":\"5\"},\"what\":\"revoked\"}\n"));
    }
}

void SessionWatchTest::saysHowMuchWasMissed()
{
    FakeApi api;
    api.answer("GET /api/v1/admin/events",
               "id: 3\nevent: session.missed\n"
               R"(data: {"what":"missed","at":"2026-01-02T03:04:07.000Z","count":12000})"
               "\n\n",
               200, "Content-Type: text/event-stream\r\n");
    const auto outcome =
        m_program->run({u"session"_s, u"watch"_s, u"-o"_s, u"json"_s, u"--server"_s, api.url()});
    QCOMPARE(outcome.out,
             QByteArray("{\"at\":\"2026-01-02T03:04:07.000Z\",\"count\":12000,"
                        "\"what\":\"missed\"}\n"));
    QVERIFY2(outcome.err.contains("12000 sessions began or ended, too many at once to be shown: "
                                  "list them with linnetctl session list or session history."),
             outcome.err.constData());
}

void SessionWatchTest::saysThatTheStreamHasEnded()
{
    const auto outcome = run();
    QCOMPARE(outcome.exit, ExitCode::Unavailable);
    QCOMPARE(outcome.err,
             QByteArray("linnetctl: The server has ended the stream; is it going down?\n"));
}

void SessionWatchTest::saysThatOneMayNot()
{
    FakeApi api;
    api.answer("GET /api/v1/admin/events", R"({"success":false,"message":"You may not do this."})",
               403);
    const auto outcome = m_program->run({u"session"_s, u"watch"_s, u"--server"_s, api.url()});
    QCOMPARE(outcome.exit, ExitCode::NoPermission);
    QVERIFY(outcome.err.contains("You may not do this."));
    QCOMPARE(outcome.out, QByteArray());
}

QTEST_GUILESS_MAIN(SessionWatchTest)
#include "tst_sessionwatch.moc"

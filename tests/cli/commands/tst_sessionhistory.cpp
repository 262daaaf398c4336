// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class SessionHistoryTest : public QObject
{
    Q_OBJECT

private slots:
    void saysWhoEndedThemAndWhy();
    void asksForWhatIsOverAlone();
};

void SessionHistoryTest::saysWhoEndedThemAndWhy()
{
    FakeApi api;
    api.answer("GET /api/v1/admin/sessions",
               R"({"items":[{"id":"5","user":{"id":"7","name":"Bob"},"device":"phone",)"
               R"("endedAt":"2026-01-02T03:04:05.000Z","endedBy":"local:0","endedWhy":"stolen"}],)"
               R"("nextCursor":null})");
    CliProgram program;
    const auto outcome = program.run({u"session"_s, u"history"_s, u"--server"_s, api.url()});
    QCOMPARE(outcome.err, QByteArray());
    QVERIFY2(outcome.out.startsWith("ID  USER  DEVICE  ENDED                BY       WHY\n"
                                    "5   Bob   phone   2026-01-0"),
             outcome.out.constData());
    QVERIFY(outcome.out.endsWith("  local:0  stolen\n"));
}

void SessionHistoryTest::asksForWhatIsOverAlone()
{
    FakeApi api;
    api.answer("GET /api/v1/admin/sessions", R"({"items":[],"nextCursor":null})");
    CliProgram program;
    const auto outcome = program.run(
        {u"session"_s, u"history"_s, u"--filter"_s, u"user:bob"_s, u"--server"_s, api.url()});
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(api.requests().value(0).target,
             QByteArray("/api/v1/admin/sessions?filter=state:expired,revoked%20user:bob&limit=200"
                        "&sort=-ended"));
}

QTEST_GUILESS_MAIN(SessionHistoryTest)
#include "tst_sessionhistory.moc"

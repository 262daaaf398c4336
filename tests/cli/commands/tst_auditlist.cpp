// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AuditListTest : public QObject
{
    Q_OBJECT

private slots:
    void showsWhatWasDone();
};

void AuditListTest::showsWhatWasDone()
{
    qputenv("TZ", "UTC");
    FakeApi api;
    api.answer("GET /api/v1/admin/audit", R"({"items":[
{"number":2,"at":"2026-11-21T12:54:28.146Z","actor":"user:1","address":"10.0.0.1","requestId":"r2",
 "action":"session.revoke","target":"session:7","before":{},"after":{"why":"stolen"},"hash":"ab"},
{"number":1,"at":"2026-11-21T12:00:00.000Z","actor":"local:0","address":"","requestId":"r1",
 "action":"staff.set-role","target":"user:1","before":{},"after":{},"hash":"cd"}],
 "nextCursor":null})");
    CliProgram program;
    const auto run = [&](const QString &format) {
        return program.run({u"audit"_s, u"list"_s, u"-o"_s, format, u"--server"_s, api.url()});
    };
    QCOMPARE(run(u"table"_s).out,
             "NO  WHEN                 WHO      FROM      ACTION          TARGET\n"
             " 2  2026-11-21 12:54:28  user:1   10.0.0.1  session.revoke  session:7\n"
             " 1  2026-11-21 12:00:00  local:0            staff.set-role  user:1\n");
    QCOMPARE(run(u"name"_s).out, "2\n1\n");
    QVERIFY(run(u"ndjson"_s).out.contains(R"("after":{"why":"stolen"})"));
}

QTEST_GUILESS_MAIN(AuditListTest)
#include "tst_auditlist.moc"

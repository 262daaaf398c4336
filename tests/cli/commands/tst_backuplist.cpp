// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class BackupListTest : public QObject
{
    Q_OBJECT

private slots:
    void showsWhatIsProven();
};

void BackupListTest::showsWhatIsProven()
{
    FakeApi api;
    api.answer("GET /api/v1/admin/backups", R"({"items":[
{"name":"b","state":"made","size":1234,"createdAt":null,"problem":null,
 "verification":{"state":"restored","at":null,"problem":null}},
{"name":"a","state":"failed","size":0,"createdAt":null,"problem":"no room",
 "verification":{"state":"none","at":null,"problem":null}}],"nextCursor":null})");
    CliProgram program;
    const auto run = [&](const QString &format) {
        return program.run({u"backup"_s, u"list"_s, u"-o"_s, format, u"--server"_s, api.url()});
    };
    const QByteArray table = run(u"table"_s).out;
    QVERIFY2(table.startsWith("NAME  STATE "), table);
    QVERIFY2(table.contains("made    1234"), table);
    QVERIFY2(table.contains("restored"), table);
    QVERIFY(!table.contains("no room"));
    QVERIFY(run(u"wide"_s).out.contains("no room"));
    QCOMPARE(run(u"name"_s).out, "b\na\n");
}

QTEST_GUILESS_MAIN(BackupListTest)
#include "tst_backuplist.moc"

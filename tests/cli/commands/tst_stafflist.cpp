// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class StaffListTest : public QObject
{
    Q_OBJECT

private slots:
    void showsWhoRunsTheServer();
};

void StaffListTest::showsWhoRunsTheServer()
{
    FakeApi api;
    api.answer("GET /api/v1/admin/staff", R"({"items":[
{"userId":"1","name":"Alice","role":"owner","capabilities":["staff.write"]},
{"userId":"2","name":"Bob","role":"auditor","capabilities":["audit.read"]}],"nextCursor":null})");
    CliProgram program;
    const auto run = [&](const QString &format) {
        return program.run({u"staff"_s, u"list"_s, u"-o"_s, format, u"--server"_s, api.url()});
    };
    QCOMPARE(run(u"table"_s).out,
             "USER ID  NAME   ROLE\n"
             "1        Alice  owner\n"
             "2        Bob    auditor\n");
    QCOMPARE(run(u"name"_s).out, "1\n2\n");
}

QTEST_GUILESS_MAIN(StaffListTest)
#include "tst_stafflist.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class StorageShowTest : public QObject
{
    Q_OBJECT

private slots:
    void showsWhatTakesRoom();
};

void StorageShowTest::showsWhatTakesRoom()
{
    CliProgram program;
    FakeApi api;
    api.answer(
        "GET /api/v1/admin/storage",
        R"({"media":{"files":3,"bytes":2000000,"namedBytes":3000000,"thumbnails":1,"removed":4},
                   "database":{"bytes":4096},
                   "volumes":{"media":{"bytes":50000000000,"free":20000000000},
                              "database":{"bytes":null,"free":null}}})");
    const auto outcome =
        program.run({u"storage"_s, u"show"_s, u"--server"_s, api.url(), u"-o"_s, u"csv"_s});
    QCOMPARE(outcome.err, "");
    QCOMPARE(outcome.exit, ExitCode::Done);
    QVERIFY2(outcome.out.endsWith("3,2000000,3000000,1,4,4096,20000000000,50000000000,,\r\n"),
             outcome.out);
}

QTEST_GUILESS_MAIN(StorageShowTest)
#include "tst_storageshow.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class StorageSweepsTest : public QObject
{
    Q_OBJECT

private slots:
    void showsWhichThereWere();
};

void StorageSweepsTest::showsWhichThereWere()
{
    CliProgram program;
    FakeApi api;
    api.answer("GET /api/v1/admin/storage/sweeps",
               R"({"items":[{"id":"3","state":"done","dryRun":false,
                   "requestedAt":"2026-11-20T12:00:00.000Z","requestedBy":"system",
                   "endedAt":"2026-11-20T12:00:01.000Z","problem":null,
                   "findings":{"unused":{"files":2},"tooOld":{"files":3},"noRoom":{"files":4},
                               "unreferenced":{"files":5},"missing":{"files":6}}}],
                   "nextCursor":null})");
    const auto outcome =
        program.run({u"storage"_s, u"sweeps"_s, u"--server"_s, api.url(), u"-o"_s, u"csv"_s});
    QCOMPARE(outcome.err, "");
    QVERIFY2(outcome.out.endsWith("3,done,false,2026-11-20T12:00:00.000Z,system,"
                                  "2026-11-20T12:00:01.000Z,2,3,4,5,6,\r\n"),
             outcome.out);
}

QTEST_GUILESS_MAIN(StorageSweepsTest)
#include "tst_storagesweeps.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class StorageListTest : public QObject
{
    Q_OBJECT

private slots:
    void showsWhichThereAre();
};

void StorageListTest::showsWhichThereAre()
{
    CliProgram program;
    FakeApi api;
    api.answer("GET /api/v1/admin/storage/files",
               R"({"items":[{"id":"9","name":"a.png","type":"image/png","size":2048,"width":1,
                   "height":1,"owner":{"id":"7","name":"Alice"},
                   "createdAt":"2026-11-20T12:00:00.000Z","unused":false,"pinned":true,
                   "state":"removed","removedAt":"2026-11-21T12:00:00.000Z",
                   "removedBecause":"too-old"}],"nextCursor":null})");
    const auto outcome =
        program.run({u"storage"_s, u"list"_s, u"--server"_s, api.url(), u"-o"_s, u"csv"_s});
    QCOMPARE(outcome.err, "");
    QCOMPARE(outcome.out,
             "id,name,type,size,owner.name,owner.id,createdAt,state,unused,pinned,removedAt,"
             "removedBecause\r\n"
             "9,a.png,image/png,2048,Alice,7,2026-11-20T12:00:00.000Z,removed,false,true,"
             "2026-11-21T12:00:00.000Z,too-old\r\n");
}

QTEST_GUILESS_MAIN(StorageListTest)
#include "tst_storagelist.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class GroupListTest : public QObject
{
    Q_OBJECT

private slots:
    void showsWhichThereAre();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        qputenv("TZ", "UTC");
        return m_program.run(QStringList{u"group"_s, u"list"_s} + words
                             + QStringList{u"--server"_s, m_api.url()});
    }

    CliProgram m_program;
    FakeApi m_api;
};

void GroupListTest::showsWhichThereAre()
{
    m_api.answer("GET /api/v1/admin/groups",
                 R"({"items":[)"
                 R"({"id":"9","title":"Cooking","owner":{"id":"7","name":"Alice"},"state":"active",
                     "members":3,"messages":12,"createdAt":"2026-11-20T12:00:00.000Z",
                     "updatedAt":"2026-11-21T12:00:00.000Z"})"
                 R"(],"nextCursor":null})");
    const auto outcome = run({});
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.out,
             "ID  TITLE    OWNER  STATE   MEMBERS  UPDATED\n"
             "9   Cooking  Alice  active        3  2026-11-21 12:00:00\n");
    QCOMPARE(run({u"-o"_s, u"csv"_s}).out,
             "id,title,owner.name,owner.id,state,members,messages,createdAt,updatedAt\r\n"
             "9,Cooking,Alice,7,active,3,12,2026-11-20T12:00:00.000Z,2026-11-21T12:00:00.000Z\r\n");
}

QTEST_GUILESS_MAIN(GroupListTest)
#include "tst_grouplist.moc"

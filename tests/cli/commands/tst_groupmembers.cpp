// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class GroupMembersTest : public QObject
{
    Q_OBJECT

private slots:
    void showsWhoIsInIt();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        qputenv("TZ", "UTC");
        return m_program.run(QStringList{u"group"_s, u"members"_s} + words
                             + QStringList{u"--server"_s, m_api.url()});
    }

    CliProgram m_program;
    FakeApi m_api;
};

void GroupMembersTest::showsWhoIsInIt()
{
    m_api.answer("GET /api/v1/admin/groups/9/members", R"({"items":[
        {"id":"7","name":"Alice","role":"admin","joinedAt":"2026-11-20T12:00:00.000Z"},
        {"id":"8","name":"مها","role":"member","joinedAt":"2026-11-21T12:00:00.000Z"}],
        "nextCursor":null})");
    const auto outcome = run({u"9"_s});
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.out,
             "ID  NAME   ROLE    JOINED\n"
             "7   Alice  admin   2026-11-20 12:00:00\n"
             "8   \u2068مها\u2069    member  2026-11-21 12:00:00\n");
    QCOMPARE(run({u"9"_s, u"-o"_s, u"name"_s}).out, "7\n8\n");
}

QTEST_GUILESS_MAIN(GroupMembersTest)
#include "tst_groupmembers.moc"

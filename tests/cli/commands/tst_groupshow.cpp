// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class GroupShowTest : public QObject
{
    Q_OBJECT

private slots:
    void showsOneLineForEachThing();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        qputenv("TZ", "UTC");
        return m_program.run(QStringList{u"group"_s, u"show"_s} + words
                             + QStringList{u"--server"_s, m_api.url()});
    }

    CliProgram m_program;
    FakeApi m_api;
};

void GroupShowTest::showsOneLineForEachThing()
{
    m_api.answer("GET /api/v1/admin/groups/9",
                 R"({"id":"9","title":"Cooking","owner":{"id":"7","name":"Alice"},"state":"active",
                     "members":3,"messages":12,"createdAt":"2026-11-20T12:00:00.000Z",
                     "updatedAt":"2026-11-21T12:00:00.000Z"})");
    const auto outcome = run({u"9"_s});
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.out,
             "ID:         9\n"
             "Title:      Cooking\n"
             "Owner:      Alice\n"
             "Owner's ID: 7\n"
             "State:      active\n"
             "Members:    3\n"
             "Messages:   12\n"
             "Created:    2026-11-20 12:00:00\n"
             "Updated:    2026-11-21 12:00:00\n");
}

QTEST_GUILESS_MAIN(GroupShowTest)
#include "tst_groupshow.moc"

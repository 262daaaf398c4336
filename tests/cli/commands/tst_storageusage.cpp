// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class StorageUsageTest : public QObject
{
    Q_OBJECT

private slots:
    void showsTheLargestAndTheRest();
    void takesNoOtherOrder();

private:
    CliProgram::Outcome run(const QStringList &words)
    {
        return m_program.run(QStringList{u"storage"_s, u"usage"_s} + words
                             + QStringList{u"--server"_s, m_api.url()});
    }

    CliProgram m_program;
    FakeApi m_api;
};

void StorageUsageTest::showsTheLargestAndTheRest()
{
    m_api.answer("GET /api/v1/admin/storage/usage",
                 R"({"items":[{"key":"7","label":"Alice","files":3,"bytes":50,"namedBytes":70}],
                     "rest":{"files":9,"bytes":20,"namedBytes":20,"count":4}})");
    const auto outcome = run({u"--limit"_s, u"1"_s, u"-o"_s, u"csv"_s});
    QCOMPARE(outcome.err, "");
    QCOMPARE(outcome.out,
             "key,label,files,bytes,namedBytes\r\n7,Alice,3,50,70\r\n,4 others,9,20,20\r\n");
    QCOMPARE(m_api.requests().constLast().target, "/api/v1/admin/storage/usage?by=user&limit=1");
}

void StorageUsageTest::takesNoOtherOrder()
{
    const auto before = m_api.requests().size();
    QCOMPARE(run({u"--by"_s, u"colour"_s}).exit, ExitCode::Usage);
    QCOMPARE(run({u"--limit"_s, u"0"_s}).exit, ExitCode::Usage);
    QCOMPARE(m_api.requests().size(), before);
}

QTEST_GUILESS_MAIN(StorageUsageTest)
#include "tst_storageusage.moc"

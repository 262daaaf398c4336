// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cliprogram.h"
#include "tests/support/fakeapi.h"

#include <QTest>

using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AuditVerifyTest : public QObject
{
    Q_OBJECT

private slots:
    void saysThatAllIsWell();
    void failsWhereSomethingWasChanged();

private:
    static CliProgram::Outcome run(const FakeApi &api, const QString &format)
    {
        CliProgram program;
        return program.run({u"audit"_s, u"verify"_s, u"-o"_s, format, u"--server"_s, api.url()});
    }
};

void AuditVerifyTest::saysThatAllIsWell()
{
    FakeApi api;
    api.answer("GET /api/v1/admin/audit/verification",
               R"({"isIntact":true,"first":7,"checked":12,"broken":null,"head":"0a1b"})");
    const auto outcome = run(api, u"table"_s);
    QCOMPARE(outcome.exit, ExitCode::Done);
    QCOMPARE(outcome.out,
             "Intact:     yes\nFrom entry: 7\nChecked:    12\nBroken at:  -\nHead:       0a1b\n");
    QCOMPARE(run(api, u"name"_s).out, "0a1b\n");
}

void AuditVerifyTest::failsWhereSomethingWasChanged()
{
    FakeApi api;
    api.answer("GET /api/v1/admin/audit/verification",
               R"({"isIntact":false,"first":1,"checked":4,"broken":4,"head":"0a1b"})");
    const auto outcome = run(api, u"json"_s);
    QCOMPARE(outcome.exit, ExitCode::Data);
    QVERIFY(outcome.out.contains(R"("broken":4)"));
    QCOMPARE(outcome.err,
             "linnetctl: Entry 4 of the audit log is not as it was written, or what was before it "
             "is gone.\n");
}

QTEST_GUILESS_MAIN(AuditVerifyTest)
#include "tst_auditverify.moc"

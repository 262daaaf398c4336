// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/staff.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class StaffTest : public QObject
{
    Q_OBJECT

private slots:
    void namesEveryRole();
    void givesEachRoleWhatItMayDo_data();
    void givesEachRoleWhatItMayDo();
    void letsAuditorsChangeNothing();
};

void StaffTest::namesEveryRole()
{
    QCOMPARE(staffRoleNames(),
             (QStringList{u"none"_s, u"auditor"_s, u"moderator"_s, u"admin"_s, u"owner"_s}));
    for (const QString &name : staffRoleNames())
        QCOMPARE(QString(nameOf(parseStaffRole(name).value())), name);
    QVERIFY(!parseStaffRole(u"Owner"));
    QVERIFY(!parseStaffRole(u""));
}

void StaffTest::givesEachRoleWhatItMayDo_data()
{
    QTest::addColumn<StaffRole>("role");
    QTest::addColumn<bool>("readsUsers");
    QTest::addColumn<bool>("revokesSessions");
    QTest::addColumn<bool>("writesUsers");
    QTest::addColumn<bool>("readsAudit");
    QTest::addColumn<bool>("writesStaff");

    QTest::newRow("none") << StaffRole::None << false << false << false << false << false;
    QTest::newRow("auditor") << StaffRole::Auditor << true << false << false << true << false;
    QTest::newRow("moderator") << StaffRole::Moderator << true << true << false << false << false;
    QTest::newRow("admin") << StaffRole::Admin << true << true << true << true << false;
    QTest::newRow("owner") << StaffRole::Owner << true << true << true << true << true;
}

void StaffTest::givesEachRoleWhatItMayDo()
{
    QFETCH(StaffRole, role);
    const Capabilities may = capabilitiesOf(role);
    QTEST(may.testFlag(Capability::UsersRead), "readsUsers");
    QTEST(may.testFlag(Capability::SessionsRevoke), "revokesSessions");
    QTEST(may.testFlag(Capability::UsersWrite), "writesUsers");
    QTEST(may.testFlag(Capability::AuditRead), "readsAudit");
    QTEST(may.testFlag(Capability::StaffWrite), "writesStaff");
}

void StaffTest::letsAuditorsChangeNothing()
{
    const QStringList names = namesOf(capabilitiesOf(StaffRole::Auditor));
    QVERIFY(names.size() > 5);
    for (const QString &name : names)
        QVERIFY2(name.endsWith(u".read"_s), qPrintable(name));
}

QTEST_APPLESS_MAIN(StaffTest)
#include "tst_staff.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminDialectTest : public QObject
{
    Q_OBJECT

private slots:
    void isForTheStaffAlone();
    void saysErrorsInOneShape();
};

//! Who says the first owner's code has no role yet.
void AdminDialectTest::isForTheStaffAlone()
{
    AdminFixture admin;
    for (const EndpointRow &row : admin.table->rows()) {
        const QLatin1String name = row.endpoint.name;
        QVERIFY2(row.endpoint.path.startsWith("/api/v1/admin/"_L1), name.latin1());
        const bool isStaffs = row.endpoint.access == Access::Staff;
        QVERIFY2(isStaffs || name == "owner.claim"_L1, name.latin1());
        const bool isForAnyRole = !row.endpoint.capabilities;
        QVERIFY2(!isForAnyRole || name == "staff.me"_L1 || name == "owner.claim"_L1, name.latin1());
    }
}

void AdminDialectTest::saysErrorsInOneShape()
{
    AdminFixture admin;
    const Error error{Error::Kind::Conflict, "last_owner"_L1, u"No."_s, u"detail"_s};
    const QJsonObject body{
        {"error"_L1, QJsonObject{{"code"_L1, u"last_owner"_s}, {"message"_L1, u"No."_s}}}};
    QCOMPARE(admin.dialect.errorBody(error), body);
    QCOMPARE(admin.dialect.errorAcknowledgement(error), body);
    QCOMPARE(admin.dialect.connectError(error), u"No."_s);
}

QTEST_GUILESS_MAIN(AdminDialectTest)
#include "tst_admindialect.moc"

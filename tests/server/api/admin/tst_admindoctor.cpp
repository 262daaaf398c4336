// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/doctor/queuecheck.h"
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminDoctorTest : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatWasFoundAndWhereClientsConnect();
    void isForWhoMayReadTheConfiguration();
};

void AdminDoctorTest::saysWhatWasFoundAndWhereClientsConnect()
{
    AdminFixture admin;
    DoctorPlan plan;
    plan.checks.push_back(
        std::make_unique<QueueCheck>(admin.identity.database, admin.identity.clock));
    plan.access = {u"https://chat.example.org"_s, u"/socket.io/"_s, {u"polling"_s}};
    admin.doctor.configure(std::move(plan));

    const QJsonObject body =
        AdminFixture::body(admin.ask(Method::Get, "/api/v1/admin/doctor", admin.alice));

    const QJsonObject finding{{"id"_L1, "queue"_L1},
                              {"state"_L1, "ok"_L1},
                              {"text"_L1, "0 jobs wait, none of them for long."_L1},
                              {"fix"_L1, ""_L1}};
    QCOMPARE(body["findings"_L1].toArray(), QJsonArray{finding});
    QCOMPARE(body["at"_L1].toString(), toIso(admin.identity.clock.now()));
    QCOMPARE(body["publicUrl"_L1].toString(), u"https://chat.example.org"_s);
    QCOMPARE(
        body["socketIo"_L1].toObject(),
        (QJsonObject{{"path"_L1, "/socket.io/"_L1}, {"transports"_L1, QJsonArray{"polling"_L1}}}));
}

void AdminDoctorTest::isForWhoMayReadTheConfiguration()
{
    AdminFixture admin;
    const Endpoint &row = admin.table->findRoute(Method::Get, "/api/v1/admin/doctor").row->endpoint;
    QCOMPARE(row.access, Access::Staff);
    QCOMPARE(row.capabilities, Capabilities(Capability::ConfigRead));
    QVERIFY(!capabilitiesOf(StaffRole::Moderator).testFlag(Capability::ConfigRead));
}

QTEST_GUILESS_MAIN(AdminDoctorTest)
#include "tst_admindoctor.moc"

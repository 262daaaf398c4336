// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminOtpLockoutsTest : public QObject
{
    Q_OBJECT

private slots:
    void listsAndEndsOne();
    void passesOnWhatIsWrong();
};

void AdminOtpLockoutsTest::listsAndEndsOne()
{
    AdminFixture admin;
    const CodeBudget budget{u"address/day"_s, u"192.0.2.1"_s,
                            admin.identity.clock.now() + std::chrono::hours(2)};
    QVERIFY(await(admin.identity.database->write(
        [budget](Stores &stores) { return stores.oneTimeCodes.spend(budget, 100); })));
    const QByteArray path = "/api/v1/admin/otp/lockouts";
    const auto list = [&] {
        return AdminFixture::body(admin.ask(Method::Get, path, admin.alice))["items"_L1].toArray();
    };
    const QJsonObject expected{
        {"scope"_L1, u"address"_s}, {"subject"_L1, u"192.0.2.1"_s},
        {"period"_L1, u"day"_s},    {"used"_L1, 100},
        {"most"_L1, 100},           {"until"_L1, u"2027-01-15T10:00:00.000Z"_s}};
    QCOMPARE(list(), QJsonArray{expected});

    const QJsonObject ended = AdminFixture::body(
        admin.ask(Method::Post, path + "/end", admin.alice,
                  {{"scope"_L1, u"address"_s}, {"subject"_L1, u" 192.0.2.1 "_s}}));
    QCOMPARE(ended["budgets"_L1], QJsonValue(1));
    QVERIFY(list().isEmpty());
}

void AdminOtpLockoutsTest::passesOnWhatIsWrong()
{
    AdminFixture admin;
    const auto refused = admin.ask(Method::Post, "/api/v1/admin/otp/lockouts/end", admin.alice,
                                   {{"scope"_L1, u"account"_s}});
    QCOMPARE(refused.error().message, u"subject must be an account's id"_s);
}

QTEST_GUILESS_MAIN(AdminOtpLockoutsTest)
#include "tst_adminotplockouts.moc"

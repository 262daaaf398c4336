// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminOtpPolicyTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_admin = std::make_unique<AdminFixture>(); }
    void cleanup() { m_admin.reset(); }

    void showsTheRulesAndWhatTheyAreWorth();
    void comparesInADryRun();

private:
    QJsonObject ask(Method method, const QJsonObject &params = {})
    {
        return AdminFixture::body(
            m_admin->ask(method, "/api/v1/admin/otp/policy", m_admin->alice, params));
    }

    std::unique_ptr<AdminFixture> m_admin;
};

void AdminOtpPolicyTest::showsTheRulesAndWhatTheyAreWorth()
{
    const QJsonObject policy = ask(Method::Get);
    QCOMPARE(policy["settings"_L1].toArray().size(), 1);
    QCOMPARE(policy["settings"_L1][0]["name"_L1], QJsonValue(u"otp.length"_s));
    QCOMPARE(policy["isDevelopment"_L1], QJsonValue(false));
    const QJsonObject guessing = policy["guessing"_L1].toObject();
    QCOMPARE(guessing["possibleCodes"_L1], QJsonValue(1'000'000));
    QCOMPARE(guessing["oneAccount"_L1]["codesADay"_L1], QJsonValue(30));
    QCOMPARE(guessing["oneAccount"_L1]["guessesADay"_L1], QJsonValue(90));
    const double chance = guessing["oneAccount"_L1]["probabilityADay"_L1].toDouble();
    QVERIFY(chance > 8.9e-5 && chance < 9e-5);
}

void AdminOtpPolicyTest::comparesInADryRun()
{
    const QJsonObject outcome =
        ask(Method::Put, {{"values"_L1, QJsonObject{{u"length"_s, 8}}}, {"dryRun"_L1, true}});
    QCOMPARE(outcome["isDryRun"_L1], QJsonValue(true));
    QCOMPARE(outcome["changes"_L1][0]["name"_L1], QJsonValue(u"otp.length"_s));
    QCOMPARE(outcome["guessingBefore"_L1]["possibleCodes"_L1], QJsonValue(1'000'000));
    QCOMPARE(outcome["guessing"_L1]["possibleCodes"_L1], QJsonValue(100'000'000));
    QCOMPARE(ask(Method::Get)["guessing"_L1]["possibleCodes"_L1], QJsonValue(1'000'000));
}

QTEST_GUILESS_MAIN(AdminOtpPolicyTest)
#include "tst_adminotppolicy.moc"

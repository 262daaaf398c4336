// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/otppolicyservice.h"
#include "server/storage/database.h"
#include "tests/support/await.h"
#include "tests/support/fakesettingtarget.h"
#include "tests/support/fakestaff.h"
#include "tests/support/movableclock.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class OtpPolicyServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void showsItsOwnSettingsAlone();
    void comparesTheOdds_data();
    void comparesTheOdds();
    void passesOnWhatIsRefused();

private:
    Result<OtpPolicyOutcome> change(const SettingValues &values, Run run)
    {
        return await(m_policies.change(Actor::account(UserId(1), {}, {}), values, run));
    }

    MovableClock m_clock;
    FakeStaff m_staff;
    TestDatabase m_database;
    FakeSettingTarget m_target;
    SettingService m_settings{{m_database, m_clock}, m_staff, m_target};
    OtpPolicyService m_policies{m_settings, m_target};
};

void OtpPolicyServiceTest::showsItsOwnSettingsAlone()
{
    const OtpPolicyView view = m_policies.show();
    QCOMPARE(view.settings.size(), 1U);
    QCOMPARE(view.settings.front().setting->name, "otp.length"_L1);
    QCOMPARE(view.odds.space, 1e6);
    QVERIFY(!view.hasFixedCode);
}

void OtpPolicyServiceTest::comparesTheOdds_data()
{
    QTest::addColumn<Run>("run");
    QTest::addColumn<double>("spaceAfterwards");

    QTest::newRow("rehearsal") << Run::Rehearsal << 1e6;
    QTest::newRow("for real") << Run::ForReal << 1e8;
}

void OtpPolicyServiceTest::comparesTheOdds()
{
    QFETCH(Run, run);
    QFETCH(double, spaceAfterwards);
    const auto outcome = change({{u"length"_s, 8}}, run);
    QVERIFY(outcome);
    QCOMPARE(outcome->before.space, 1e6);
    QCOMPARE(outcome->after.space, 1e8);
    QVERIFY(outcome->after.oneAccount < outcome->before.oneAccount);
    QCOMPARE(outcome->settings.changes.size(), 1U);
    QCOMPARE(m_policies.show().odds.space, spaceAfterwards);
}

void OtpPolicyServiceTest::passesOnWhatIsRefused()
{
    QCOMPARE(change({{u"length"_s, 3}}, Run::ForReal).error().message,
             u"otp.length must be from 4 to 10"_s);
    QCOMPARE(change({{u"lenght"_s, 8}}, Run::ForReal).error().message,
             u"There is no setting otp.lenght; did you mean \"otp.length\"?"_s);
}

QTEST_GUILESS_MAIN(OtpPolicyServiceTest)
#include "tst_otppolicyservice.moc"

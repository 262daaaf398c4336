// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/codebudgets.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

constexpr CodeLimits Endless{1000000, 1000000, 1000000, 1000000};
const Timestamp NineSharp(std::chrono::hours(24 * 20000 + 9));

} // namespace

class CodeBudgetsTest : public QObject
{
    Q_OBJECT

private slots:
    void stopAtEachLimit_data();
    void stopAtEachLimit();
    void endWithTheHourOrTheDay_data();
    void endWithTheHourOrTheDay();
    void doNotConcernOthers();
    void areGivenBack();
    void areOthersAtHome();
    void countGuessesByPlace();
    void knowWhoIsAtHome();

private:
    const CodeRequester m_alice{{Identifier::Kind::Phone, u"+911111111111"_s},
                                UserId(1),
                                u"192.0.2.1"_s,
                                NineSharp + std::chrono::minutes(10)};
};

void CodeBudgetsTest::stopAtEachLimit_data()
{
    QTest::addColumn<int>("destination");
    QTest::addColumn<int>("account");
    QTest::addColumn<int>("address");
    QTest::addColumn<int>("total");

    QTest::newRow("destination") << 2 << 9 << 9 << 9;
    QTest::newRow("account") << 9 << 2 << 9 << 9;
    QTest::newRow("address") << 9 << 9 << 2 << 9;
    QTest::newRow("total") << 9 << 9 << 9 << 2;
}

void CodeBudgetsTest::stopAtEachLimit()
{
    QFETCH(int, destination);
    QFETCH(int, account);
    QFETCH(int, address);
    QFETCH(int, total);
    TestStores stores;
    CodePolicy policy;
    policy.hourly = {destination, account, address, total};
    policy.daily = Endless;

    QVERIFY(spendBudgets(stores->oneTimeCodes, policy, m_alice));
    QVERIFY(spendBudgets(stores->oneTimeCodes, policy, m_alice));
    const auto third = spendBudgets(stores->oneTimeCodes, policy, m_alice);

    QVERIFY(!third);
    QCOMPARE(third.error().kind, Error::Kind::RateLimited);
    QCOMPARE(third.error().code, "otp_budget"_L1);
    QCOMPARE(third.error().message, u"Too many requests"_s);
    QCOMPARE(third.error().retryAfter, std::chrono::minutes(50));
}

void CodeBudgetsTest::endWithTheHourOrTheDay_data()
{
    QTest::addColumn<int>("hourly");
    QTest::addColumn<int>("daily");
    QTest::addColumn<int>("minutes");
    QTest::addColumn<bool>("accepted");

    QTest::newRow("the same hour") << 1 << 9 << 49 << false;
    QTest::newRow("the next hour") << 1 << 9 << 50 << true;
    QTest::newRow("the same day") << 9 << 1 << 14 * 60 + 49 << false;
    QTest::newRow("the next day") << 9 << 1 << 14 * 60 + 50 << true;
}

void CodeBudgetsTest::endWithTheHourOrTheDay()
{
    QFETCH(int, hourly);
    QFETCH(int, daily);
    QFETCH(int, minutes);
    QFETCH(bool, accepted);
    TestStores stores;
    CodePolicy policy;
    policy.hourly = {hourly, hourly, hourly, hourly};
    policy.daily = {daily, daily, daily, daily};
    QVERIFY(spendBudgets(stores->oneTimeCodes, policy, m_alice));
    CodeRequester later = m_alice;
    later.at += std::chrono::minutes(minutes);

    QCOMPARE(spendBudgets(stores->oneTimeCodes, policy, later).has_value(), accepted);
}

void CodeBudgetsTest::doNotConcernOthers()
{
    TestStores stores;
    CodePolicy policy;
    policy.hourly = {1, 1, 1, 1000};
    QVERIFY(spendBudgets(stores->oneTimeCodes, policy, m_alice));

    const CodeRequester bob{
        {Identifier::Kind::Phone, u"+912222222222"_s}, UserId(2), u"192.0.2.2"_s, m_alice.at};
    QVERIFY(spendBudgets(stores->oneTimeCodes, policy, bob));
    const CodeRequester stranger{
        {Identifier::Kind::Phone, u"+913333333333"_s}, UserId(), u"192.0.2.3"_s, m_alice.at};
    QVERIFY(spendBudgets(stores->oneTimeCodes, policy, stranger));
    CodeRequester otherStranger = stranger;
    otherStranger.to.value = u"+914444444444"_s;
    otherStranger.network = u"192.0.2.4"_s;
    QVERIFY(spendBudgets(stores->oneTimeCodes, policy, otherStranger));
}

void CodeBudgetsTest::areGivenBack()
{
    TestStores stores;
    CodePolicy policy;
    policy.hourly = {1, 1, 1, 1};
    const auto spent = spendBudgets(stores->oneTimeCodes, policy, m_alice);
    QVERIFY(spent);

    QVERIFY(returnBudgets(stores->oneTimeCodes, *spent));

    QVERIFY(spendBudgets(stores->oneTimeCodes, policy, m_alice));
}

//! Strangers who ask for somebody's codes do not keep them from asking.
void CodeBudgetsTest::areOthersAtHome()
{
    TestStores stores;
    CodePolicy policy;
    policy.hourly = {1, 1, 1000, 1000};
    CodeRequester atHome = m_alice;
    atHome.network = u"192.0.2.7"_s;
    atHome.isAtHome = true;
    QVERIFY(spendBudgets(stores->oneTimeCodes, policy, m_alice));
    QVERIFY(!spendBudgets(stores->oneTimeCodes, policy, m_alice));

    const auto spent = spendBudgets(stores->oneTimeCodes, policy, atHome);

    QVERIFY(spent);
    QCOMPARE(spent->front().name, u"home/hour"_s);
    QCOMPARE(spent->front().subject, u"1 192.0.2.7"_s);
    QVERIFY(!spendBudgets(stores->oneTimeCodes, policy, atHome));
    atHome.network = u"192.0.2.8"_s; // Another of its homes.
    QVERIFY(spendBudgets(stores->oneTimeCodes, policy, atHome));
}

void CodeBudgetsTest::countGuessesByPlace()
{
    TestStores stores;
    CodeRequester atHome = m_alice;
    atHome.network = u"192.0.2.7"_s;
    atHome.isAtHome = true;
    CodeRequester nobody = m_alice;
    nobody.account = UserId();
    const auto guess = [&](const CodeRequester &requester) {
        int guesses = 0;
        while (spendGuess(stores->oneTimeCodes, {}, requester))
            ++guesses;
        return guesses;
    };

    QCOMPARE(guess(m_alice), 60);
    QCOMPARE(guess(nobody), 60);
    QCOMPARE(guess(atHome), 30);
    atHome.network = u"192.0.2.8"_s; // A hundred in a row are too many, wherever they come from.
    QCOMPARE(guess(atHome), 0);
}

void CodeBudgetsTest::knowWhoIsAtHome()
{
    Addressee whom{User(), {u"192.0.2.1"_s}};
    whom.user->id = UserId(7);
    const auto from = [&](const QString &address) {
        return requesterOf(m_alice.to, whom, QHostAddress(address), NineSharp);
    };

    QVERIFY(from(u"192.0.2.1"_s).isAtHome);
    QVERIFY(!from(u"192.0.2.2"_s).isAtHome);
    QCOMPARE(from(u"192.0.2.2"_s).account, UserId(7));
    QCOMPARE(from(u"192.0.2.2"_s).network, u"192.0.2.2"_s);
}

QTEST_GUILESS_MAIN(CodeBudgetsTest)
#include "tst_codebudgets.moc"

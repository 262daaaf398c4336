// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/budgets.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Timestamp TenPastNine(std::chrono::hours(24 * 20000 + 9) + 10min);

Error tooMany()
{
    return {Error::Kind::RateLimited, "too_many"_L1, u"Too many"_s};
}

} // namespace

class BudgetsTest : public QObject
{
    Q_OBJECT

private slots:
    void sayWhenTheStretchIsOver();
    void areGivenBack();
    void countAnIPv6NetworkAsOnePlace_data();
    void countAnIPv6NetworkAsOnePlace();
};

void BudgetsTest::sayWhenTheStretchIsOver()
{
    TestStores stores;
    const std::vector<Allowance> once{{budgetOf(u"tries"_s, u"alice"_s, 15min, TenPastNine), 1}};
    QVERIFY(spend(stores->oneTimeCodes, once, TenPastNine, tooMany()));

    const auto second = spend(stores->oneTimeCodes, once, TenPastNine, tooMany());

    QCOMPARE(second.error().code, "too_many"_L1);
    QCOMPARE(second.error().retryAfter, std::chrono::seconds(5min));
    const std::vector<Allowance> next{
        {budgetOf(u"tries"_s, u"alice"_s, 15min, TenPastNine + 5min), 1}};
    QVERIFY(spend(stores->oneTimeCodes, next, TenPastNine + 5min, tooMany()));
}

void BudgetsTest::areGivenBack()
{
    TestStores stores;
    const std::vector<Allowance> both{{budgetOf(u"tries"_s, u"alice"_s, 1h, TenPastNine), 1},
                                      {budgetOf(u"tries"_s, {}, 1h, TenPastNine), 9}};
    const auto spent = spend(stores->oneTimeCodes, both, TenPastNine, tooMany());
    QCOMPARE(spent->size(), size_t(2));

    QVERIFY(returnBudgets(stores->oneTimeCodes, *spent));

    QCOMPARE(stores->oneTimeCodes.used(both[1].budget).value(), 0);
    QVERIFY(spend(stores->oneTimeCodes, both, TenPastNine, tooMany()));
}

void BudgetsTest::countAnIPv6NetworkAsOnePlace_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("network");

    QTest::newRow("IPv4") << u"192.0.2.1"_s << u"192.0.2.1"_s;
    QTest::newRow("IPv4 in IPv6") << u"::ffff:192.0.2.1"_s << u"192.0.2.1"_s;
    QTest::newRow("IPv6") << u"2001:db8:1:2:3:4:5:6"_s << u"2001:db8:1:2::"_s;
    QTest::newRow("its neighbour") << u"2001:db8:1:2::1"_s << u"2001:db8:1:2::"_s;
    QTest::newRow("another network") << u"2001:db8:1:3::1"_s << u"2001:db8:1:3::"_s;
}

void BudgetsTest::countAnIPv6NetworkAsOnePlace()
{
    QFETCH(QString, address);
    QFETCH(QString, network);

    QCOMPARE(networkOf(QHostAddress(address)), network);
}

QTEST_GUILESS_MAIN(BudgetsTest)
#include "tst_budgets.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/accountview.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

Timestamp at(qint64 milliseconds)
{
    return Timestamp(std::chrono::milliseconds(milliseconds));
}

} // namespace

class AccountViewTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhetherAnAccountIsSuspended();
    void tellsWhatAnAccountHasBecome();
    void canBeAskedByWhatPeopleSay();
    void knowsTheNamesOfOrders();
};

void AccountViewTest::tellsWhetherAnAccountIsSuspended()
{
    AccountView view;
    QCOMPARE(stateOf(view, at(0)), AccountState::Active);
    view.suspension = Suspension{.at = at(5), .until = at(10)};
    QCOMPARE(stateOf(view, at(9)), AccountState::Suspended);
    QCOMPARE(stateOf(view, at(10)), AccountState::Active);
    QCOMPARE(nameOf(AccountState::Active), "active"_L1);
    QCOMPARE(nameOf(AccountState::Suspended), "suspended"_L1);
}

void AccountViewTest::tellsWhatAnAccountHasBecome()
{
    AccountView view;
    view.suspension = Suspension{.at = at(5)};
    view.merger = Merger{UserId(1), UserId(2), at(6), u"user:3"_s};
    QCOMPARE(nameOf(stateOf(view, at(9))), "merged"_L1);
    view.isMerging = true;
    QCOMPARE(nameOf(stateOf(view, at(9))), "merging"_L1);
    view.erasure = Erasure{.user = UserId(1)};
    QCOMPARE(nameOf(stateOf(view, at(9))), "erasing"_L1);
    view.erasure->erasedAt = at(8);
    QCOMPARE(nameOf(stateOf(view, at(9))), "erased"_L1);
}

void AccountViewTest::canBeAskedByWhatPeopleSay()
{
    const auto filter =
        parseFilter(u"alice user:al* phone:+49* email:*@example.org state:suspended role:owner "
                    "created<2026-01-01 last_seen>-7d verified:no",
                    accountFields(), at(0));
    QVERIFY2(filter, filter ? "" : qPrintable(filter.error().message));
    QCOMPARE(filter->size(), 9U);
    QCOMPARE(filter->front().field, "any"_L1);
    QVERIFY(!parseFilter(u"state:asleep", accountFields(), at(0)));
    QVERIFY(!parseFilter(u"role:king", accountFields(), at(0)));
}

void AccountViewTest::knowsTheNamesOfOrders()
{
    QCOMPARE(parseAccountOrder(u"-created"), AccountOrder::Newest);
    QCOMPARE(parseAccountOrder(u"created"), AccountOrder::Oldest);
    QCOMPARE(parseAccountOrder(u"name"), AccountOrder::Name);
    QVERIFY(!parseAccountOrder(u"newest"));
}

QTEST_APPLESS_MAIN(AccountViewTest)
#include "tst_accountview.moc"

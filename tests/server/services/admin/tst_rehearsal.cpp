// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/rehearsal.h"
#include "tests/support/await.h"
#include "tests/support/movableclock.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class RehearsalTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatWouldBeAndLeavesItAtThat();
    void tellsWhatWouldBeRefused();
    void isForRealWhereItIsMeant();

private:
    static Result<User> add(Stores &stores)
    {
        addUser(stores, UserId(1));
        return stores.accounts.find(UserId(1));
    }
    bool isThere()
    {
        return await(
                   m_database->read([](Stores &stores) { return stores.accounts.find(UserId(1)); }))
            .has_value();
    }

    TestDatabase m_database;
    MovableClock m_clock;
    const AdminContext m_context{m_database, m_clock};
};

void RehearsalTest::tellsWhatWouldBeAndLeavesItAtThat()
{
    bool isTold = false;
    const auto outcome = await(perform(m_context, Run::Rehearsal, &RehearsalTest::add,
                                       [&isTold](const Result<User> &) { isTold = true; }));
    QCOMPARE(outcome->displayName, u"User 1"_s);
    QVERIFY(!isThere());
    QVERIFY(!isTold);
}

void RehearsalTest::tellsWhatWouldBeRefused()
{
    const auto refuse = [](Stores &stores) { return stores.accounts.find(UserId(1)); };
    const auto outcome =
        await(perform(m_context, Run::Rehearsal, refuse, [](const Result<User> &) {}));
    QCOMPARE(outcome.error().code, "user_not_found"_L1);
}

void RehearsalTest::isForRealWhereItIsMeant()
{
    bool isTold = false;
    const auto outcome =
        await(perform(m_context, Run::ForReal, &RehearsalTest::add,
                      [&isTold](const Result<User> &done) { isTold = done.has_value(); }));
    QVERIFY(outcome);
    QVERIFY(isThere());
    QVERIFY(isTold);
}

QTEST_GUILESS_MAIN(RehearsalTest)
#include "tst_rehearsal.moc"

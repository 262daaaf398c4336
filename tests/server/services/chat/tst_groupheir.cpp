// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/groupheir.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class GroupHeirTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stores.reset(); }

    void isTheFirst();
    void isNobodyWhoIsSuspended();
    void isTheFirstWhereAllAreSuspended();

private:
    void suspend(qint64 user, std::optional<Timestamp> until = {})
    {
        QVERIFY((*m_stores)->suspensions.put(UserId(user), {.until = until}));
    }
    UserId heir() { return heirAmong(**m_stores, m_members, test::at(50)).value(); }

    std::unique_ptr<test::TestStores> m_stores;
    const std::vector<Member> m_members{
        {.user = UserId(2)}, {.user = UserId(1)}, {.user = UserId(3)}};
};

void GroupHeirTest::init()
{
    m_stores = std::make_unique<test::TestStores>();
    for (const qint64 user : {1, 2, 3})
        test::addUser(**m_stores, UserId(user));
}

void GroupHeirTest::isTheFirst()
{
    QCOMPARE(heir(), UserId(2));
}

void GroupHeirTest::isNobodyWhoIsSuspended()
{
    suspend(2, test::at(50));
    QCOMPARE(heir(), UserId(2)); // That is over.
    suspend(2, test::at(51));
    QCOMPARE(heir(), UserId(1));
    suspend(1);
    QCOMPARE(heir(), UserId(3));
}

void GroupHeirTest::isTheFirstWhereAllAreSuspended()
{
    for (const qint64 user : {1, 2, 3})
        suspend(user);
    QCOMPARE(heir(), UserId(2));
}

QTEST_GUILESS_MAIN(GroupHeirTest)
#include "tst_groupheir.moc"

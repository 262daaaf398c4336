// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/adminuserservice.h"
#include "tests/server/services/identity/identityfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminUserServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void pagesThroughEverybodyOnce_data();
    void pagesThroughEverybodyOnce();
    void countsWhatAFilterFinds();
    void findsPeopleByWhatTheySignInWith_data();
    void findsPeopleByWhatTheySignInWith();
    void tellsHowSomebodySignsIn();
    void refusesAFilterItDoesNotUnderstand();

private:
    Filter filter(const QString &expression) { return m_users->parse(expression).value(); }

    std::unique_ptr<IdentityFixture> m_identity;
    std::unique_ptr<AdminUserService> m_users;
};

void AdminUserServiceTest::init()
{
    m_identity = std::make_unique<IdentityFixture>();
    m_users =
        std::make_unique<AdminUserService>(AdminContext{m_identity->database, m_identity->clock});
    QVERIFY(await(m_identity->database->write([](Stores &stores) -> Result<> {
        for (const qint64 user : {1, 2, 3, 4, 5})
            addUser(stores, UserId(user));
        return {};
    })));
}

void AdminUserServiceTest::cleanup()
{
    m_users.reset();
    m_identity.reset();
}

void AdminUserServiceTest::pagesThroughEverybodyOnce_data()
{
    QTest::addColumn<AccountOrder>("order");
    QTest::addColumn<QList<qint64>>("ids");

    QTest::newRow("newest") << AccountOrder::Newest << QList<qint64>{5, 4, 3, 2, 1};
    QTest::newRow("oldest") << AccountOrder::Oldest << QList<qint64>{1, 2, 3, 4, 5};
    QTest::newRow("name") << AccountOrder::Name << QList<qint64>{1, 2, 3, 4, 5};
}

void AdminUserServiceTest::pagesThroughEverybodyOnce()
{
    QFETCH(AccountOrder, order);
    QFETCH(QList<qint64>, ids);
    QList<qint64> found;
    AccountPageQuery query{.order = order, .limit = 2};
    int pages = 0;
    do {
        const auto page = await(m_users->list(query));
        QVERIFY(page);
        for (const AccountView &view : page->accounts)
            found.append(view.user.id.value());
        query.after = page->next;
        ++pages;
    } while (query.after && pages < 10);
    QCOMPARE(found, ids);
    QCOMPARE(pages, 3);
}

void AdminUserServiceTest::countsWhatAFilterFinds()
{
    QCOMPARE(await(m_users->count({})).value(), 5);
    QCOMPARE(await(m_users->count(filter(u"id:2,3"_s))).value(), 2);
}

void AdminUserServiceTest::findsPeopleByWhatTheySignInWith_data()
{
    QTest::addColumn<QString>("who");
    QTest::addColumn<qint64>("id"); // 0: nobody.

    QTest::newRow("an id") << u"3"_s << qint64(3);
    QTest::newRow("an id of nobody's") << u"99"_s << qint64(99);
    QTest::newRow("a phone number") << u"+4915104"_s << qint64(4);
    QTest::newRow("another's number") << u"+4915109"_s << qint64(0);
    QTest::newRow("nonsense") << u"!"_s << qint64(0);
    QTest::newRow("nothing") << QString() << qint64(0);
}

void AdminUserServiceTest::findsPeopleByWhatTheySignInWith()
{
    QFETCH(QString, who);
    QFETCH(qint64, id);
    const auto found = await(m_users->locate(who));
    QCOMPARE(found.has_value(), id != 0);
    if (found)
        QCOMPARE(found->value(), id);
    else
        QCOMPARE(found.error().code, "user_not_found"_L1);
}

void AdminUserServiceTest::tellsHowSomebodySignsIn()
{
    const SignedIn alice = m_identity->signIn(Alice, u"phone"_s);
    m_identity->signIn(Alice, u"tablet"_s);
    const auto before = await(m_users->find(alice.user.id));
    QVERIFY(before);
    QCOMPARE(before->details.activeSessions, 2);
    QVERIFY(!before->details.hasPassword);
    QVERIFY(!before->details.hasSecondFactor);
    QCOMPARE(before->at, m_identity->clock.now());
    QVERIFY(before->details.view.lastSeenAt);

    QVERIFY(await(m_identity->database->write([&alice](Stores &stores) -> Result<> {
        if (auto set = stores.passwords.put({alice.user.id, u"hash"_s, {}}); !set)
            return set;
        return stores.secondFactors.put({alice.user.id, "sealed", 0, Timestamp()});
    })));
    const auto after = await(m_users->find(alice.user.id));
    QVERIFY(after->details.hasPassword);
    QVERIFY(after->details.hasSecondFactor);
    QCOMPARE(await(m_users->find(UserId(99))).error().code, "user_not_found"_L1);
}

void AdminUserServiceTest::refusesAFilterItDoesNotUnderstand()
{
    QCOMPARE(m_users->parse(u"nonsense:1"_s).error().code, "invalid_filter"_L1);
}

QTEST_GUILESS_MAIN(AdminUserServiceTest)
#include "tst_adminuserservice.moc"

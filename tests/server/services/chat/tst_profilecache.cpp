// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/profilecache.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class ProfileCacheTest : public QObject
{
    Q_OBJECT

private slots:
    void readsAProfileUntilItIsForgotten();
    void doesNotKnowStrangers();
};

void ProfileCacheTest::readsAProfileUntilItIsForgotten()
{
    TestStores stores;
    addUser(*stores, UserId(1));
    ProfileCache cache;
    QVERIFY(!cache.look(UserId(1)));
    User user = cache.find(UserId(1), *stores)->user;
    QCOMPARE(user.displayName, u"User 1"_s);

    user.displayName = u"Ada"_s;
    QVERIFY(stores->accounts.updateProfile(user));
    QCOMPARE(cache.find(UserId(1), *stores)->user.displayName, u"User 1"_s);
    QCOMPARE(cache.look(UserId(1))->user.displayName, u"User 1"_s);
    cache.forget(UserId(1));
    QVERIFY(!cache.look(UserId(1)));
    QCOMPARE(cache.find(UserId(1), *stores)->user.displayName, u"Ada"_s);

    user.displayName = u"Eve"_s;
    QVERIFY(stores->accounts.updateProfile(user));
    cache.clear();
    QCOMPARE(cache.find(UserId(1), *stores)->user.displayName, u"Eve"_s);
}

void ProfileCacheTest::doesNotKnowStrangers()
{
    TestStores stores;
    ProfileCache cache;
    const auto found = cache.find(UserId(1), *stores);
    QVERIFY(!found);
    QCOMPARE(found.error().kind, Error::Kind::NotFound);
    addUser(*stores, UserId(1));
    QVERIFY(cache.find(UserId(1), *stores));
}

QTEST_GUILESS_MAIN(ProfileCacheTest)
#include "tst_profilecache.moc"

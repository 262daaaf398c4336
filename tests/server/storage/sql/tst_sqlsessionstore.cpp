// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlsessionstore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

Session session(qint64 id, qint64 user = 1)
{
    return {.id = SessionId(id),
            .user = UserId(user),
            .device = u"phone-%1"_s.arg(id),
            .dialect = u"phone"_s,
            .clientName = u"Web"_s,
            .address = u"::1"_s,
            .userAgent = u"Tester/1"_s,
            .createdAt = at(1),
            .lastSeenAt = at(2),
            .expiresAt = at(1000),
            .revokedAt = {},
            .revokedBy = {},
            .revokedWhy = {}};
}

QList<qint64> ids(const Result<std::vector<Session>> &sessions)
{
    QList<qint64> found;
    for (const Session &one : sessions.value())
        found.append(one.id.value());
    return found;
}

} // namespace

class SqlSessionStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void findsWhatWasAdded();
    void listsLiveSessionsNewestFirst();
    void revokesOnce();
    void listsWhatWasRevokedLately();
    void listsAddressesOfThoseThatNobodyTookAway();
    void touchesSeveral();
    void removesWhatExpired();
    void doesNotAddSessionsOfNobody();
};

void SqlSessionStoreTest::findsWhatWasAdded()
{
    TestStores stores;
    addUser(*stores, UserId(1));

    QVERIFY(stores->sessions.add(session(11)));

    const auto found = stores->sessions.find(SessionId(11));
    QVERIFY(found);
    QCOMPARE(found->user, UserId(1));
    QCOMPARE(found->device, u"phone-11"_s);
    QCOMPARE(found->dialect, u"phone"_s);
    QCOMPARE(found->clientName, u"Web"_s);
    QCOMPARE(found->address, u"::1"_s);
    QCOMPARE(found->userAgent, u"Tester/1"_s);
    QCOMPARE(found->createdAt, at(1));
    QCOMPARE(found->lastSeenAt, at(2));
    QCOMPARE(found->expiresAt, at(1000));
    QVERIFY(!found->revokedAt);
    QCOMPARE(stores->sessions.find(SessionId(12)).error().kind, Error::Kind::NotFound);
}

void SqlSessionStoreTest::listsLiveSessionsNewestFirst()
{
    TestStores stores;
    addUser(*stores, UserId(1));
    addUser(*stores, UserId(2));
    for (qint64 id : {11, 12, 13, 14})
        QVERIFY(stores->sessions.add(session(id)));
    QVERIFY(stores->sessions.add(session(15, 2)));
    QVERIFY(stores->sessions.revoke(SessionId(12), {at(5), u"user"_s, u"signed out"_s}));
    QVERIFY(stores->sessions.extend(SessionId(13), at(2000)));

    QCOMPARE(ids(stores->sessions.listLive(UserId(1), at(500))), QList<qint64>({14, 13, 11}));
    QCOMPARE(ids(stores->sessions.listLive(UserId(1), at(1000))), QList<qint64>({13}));
}

void SqlSessionStoreTest::revokesOnce()
{
    TestStores stores;
    addUser(*stores, UserId(1));
    QVERIFY(stores->sessions.add(session(11)));

    QCOMPARE(stores->sessions.revoke(SessionId(11), {at(5), u"user"_s, u"first"_s}).value(), true);
    QCOMPARE(stores->sessions.revoke(SessionId(11), {at(6), u"reuse"_s, u"second"_s}).value(),
             false);
    QCOMPARE(stores->sessions.revoke(SessionId(12), {at(6), u"reuse"_s, u"nobody"_s}).value(),
             false);

    const auto found = stores->sessions.find(SessionId(11));
    QCOMPARE(found->revokedAt, at(5));
    QCOMPARE(found->revokedBy, u"user"_s);
    QCOMPARE(found->revokedWhy, u"first"_s);
}

void SqlSessionStoreTest::listsWhatWasRevokedLately()
{
    TestStores stores;
    addUser(*stores, UserId(1));
    for (qint64 id : {11, 12, 13})
        QVERIFY(stores->sessions.add(session(id)));
    QVERIFY(stores->sessions.revoke(SessionId(11), {at(5), u"user"_s, {}}));
    QVERIFY(stores->sessions.revoke(SessionId(12), {at(10), u"user"_s, {}}));

    QCOMPARE(ids(stores->sessions.listRevoked(at(10))), QList<qint64>({12}));
    QCOMPARE(ids(stores->sessions.listRevoked(at(11))), QList<qint64>());
}

void SqlSessionStoreTest::listsAddressesOfThoseThatNobodyTookAway()
{
    TestStores stores;
    addUser(*stores, UserId(1));
    addUser(*stores, UserId(2));
    const auto add = [&](qint64 id, const QString &address, qint64 user = 1) {
        Session one = session(id, user);
        one.address = address;
        QVERIFY(stores->sessions.add(one));
    };
    add(11, u"live"_s);
    add(12, u"signed out"_s);
    add(13, u"replaced"_s);
    add(14, u"ended from elsewhere"_s);
    add(15, u"live"_s);
    add(16, {});
    add(17, u"another's"_s, 2);
    QVERIFY(stores->sessions.revoke(SessionId(12), {at(5), u"user"_s, EndedBySignOut}));
    QVERIFY(stores->sessions.revoke(SessionId(13), {at(5), EndedByDevice, u"again"_s}));
    QVERIFY(stores->sessions.revoke(SessionId(14), {at(1), u"user"_s, u"new password"_s}));

    const auto list = [&](qint64 now, qint64 since) {
        return stores->sessions.listAddresses(UserId(1), at(now), at(since)).value();
    };
    using Addresses = std::vector<QString>;
    QCOMPARE(list(500, 2), (Addresses{u"live"_s, u"replaced"_s, u"signed out"_s}));
    QCOMPARE(list(500, 3), (Addresses{u"live"_s}));
    QCOMPARE(list(1000, 2), (Addresses{u"live"_s, u"replaced"_s, u"signed out"_s}));
    QCOMPARE(list(1000, 3), Addresses());
    // A thief who signed out by themselves is at home no longer than their victim says.
    add(18, u"taken away"_s);
    QVERIFY(stores->sessions.revoke(SessionId(18), {at(7), u"user"_s, u"signed out"_s}));
    QCOMPARE(list(500, 2), (Addresses{u"live"_s}));
}

void SqlSessionStoreTest::touchesSeveral()
{
    TestStores stores;
    addUser(*stores, UserId(1));
    QVERIFY(stores->sessions.add(session(11)));
    QVERIFY(stores->sessions.add(session(12)));

    QVERIFY(stores->sessions.touch(
        {{SessionId(11), at(50)}, {SessionId(12), at(60)}, {SessionId(13), at(70)}}));

    QCOMPARE(stores->sessions.find(SessionId(11))->lastSeenAt, at(50));
    QCOMPARE(stores->sessions.find(SessionId(12))->lastSeenAt, at(60));
}

void SqlSessionStoreTest::removesWhatExpired()
{
    TestStores stores;
    addUser(*stores, UserId(1));
    QVERIFY(stores->sessions.add(session(11)));
    QVERIFY(stores->sessions.add(session(12)));
    QVERIFY(stores->sessions.extend(SessionId(12), at(2000)));

    QVERIFY(stores->sessions.removeExpired(at(1001)));

    QVERIFY(!stores->sessions.find(SessionId(11)));
    QVERIFY(stores->sessions.find(SessionId(12)));
}

void SqlSessionStoreTest::doesNotAddSessionsOfNobody()
{
    TestStores stores;

    QVERIFY(!stores->sessions.add(session(11)));
}

QTEST_GUILESS_MAIN(SqlSessionStoreTest)
#include "tst_sqlsessionstore.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlsigninticketstore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

SignInTicket ticket(const QByteArray &hash, qint64 expiresAt = 100)
{
    return {.hash = hash,
            .user = UserId(5),
            .device = u"one"_s,
            .dialect = u"phone"_s,
            .clientName = u"Web"_s,
            .accessLifetime = std::chrono::seconds(7),
            .expiresAt = at(expiresAt)};
}

} // namespace

class SqlSignInTicketStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void findsWhatWasAdded();
    void countsAttempts();
    void isGoodOnce();
    void removesWhatExpired();
};

void SqlSignInTicketStoreTest::findsWhatWasAdded()
{
    TestStores stores;
    addUser(*stores, UserId(5));
    QVERIFY(stores->signInTickets.add(ticket("one")));

    const auto found = stores->signInTickets.find("one");

    QVERIFY(found);
    QCOMPARE(found->user, UserId(5));
    QCOMPARE(found->device, u"one"_s);
    QCOMPARE(found->dialect, u"phone"_s);
    QCOMPARE(found->clientName, u"Web"_s);
    QCOMPARE(found->accessLifetime, std::chrono::seconds(7));
    QCOMPARE(found->expiresAt, at(100));
    QCOMPARE(stores->signInTickets.find("two").error().kind, Error::Kind::NotFound);
}

void SqlSignInTicketStoreTest::countsAttempts()
{
    TestStores stores;
    addUser(*stores, UserId(5));
    QVERIFY(stores->signInTickets.add(ticket("one")));
    QVERIFY(stores->signInTickets.countAttempt("one"));
    QVERIFY(stores->signInTickets.countAttempt("one"));

    QCOMPARE(stores->signInTickets.find("one")->attempts, 2);
}

void SqlSignInTicketStoreTest::isGoodOnce()
{
    TestStores stores;
    addUser(*stores, UserId(5));
    QVERIFY(stores->signInTickets.add(ticket("one")));

    QCOMPARE(stores->signInTickets.remove("one").value(), true);
    QCOMPARE(stores->signInTickets.remove("one").value(), false);
}

void SqlSignInTicketStoreTest::removesWhatExpired()
{
    TestStores stores;
    addUser(*stores, UserId(5));
    QVERIFY(stores->signInTickets.add(ticket("one", 1)));
    QVERIFY(stores->signInTickets.add(ticket("two", 2)));

    QVERIFY(stores->signInTickets.removeExpired(at(2)));

    QVERIFY(!stores->signInTickets.find("one"));
    QVERIFY(stores->signInTickets.find("two"));
}

QTEST_GUILESS_MAIN(SqlSignInTicketStoreTest)
#include "tst_sqlsigninticketstore.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/homenetworks.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class HomeNetworksTest : public QObject
{
    Q_OBJECT

private slots:
    void areThoseOfSessions();
    void areNobodysWithoutAnAccount();

private:
    static void add(Stores &stores, qint64 id, const QString &address, Timestamp seen)
    {
        Session session;
        session.id = SessionId(id);
        session.user = UserId(1);
        session.address = address;
        session.lastSeenAt = seen;
        session.expiresAt = seen + std::chrono::hours(1);
        QVERIFY(stores.sessions.add(session));
    }
};

void HomeNetworksTest::areThoseOfSessions()
{
    TestStores stores;
    addUser(*stores, UserId(1));
    const Timestamp now = at(0) + std::chrono::hours(1000);
    add(*stores, 11, u"192.0.2.1"_s, now);
    add(*stores, 12, u"2001:db8::1:2"_s, now - std::chrono::hours(29 * 24));
    add(*stores, 13, u"192.0.2.3"_s, now - std::chrono::hours(31 * 24));

    const auto homes = homeNetworks(*stores, UserId(1), now);

    QCOMPARE(homes.value(), (QSet<QString>{u"192.0.2.1"_s, u"2001:db8::"_s}));
}

void HomeNetworksTest::areNobodysWithoutAnAccount()
{
    TestStores stores;
    QVERIFY(homeNetworks(*stores, UserId(), at(1))->isEmpty());
}

QTEST_GUILESS_MAIN(HomeNetworksTest)
#include "tst_homenetworks.moc"

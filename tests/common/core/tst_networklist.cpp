// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/networklist.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class NetworkListTest : public QObject
{
    Q_OBJECT

private slots:
    void contains_data();
    void contains();
    void namesTheEntryItDoesNotUnderstand_data();
    void namesTheEntryItDoesNotUnderstand();
    void knowsLoopback();
    void containsNothingWhenEmpty();
    void tellsItsEntries();
};

void NetworkListTest::contains_data()
{
    QTest::addColumn<QString>("entry");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("expected");

    QTest::newRow("the address") << u"10.1.2.3"_s << u"10.1.2.3"_s << true;
    QTest::newRow("its neighbour") << u"10.1.2.3"_s << u"10.1.2.4"_s << false;
    QTest::newRow("in the network") << u"10.1.0.0/16"_s << u"10.1.255.4"_s << true;
    QTest::newRow("beside the network") << u"10.1.0.0/16"_s << u"10.2.0.1"_s << false;
    QTest::newRow("IPv4 in IPv6's clothes") << u"10.1.0.0/16"_s << u"::ffff:10.1.0.1"_s << true;
    QTest::newRow("network in IPv6's clothes")
        << u"::ffff:10.1.0.0/112"_s << u"10.1.255.4"_s << true;
    QTest::newRow("beside the network in IPv6's clothes")
        << u"::ffff:10.1.0.0/112"_s << u"10.2.0.1"_s << false;
    QTest::newRow("address in IPv6's clothes") << u"::ffff:10.1.2.3"_s << u"10.1.2.3"_s << true;
    QTest::newRow("all that wear IPv6's clothes")
        << u"::ffff:0.0.0.0/96"_s << u"192.0.2.1"_s << true;
    QTest::newRow("IPv6 from its beginning") << u"::/96"_s << u"192.0.2.1"_s << false;
    QTest::newRow("beginning of an address") << u"192.168"_s << u"192.168.7.7"_s << true;
    QTest::newRow("on one link") << u"fe80::/10"_s << u"fe80::1%eth0"_s << true;
    QTest::newRow("IPv6 network") << u"2001:db8::/32"_s << u"2001:db8:1::1"_s << true;
    QTest::newRow("beside the IPv6 network") << u"2001:db8::/32"_s << u"2001:db9::1"_s << false;
    QTest::newRow("other family") << u"0.0.0.0/0"_s << u"2001:db8::1"_s << false;
}

void NetworkListTest::contains()
{
    QFETCH(QString, entry);
    QFETCH(QString, address);
    QFETCH(bool, expected);

    const auto list = NetworkList::parse({u"192.0.2.77"_s, entry});

    QVERIFY(list);
    QCOMPARE(list->contains(QHostAddress(address)), expected);
}

void NetworkListTest::namesTheEntryItDoesNotUnderstand_data()
{
    QTest::addColumn<QString>("entry");
    for (const char *entry : {"10.0.0.0/64", "localhost", "", "10.0.0.0/-1", "::1/129"})
        QTest::newRow(entry) << QString::fromLatin1(entry);
}

void NetworkListTest::namesTheEntryItDoesNotUnderstand()
{
    QFETCH(QString, entry);
    const auto list = NetworkList::parse({u"10.0.0.1"_s, entry});
    QVERIFY(!list);
    QVERIFY(list.error().message.contains(u'"' + entry + u'"'));
}

void NetworkListTest::knowsLoopback()
{
    const NetworkList loopback = NetworkList::loopback();
    QVERIFY(loopback.contains(QHostAddress(QHostAddress::LocalHost)));
    QVERIFY(loopback.contains(QHostAddress(QHostAddress::LocalHostIPv6)));
    QVERIFY(!loopback.contains(QHostAddress(u"192.0.2.1"_s)));
}

void NetworkListTest::containsNothingWhenEmpty()
{
    QVERIFY(!NetworkList().contains(QHostAddress(QHostAddress::LocalHost)));
}

void NetworkListTest::tellsItsEntries()
{
    const auto list = NetworkList::parse({u"10.1.2.3/8"_s, u"::ffff:192.0.2.0/120"_s,
                                          u"2001:db8::/32"_s, u"192.0.2.77"_s, u"::1"_s});
    QVERIFY(list);
    const QStringList expected = {u"10.0.0.0/8"_s, u"192.0.2.0/24"_s, u"2001:db8::/32"_s,
                                  u"192.0.2.77/32"_s, u"::1/128"_s};
    QCOMPARE(list->entries(), expected);
    const auto again = NetworkList::parse(list->entries());
    QVERIFY(again && *again == *list);
}

QTEST_GUILESS_MAIN(NetworkListTest)
#include "tst_networklist.moc"

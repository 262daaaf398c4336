// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/gate/clientaddress.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class ClientAddressTest : public QObject
{
    Q_OBJECT

private slots:
    void findsTheClient_data();
    void findsTheClient();
};

void ClientAddressTest::findsTheClient_data()
{
    QTest::addColumn<QString>("peer");
    QTest::addColumn<QByteArray>("forwarded");
    QTest::addColumn<QString>("client");

    const auto add = [](const char *row, const char *peer, const char *forwarded,
                        const char *client) {
        QTest::newRow(row) << QString::fromLatin1(peer) << QByteArray(forwarded)
                           << QString::fromLatin1(client);
    };
    add("nothing was said", "10.0.0.1", "", "10.0.0.1");
    add("a stranger's word counts for nothing", "192.0.2.1", "198.51.100.7", "192.0.2.1");
    add("a proxy's word counts", "10.0.0.1", "198.51.100.7", "198.51.100.7");
    add("what the client invented is skipped", "10.0.0.1", "1.2.3.4, 198.51.100.7", "198.51.100.7");
    add("through two proxies", "10.0.0.1", "1.2.3.4, 198.51.100.7, 10.9.9.9", "198.51.100.7");
    add("only proxies", "10.0.0.1", "10.0.0.2,10.0.0.3", "10.0.0.2");
    add("nonsense", "10.0.0.1", "unknown", "10.0.0.1");
    add("nonsense behind a proxy", "10.0.0.1", "198.51.100.7, unknown, 10.0.0.2", "10.0.0.2");
    add("an empty entry", "10.0.0.1", "198.51.100.7,", "10.0.0.1");
    add("IPv6", "fd00::1", "2001:db8::7", "2001:db8::7");
    add("IPv4 in IPv6's clothes", "::ffff:10.0.0.1", "198.51.100.7", "198.51.100.7");
}

void ClientAddressTest::findsTheClient()
{
    QFETCH(QString, peer);
    QFETCH(QByteArray, forwarded);
    QFETCH(QString, client);
    const auto proxies = NetworkList::parse({u"10.0.0.0/8"_s, u"fd00::1"_s});
    QVERIFY(proxies);

    QCOMPARE(clientAddress(QHostAddress(peer), forwarded, *proxies), QHostAddress(client));
    QCOMPARE(clientAddress(QHostAddress(peer), forwarded, {}), plainAddress(QHostAddress(peer)));
}

QTEST_GUILESS_MAIN(ClientAddressTest)
#include "tst_clientaddress.moc"

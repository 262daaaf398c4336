// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/publicaddress.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class PublicAddressTest : public QObject
{
    Q_OBJECT

private slots:
    void knowsTheInternet_data();
    void knowsTheInternet();
};

void PublicAddressTest::knowsTheInternet_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isPublic");

    const QStringList open = {u"1.1.1.1"_s, u"172.32.0.1"_s, u"192.0.1.1"_s, u"2606:4700::1111"_s,
                              u"::ffff:1.1.1.1"_s};
    for (const QString &address : open)
        QTest::newRow(qPrintable(address)) << address << true;
    const QStringList closed = {u"0.0.0.0"_s,
                                u"10.1.2.3"_s,
                                u"100.64.0.1"_s,
                                u"127.0.0.1"_s,
                                u"127.9.9.9"_s,
                                u"169.254.169.254"_s,
                                u"172.16.0.1"_s,
                                u"172.31.255.255"_s,
                                u"192.168.1.1"_s,
                                u"198.18.0.1"_s,
                                u"203.0.113.9"_s,
                                u"224.0.0.1"_s,
                                u"255.255.255.255"_s,
                                u"::"_s,
                                u"::1"_s,
                                u"::ffff:127.0.0.1"_s,
                                u"::127.0.0.1"_s,
                                u"64:ff9b::7f00:1"_s,
                                u"2002:7f00:1::"_s,
                                u"2001:db8::1"_s,
                                u"fc00::1"_s,
                                u"fd12::1"_s,
                                u"fe80::1"_s,
                                u"fe80::1%lo"_s,
                                u"ff02::1"_s};
    for (const QString &address : closed)
        QTest::newRow(qPrintable(address)) << address << false;
    QTest::newRow("none") << QString() << false;
}

void PublicAddressTest::knowsTheInternet()
{
    QFETCH(QString, address);
    QFETCH(bool, isPublic);
    QCOMPARE(isPublicAddress(QHostAddress(address)), isPublic);
}

QTEST_GUILESS_MAIN(PublicAddressTest)
#include "tst_publicaddress.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/socketaddress.h"

#include <QTest>

#include <netinet/in.h>
#include <unistd.h>

using linnet::net::SocketAddress;
using namespace Qt::StringLiterals;

class SocketAddressTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsAddressAndPort_data();
    void keepsAddressAndPort();
    void isInTheKernelsByteOrder();
    void namesTheInterfaceOfALinkLocalAddress();
    void knowsWhatADescriptorIsBoundTo_data();
    void knowsWhatADescriptorIsBoundTo();
    void isNoAddressForWhatIsNoSocket();
};

void SocketAddressTest::keepsAddressAndPort_data()
{
    QTest::addColumn<QHostAddress>("address");
    QTest::addColumn<quint16>("port");
    QTest::addColumn<int>("family");
    QTest::addColumn<QHostAddress>("comesBackAs");

    const auto row = [](const char *name, const char *address, quint16 port, int family,
                        const char *comesBackAs) {
        QTest::newRow(name) << QHostAddress(QLatin1String(address)) << port << family
                            << QHostAddress(QLatin1String(comesBackAs));
    };
    row("IPv4", "192.0.2.1", 8080, AF_INET, "192.0.2.1");
    row("any IPv4", "0.0.0.0", 0, AF_INET, "0.0.0.0");
    row("IPv6", "2001:db8::1", 443, AF_INET6, "2001:db8::1");
    row("any IPv6", "::", 1, AF_INET6, "::");
    row("IPv6 loopback", "::1", 65535, AF_INET6, "::1");
    row("IPv4 mapped into IPv6", "::ffff:192.0.2.1", 8080, AF_INET6, "192.0.2.1");
}

void SocketAddressTest::keepsAddressAndPort()
{
    QFETCH(QHostAddress, address);
    QFETCH(quint16, port);
    QFETCH(int, family);
    QFETCH(QHostAddress, comesBackAs);
    const SocketAddress kernels = SocketAddress::of(address, port);
    QCOMPARE(int(kernels.storage.ss_family), family);
    QCOMPARE(kernels.port(), port);
    QCOMPARE(kernels.address(), comesBackAs);
    QCOMPARE(kernels.address().protocol(), comesBackAs.protocol());
}

void SocketAddressTest::isInTheKernelsByteOrder()
{
    const SocketAddress kernels = SocketAddress::of(QHostAddress("1.2.3.4"_L1), 0x0102);
    const auto *in = reinterpret_cast<const sockaddr_in *>(kernels.data());
    QCOMPARE(QByteArray(reinterpret_cast<const char *>(&in->sin_addr), 4), "\1\2\3\4");
    QCOMPARE(QByteArray(reinterpret_cast<const char *>(&in->sin_port), 2), "\1\2");
    QCOMPARE(kernels.length, socklen_t(sizeof(sockaddr_in)));
}

void SocketAddressTest::namesTheInterfaceOfALinkLocalAddress()
{
    const SocketAddress loopback = SocketAddress::of(QHostAddress("fe80::1%lo"_L1), 80);
    QCOMPARE(reinterpret_cast<const sockaddr_in6 *>(loopback.data())->sin6_scope_id, 1U);
    const SocketAddress none = SocketAddress::of(QHostAddress("fe80::1"_L1), 80);
    QCOMPARE(reinterpret_cast<const sockaddr_in6 *>(none.data())->sin6_scope_id, 0U);
}

void SocketAddressTest::knowsWhatADescriptorIsBoundTo_data()
{
    QTest::addColumn<QHostAddress>("address");

    QTest::newRow("IPv4") << QHostAddress(QHostAddress::LocalHost);
    QTest::newRow("IPv6") << QHostAddress(QHostAddress::LocalHostIPv6);
}

void SocketAddressTest::knowsWhatADescriptorIsBoundTo()
{
    QFETCH(QHostAddress, address);
    SocketAddress wanted = SocketAddress::of(address, 0);
    const int descriptor = ::socket(wanted.storage.ss_family, SOCK_STREAM, 0);
    if (descriptor < 0 || ::bind(descriptor, wanted.data(), wanted.length) != 0) {
        ::close(descriptor);
        QSKIP("This machine has no such address.");
    }
    const SocketAddress bound = SocketAddress::localOf(descriptor);
    ::close(descriptor);
    QCOMPARE(bound.address(), address);
    QVERIFY(bound.port() > 0);
    QCOMPARE(bound.length, wanted.length);
}

void SocketAddressTest::isNoAddressForWhatIsNoSocket()
{
    const SocketAddress nothing = SocketAddress::localOf(-1);
    QVERIFY(nothing.address().isNull());
    QCOMPARE(nothing.port(), quint16(0));
}

QTEST_GUILESS_MAIN(SocketAddressTest)
#include "tst_socketaddress.moc"

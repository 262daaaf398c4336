// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/client/serveraddress.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class ServerAddressTest : public QObject
{
    Q_OBJECT

private slots:
    void parses_data();
    void parses();
    void refuses_data();
    void refuses();
    void isWrittenAsItIsRead();
};

void ServerAddressTest::parses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("socketPath");

    const QString none;
    QTest::newRow("https") << u"https://chat.example.org"_s << u"https://chat.example.org"_s
                           << none;
    QTest::newRow("a slash at the end")
        << u"https://chat.example.org/"_s << u"https://chat.example.org"_s << none;
    QTest::newRow("port") << u"http://127.0.0.1:3000"_s << u"http://127.0.0.1:3000"_s << none;
    QTest::newRow("path") << u"https://example.org/chat/"_s << u"https://example.org/chat"_s
                          << none;
    QTest::newRow("a name alone") << u"chat.example.org"_s << u"https://chat.example.org"_s << none;
    QTest::newRow("IPv6") << u"http://[::1]:3000"_s << u"http://[::1]:3000"_s << none;
    QTest::newRow("letters of the world")
        << u"https://b\u00fccher.example"_s << u"https://xn--bcher-kva.example"_s << none;
    QTest::newRow("socket") << u"unix:/run/linnet/operator.sock"_s << u"http://localhost"_s
                            << u"/run/linnet/operator.sock"_s;
}

void ServerAddressTest::parses()
{
    QFETCH(QString, text);
    const auto address = parseServerAddress(text);
    QVERIFY(address);
    QTEST(address->url, "url");
    QTEST(address->socketPath, "socketPath");
}

void ServerAddressTest::refuses_data()
{
    QTest::addColumn<QString>("text");

    QTest::newRow("nothing") << QString();
    QTest::newRow("other scheme") << u"ftp://example.org"_s;
    QTest::newRow("file") << u"file:///etc/passwd"_s;
    QTest::newRow("no host") << u"https://"_s;
    QTest::newRow("a name and a password") << u"https://a:b@example.org"_s;
    QTest::newRow("a query") << u"https://example.org/?a=b"_s;
    QTest::newRow("a space") << u"https://exam ple.org"_s;
    QTest::newRow("relative socket") << u"unix:operator.sock"_s;
}

void ServerAddressTest::refuses()
{
    QFETCH(QString, text);
    const auto address = parseServerAddress(text);
    QVERIFY(!address);
    QCOMPARE(address.error().code, "server_address"_L1);
    QVERIFY(address.error().message.contains(text));
}

void ServerAddressTest::isWrittenAsItIsRead()
{
    for (const QString &text : {u"unix:/run/a.sock"_s, u"https://chat.example.org"_s})
        QCOMPARE(parseServerAddress(text)->toString(), text);
}

QTEST_GUILESS_MAIN(ServerAddressTest)
#include "tst_serveraddress.moc"

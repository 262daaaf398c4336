// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/websockethandshake.h"
#include "tests/server/net/upgraderequest.h"

#include <QTest>

using namespace linnet;
using namespace linnet::net;

class TestWebSocketHandshake : public QObject
{
    Q_OBJECT

private slots:
    void judgesTheHandshake_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("status");
        QTest::newRow("well-formed") << QByteArray("host") << QByteArray("x") << 0;
        QTest::newRow("version 8") << QByteArray("sec-websocket-version") << QByteArray("8") << 426;
        QTest::newRow("short key") << QByteArray("sec-websocket-key") << QByteArray("AAAA") << 400;
        QTest::newRow("key that is not base64")
            << QByteArray("sec-websocket-key") << QByteArray("!!!!IHNhbXBsZSBub25jZQ==") << 400;
        QTest::newRow("no upgrade in Connection")
            << QByteArray("connection") << QByteArray("keep-alive") << 400;
    }

    void judgesTheHandshake()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        auto request = test::upgradeRequest();
        request.headers.set(name, value);
        QVERIFY(handshake::isRequested(request));
        const auto refusal = handshake::refusal(request);
        QTEST(refusal ? refusal->status : 0, "status");
    }

    void refusesTwoKeysAndOtherMethods()
    {
        auto twoKeys = test::upgradeRequest();
        twoKeys.headers.add("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
        QVERIFY(handshake::refusal(twoKeys));
        auto post = test::upgradeRequest();
        post.method = "POST";
        QVERIFY(handshake::refusal(post));
    }

    void isNotAskedForByOtherUpgrades()
    {
        auto request = test::upgradeRequest();
        request.headers.set("upgrade", "h2c");
        QVERIFY(!handshake::isRequested(request));
        request.headers.set("upgrade", "h2c, WebSocket");
        QVERIFY(handshake::isRequested(request));
    }

    void acceptsWhatQtAccepted()
    {
        constexpr QByteArrayView FromQt = "HTTP/1.1 101 Switching Protocols\r\nServer: x\r\n"
                                          "sec-websocket-ACCEPT: abc=\r\n\r\n";
        QCOMPARE(handshake::acceptance(FromQt, {}),
                 QByteArray("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                            "Connection: Upgrade\r\nSec-WebSocket-Accept: abc=\r\n\r\n"));
    }

    void listsWhatIsOffered_data()
    {
        QTest::addColumn<QByteArrayList>("fields");
        QTest::addColumn<QByteArrayList>("offers");
        QTest::newRow("nothing") << QByteArrayList() << QByteArrayList();
        QTest::newRow("several") << QByteArrayList{"b, a"} << QByteArrayList{"b", "a"};
        QTest::newRow("in several fields")
            << QByteArrayList{"b,c", "\ta"} << QByteArrayList{"b", "c", "a"};
        QTest::newRow("what is no token") << QByteArrayList{", a b, c\"d,e"} << QByteArrayList{"e"};
    }

    void listsWhatIsOffered()
    {
        QFETCH(QByteArrayList, fields);
        Request request;
        for (const QByteArray &field : fields)
            request.headers.add("sec-websocket-protocol", field);
        QTEST(handshake::offeredSubprotocols(request), "offers");
    }

    void acceptsNothingThatQtDidNot_data()
    {
        QTest::addColumn<QByteArray>("fromQt");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("400") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n");
        QTest::newRow("no key") << QByteArray("HTTP/1.1 101 Switching Protocols\r\n\r\n");
    }

    void acceptsNothingThatQtDidNot()
    {
        QFETCH(QByteArray, fromQt);
        QVERIFY(handshake::acceptance(fromQt, "linnet.v1").isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestWebSocketHandshake)
#include "tst_websockethandshake.moc"

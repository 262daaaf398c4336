// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/enginepacket.h"

#include <QTest>

using namespace linnet::socketio;
using namespace Qt::StringLiterals;
using Type = EnginePacket::Type;

class EnginePacketTest : public QObject
{
    Q_OBJECT

private slots:
    void readsEveryType_data();
    void readsEveryType();
    void refusesOtherTexts_data();
    void refusesOtherTexts();
    void carriesBytesAsTheVersionWants();
};

void EnginePacketTest::readsEveryType_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Type>("type");
    QTest::addColumn<QByteArray>("data");

    QTest::newRow("open") << "0{}"_ba << Type::Open << "{}"_ba;
    QTest::newRow("close") << "1"_ba << Type::Close << ""_ba;
    QTest::newRow("probe") << "2probe"_ba << Type::Ping << "probe"_ba;
    QTest::newRow("pong") << "3"_ba << Type::Pong << ""_ba;
    QTest::newRow("message") << "4\xE2\x82\xAC"_ba << Type::Message << "\xE2\x82\xAC"_ba;
    QTest::newRow("upgrade") << "5"_ba << Type::Upgrade << ""_ba;
    QTest::newRow("noop") << "6"_ba << Type::Noop << ""_ba;
}

void EnginePacketTest::readsEveryType()
{
    QFETCH(QByteArray, text);
    QFETCH(Type, type);
    QFETCH(QByteArray, data);
    const auto packet = decodeText(text);
    QCOMPARE(packet, (EnginePacket{type, data}));
    QCOMPARE(encodeText(*packet), text);
}

void EnginePacketTest::refusesOtherTexts_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("nothing") << ""_ba;
    QTest::newRow("type 7") << "7"_ba;
    QTest::newRow("before zero") << "/"_ba;
    QTest::newRow("a letter") << "abc"_ba;
    QTest::newRow("NUL") << QByteArray(1, '\0');
    QTest::newRow("high byte") << "\xFF"_ba;
}

void EnginePacketTest::refusesOtherTexts()
{
    QFETCH(QByteArray, text);
    QVERIFY(!decodeText(text));
}

void EnginePacketTest::carriesBytesAsTheVersionWants()
{
    const EnginePacket packet{Type::Message, "\1\2", true};
    QCOMPARE(encodeBinary("\1\2", EngineVersion::V4), "\1\2"_ba);
    QCOMPARE(encodeBinary("\1\2", EngineVersion::V3), "\4\1\2"_ba);
    QCOMPARE(decodeBinary("\1\2", EngineVersion::V4), packet);
    QCOMPARE(decodeBinary("\4\1\2", EngineVersion::V3), packet);
    QVERIFY(!decodeBinary("\1\2", EngineVersion::V3));
    QVERIFY(!decodeBinary("", EngineVersion::V3));
    QVERIFY(decodeBinary("", EngineVersion::V4));
}

QTEST_GUILESS_MAIN(EnginePacketTest)
#include "tst_enginepacket.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/enginepayload.h"

#include <QTest>

using namespace linnet::socketio;
using namespace Qt::StringLiterals;
using Packets = std::vector<EnginePacket>;
using Type = EnginePacket::Type;

class EnginePayloadTest : public QObject
{
    Q_OBJECT

private slots:
    void encodesAndDecodes_data();
    void encodesAndDecodes();
    void refuses_data();
    void refuses();
    void boundsTheNumberOfPackets_data();
    void boundsTheNumberOfPackets();
    void sendsBytesAsTextWhereAsked();
    void refusesBytesOfVersion4();
};

void EnginePayloadTest::encodesAndDecodes_data()
{
    QTest::addColumn<EngineVersion>("version");
    QTest::addColumn<Packets>("packets");
    QTest::addColumn<QByteArray>("body");

    const Packets hello = {{Type::Message, "hello"}};
    const Packets mixed = {{Type::Ping},
                           {Type::Message, "\xE2\x82\xAC\xF0\x9F\x91\x8D"},
                           {Type::Message, "\1\2\3\4", true}};
    QTest::newRow("4, one") << EngineVersion::V4 << hello << "4hello"_ba;
    QTest::newRow("4, mixed") << EngineVersion::V4 << mixed
                              << "2\x1e"
                                 "4\xE2\x82\xAC\xF0\x9F\x91\x8D\x1e"
                                 "bAQIDBA=="_ba;
    QTest::newRow("3, one") << EngineVersion::V3 << hello << "6:4hello"_ba;
    QTest::newRow("3, counted in UTF-16") << EngineVersion::V3 << Packets{mixed[0], mixed[1]}
                                          << "1:2"
                                             "4:4\xE2\x82\xAC\xF0\x9F\x91\x8D"_ba;
    QTest::newRow("3, binary") << EngineVersion::V3 << mixed
                               << QByteArray("\0\1\xff"
                                             "2"
                                             "\0\10\xff"
                                             "4\xE2\x82\xAC\xF0\x9F\x91\x8D"
                                             "\1\5\xff\4\1\2\3\4",
                                             23);
    QTest::newRow("3, long binary")
        << EngineVersion::V3 << Packets{{Type::Message, QByteArray(122, 'x'), true}}
        << "\1\1\2\3\xff\4"_ba + QByteArray(122, 'x');
}

void EnginePayloadTest::encodesAndDecodes()
{
    QFETCH(EngineVersion, version);
    QFETCH(Packets, packets);
    QFETCH(QByteArray, body);
    const EnginePayload payload = encodePayload(packets, {version, false});
    QCOMPARE(payload.body, body);
    QCOMPARE(payload.isBinary, version == EngineVersion::V3 && packets.back().isBinary);
    const auto decoded = decodePayload(payload, version, packets.size());
    QVERIFY(decoded);
    QVERIFY(*decoded == packets);
}

void EnginePayloadTest::refuses_data()
{
    QTest::addColumn<EngineVersion>("version");
    QTest::addColumn<bool>("isBinary");
    QTest::addColumn<QByteArray>("body");

    const auto v3 = EngineVersion::V3;
    const auto v4 = EngineVersion::V4;
    QTest::newRow("4, nothing") << v4 << false << ""_ba;
    QTest::newRow("4, separator alone") << v4 << false << "\x1e"_ba;
    QTest::newRow("4, separator last") << v4 << false << "4a\x1e"_ba;
    QTest::newRow("4, bad base64") << v4 << false << "bA*=="_ba;
    QTest::newRow("4, invalid UTF-8") << v4 << false << "4\xC0\x80"_ba;
    QTest::newRow("3, nothing") << v3 << false << ""_ba;
    QTest::newRow("3, no colon") << v3 << false << "6"_ba;
    QTest::newRow("3, too little") << v3 << false << "7:4hello"_ba;
    QTest::newRow("3, too much") << v3 << false << "6:4hello!"_ba;
    QTest::newRow("3, length zero") << v3 << false << "0:"_ba;
    QTest::newRow("3, a sign") << v3 << false << "+1:2"_ba;
    QTest::newRow("3, ten digits") << v3 << false << "0000000001:2"_ba;
    QTest::newRow("3, half a pair") << v3 << false << "2:4\xF0\x9F\x91\x8D"_ba;
    QTest::newRow("3, bytes of another type") << v3 << false << "6:b3AQID"_ba;
    QTest::newRow("3, binary cut") << v3 << true
                                   << QByteArray("\0\6\xff"
                                                 "4hell",
                                                 8);
    QTest::newRow("3, binary without an end") << v3 << true << QByteArray("\0\1\1", 3);
    QTest::newRow("3, binary without digits") << v3 << true
                                              << QByteArray("\0\xff"
                                                            "4",
                                                            3);
    QTest::newRow("3, digit ten") << v3 << true
                                  << QByteArray("\0\12\xff"
                                                "4",
                                                4);
    QTest::newRow("3, unknown kind") << v3 << true
                                     << "\2\1\xff"
                                        "4"_ba;
    QTest::newRow("3, high kind") << v3 << true
                                  << "\xff\1\xff"
                                     "4"_ba;
    QTest::newRow("3, kind alone") << v3 << true << QByteArray(1, '\0');
    QTest::newRow("3, binary with invalid UTF-8") << v3 << true
                                                  << QByteArray("\0\2\xff"
                                                                "4\xff",
                                                                5);
}

void EnginePayloadTest::refuses()
{
    QFETCH(EngineVersion, version);
    QFETCH(bool, isBinary);
    QFETCH(QByteArray, body);
    QVERIFY(!decodePayload({body, isBinary}, version, 100));
}

void EnginePayloadTest::boundsTheNumberOfPackets_data()
{
    QTest::addColumn<EngineVersion>("version");

    QTest::newRow("4") << EngineVersion::V4;
    QTest::newRow("3") << EngineVersion::V3;
}

void EnginePayloadTest::boundsTheNumberOfPackets()
{
    QFETCH(EngineVersion, version);
    const EnginePayload payload = encodePayload(Packets(100, {Type::Ping}), {version, true});
    QVERIFY(decodePayload(payload, version, 100));
    QVERIFY(!decodePayload(payload, version, 99));
}

void EnginePayloadTest::sendsBytesAsTextWhereAsked()
{
    const EnginePayload payload =
        encodePayload({{Type::Message, "\1\2\3\4", true}}, {EngineVersion::V3, true});
    QCOMPARE(payload.body, "10:b4AQIDBA=="_ba);
    QVERIFY(!payload.isBinary);
}

void EnginePayloadTest::refusesBytesOfVersion4()
{
    QVERIFY(!decodePayload({"4hello", true}, EngineVersion::V4, 100));
}

QTEST_GUILESS_MAIN(EnginePayloadTest)
#include "tst_enginepayload.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/packet.h"

#include <QTest>

using namespace linnet::socketio;
using namespace Qt::StringLiterals;
using Type = Packet::Type;

class PacketTest : public QObject
{
    Q_OBJECT

private slots:
    void readsAndWrites_data();
    void readsAndWrites();
    void toleratesTheCommaToBeMissing();
    void refuses_data();
    void refuses();
};

void PacketTest::readsAndWrites_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Type>("type");
    QTest::addColumn<QByteArray>("nameSpace");
    QTest::addColumn<qint64>("id"); // -1: none.
    QTest::addColumn<int>("attachments");
    QTest::addColumn<QByteArray>("data");

    const QByteArray main = "/";
    QTest::newRow("connect") << "0"_ba << Type::Connect << main << qint64(-1) << 0 << ""_ba;
    QTest::newRow("connect with data") << R"(0/admin,{"t":"1"})"_ba << Type::Connect << "/admin"_ba
                                       << qint64(-1) << 0 << R"({"t":"1"})"_ba;
    QTest::newRow("disconnect") << "1/admin,"_ba << Type::Disconnect << "/admin"_ba << qint64(-1)
                                << 0 << ""_ba;
    QTest::newRow("event") << R"(2["a",1.50])"_ba << Type::Event << main << qint64(-1) << 0
                           << R"(["a",1.50])"_ba;
    QTest::newRow("event that wants an answer") << R"(2/admin,456["a"])"_ba << Type::Event
                                                << "/admin"_ba << qint64(456) << 0 << R"(["a"])"_ba;
    QTest::newRow("event with a number for a name")
        << "2[1]"_ba << Type::Event << main << qint64(-1) << 0 << "[1]"_ba;
    QTest::newRow("answer") << "3/admin,456[]"_ba << Type::Ack << "/admin"_ba << qint64(456) << 0
                            << "[]"_ba;
    QTest::newRow("error") << R"(4{"message":"no"})"_ba << Type::ConnectError << main << qint64(-1)
                           << 0 << R"({"message":"no"})"_ba;
    QTest::newRow("binary event") << R"(52-/admin,7["a"])"_ba << Type::BinaryEvent << "/admin"_ba
                                  << qint64(7) << 2 << R"(["a"])"_ba;
    QTest::newRow("binary answer")
        << R"(61-7[1])"_ba << Type::BinaryAck << main << qint64(7) << 1 << "[1]"_ba;
    QTest::newRow("largest id") << R"(29007199254740991["a"])"_ba << Type::Event << main
                                << qint64(9007199254740991) << 0 << R"(["a"])"_ba;
}

void PacketTest::readsAndWrites()
{
    QFETCH(QByteArray, text);
    const auto packet = parsePacket(text);
    QVERIFY(packet);
    QTEST(packet->type, "type");
    QTEST(packet->nameSpace, "nameSpace");
    QTEST(packet->id ? qint64(*packet->id) : -1, "id");
    QTEST(packet->attachments, "attachments");
    QTEST(packet->data, "data");
    QCOMPARE(encode(*packet), text);
}

void PacketTest::toleratesTheCommaToBeMissing()
{
    const auto packet = parsePacket("0/custom");
    QVERIFY(packet);
    QCOMPARE(packet->nameSpace, "/custom"_ba);
    QCOMPARE(packet->data, ""_ba);
}

void PacketTest::refuses_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("nothing") << ""_ba;
    QTest::newRow("type 7") << "7"_ba;
    QTest::newRow("letters") << "abc"_ba;
    QTest::newRow("connect with an array") << "0[]"_ba;
    QTest::newRow("connect with text") << R"(0"token")"_ba;
    QTest::newRow("disconnect with data") << "1{}"_ba;
    QTest::newRow("event without data") << "2"_ba;
    QTest::newRow("event with an object") << "2{}"_ba;
    QTest::newRow("event without a name") << "2[]"_ba;
    QTest::newRow("event with null for a name") << "2[null]"_ba;
    QTest::newRow("event with an array for a name") << R"(2[["a"]])"_ba;
    for (const char *reserved : {"connect", "connect_error", "disconnect", "disconnecting",
                                 "newListener", "removeListener"})
        QTest::newRow(reserved) << R"(2[")" + QByteArray(reserved) + R"("])";
    QTest::newRow("cut JSON") << R"(2["a)"_ba;
    QTest::newRow("two values") << R"(2["a"][])"_ba;
    QTest::newRow("id of letters") << R"(2abc["a"])"_ba;
    QTest::newRow("id with a sign") << R"(2-1["a"])"_ba;
    QTest::newRow("id too large") << R"(29007199254740992["a"])"_ba;
    QTest::newRow("endless id") << '2' + QByteArray(10'000, '1') + R"(["a"])";
    QTest::newRow("answer without an id") << "3[]"_ba;
    QTest::newRow("answer with an object") << "31{}"_ba;
    QTest::newRow("answer without data") << "31"_ba;
    QTest::newRow("error without data") << "4"_ba;
    QTest::newRow("binary without a number") << R"(5-["a"])"_ba;
    QTest::newRow("binary without a dash") << R"(51["a"])"_ba;
    QTest::newRow("too many attachments") << R"(565-["a"])"_ba;
    QTest::newRow("endless number of attachments") << '5' + QByteArray(10'000, '9') + R"(-["a"])";
    QTest::newRow("endless namespace") << "0/" + QByteArray(10'000, 'x') + ',';
    QTest::newRow("nested deeply")
        << R"(2["a",)" + QByteArray(10'000, '[') + QByteArray(10'000, ']') + ']';
    QTest::newRow("invalid UTF-8") << "2[\"\xFF\"]"_ba;
}

void PacketTest::refuses()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parsePacket(text));
}

QTEST_GUILESS_MAIN(PacketTest)
#include "tst_packet.moc"

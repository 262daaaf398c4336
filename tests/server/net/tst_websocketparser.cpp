// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/websocketparser.h"
#include "tests/support/patience.h"

#include <QElapsedTimer>
#include <QTest>
#include <QtEndian>

using namespace linnet::net;

namespace {

constexpr qint64 MaxMessage = 70000;
constexpr int MaxFragments = 8;

//! \brief What a parser made of some input.
struct Outcome
{
    std::vector<WebSocketUnit> units;
    quint16 violation = 0;
};

//! \return \p hex without its spaces, as bytes.
QByteArray bytes(const char *hex)
{
    return QByteArray::fromHex(hex);
}

//! \return a frame of a client, masked with the key 37 fa 21 3d.
QByteArray frame(uchar first, const QByteArray &payload)
{
    const auto key = bytes("37fa213d");
    QByteArray frame(1, char(first));
    if (payload.size() < 126) {
        frame += char(0x80 | payload.size());
    } else if (payload.size() <= 0xffff) {
        const auto size = qToBigEndian(quint16(payload.size()));
        frame += char(0xfe) + QByteArray(reinterpret_cast<const char *>(&size), 2);
    } else {
        const auto size = qToBigEndian(quint64(payload.size()));
        frame += char(0xff) + QByteArray(reinterpret_cast<const char *>(&size), 8);
    }
    frame += key;
    for (qsizetype i = 0; i < payload.size(); ++i)
        frame += char(payload[i] ^ key[i % 4]);
    return frame;
}

Outcome parse(const QByteArray &input, qsizetype step)
{
    WebSocketParser parser(MaxMessage, MaxFragments);
    Outcome outcome;
    for (qsizetype at = 0; at < input.size(); at += step) {
        auto piece = QByteArrayView(input).sliced(at, qMin(step, input.size() - at));
        while (auto unit = parser.next(piece))
            outcome.units.push_back(std::move(*unit));
        if (!piece.isEmpty())
            qFatal("input was left over");
    }
    outcome.violation = parser.violation();
    return outcome;
}

//! Compares what is made of \p input in one piece, byte by byte, and in two odd steps.
void checkEveryWay(const QByteArray &input, const QByteArrayList &units, quint16 violation)
{
    for (const qsizetype step : {input.size(), qsizetype(1), qsizetype(3), qsizetype(7)}) {
        const auto outcome = parse(input, qMax(step, qsizetype(1)));
        QCOMPARE(outcome.violation, violation);
        QCOMPARE(qsizetype(outcome.units.size()), units.size());
        for (size_t i = 0; i < outcome.units.size(); ++i) {
            const auto &unit = outcome.units[i];
            const QByteArray name = unit.opcode == Opcode::Text ? "text:"
                : unit.opcode == Opcode::Binary                 ? "binary:"
                : unit.opcode == Opcode::Ping                   ? "ping:"
                : unit.opcode == Opcode::Pong                   ? "pong:"
                                              : "close " + QByteArray::number(unit.closeCode) + ':';
            QCOMPARE(name + unit.payload, units[qsizetype(i)]);
        }
    }
}

} // namespace

class TestWebSocketParser : public QObject
{
    Q_OBJECT

private slots:
    void assembles_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArrayList>("units");

        using List = QByteArrayList;
        const QByteArray kilo(1000, 'k');
        QTest::newRow("a text") << frame(0x81, "Hello") << List{"text:Hello"};
        QTest::newRow("an empty text") << frame(0x81, "") << List{"text:"};
        QTest::newRow("a binary") << frame(0x82, bytes("00ff80"))
                                  << List{"binary:" + bytes("00ff80")};
        for (const int size : {125, 126, 127, 65535, 65536, 70000}) {
            const QByteArray payload(size, 'x');
            QTest::addRow("a message of %d bytes", size)
                << frame(0x82, payload) << List{"binary:" + payload};
        }
        QTest::newRow("two in one piece")
            << frame(0x81, "a") + frame(0x82, "b") << List{"text:a", "binary:b"};
        QTest::newRow("fragments")
            << frame(0x01, "Hel") + frame(0x00, "") + frame(0x80, "lo") << List{"text:Hello"};
        QTest::newRow("as many fragments as allowed")
            << frame(0x02, "0") + frame(0x00, "1").repeated(MaxFragments - 2) + frame(0x80, "2")
            << List{"binary:01111112"};
        QTest::newRow("as many fragments as allowed, twice")
            << (frame(0x02, "0") + frame(0x00, "1").repeated(MaxFragments - 2) + frame(0x80, "2"))
                   .repeated(2)
            << List{"binary:01111112", "binary:01111112"};
        QTest::newRow("a ping") << frame(0x89, "hi") << List{"ping:hi"};
        QTest::newRow("a ping of 125 bytes")
            << frame(0x89, QByteArray(125, 'p')) << List{"ping:" + QByteArray(125, 'p')};
        QTest::newRow("an unsolicited pong") << frame(0x8a, "") << List{"pong:"};
        QTest::newRow("control frames between fragments") << frame(0x01, "a") + frame(0x89, "1")
                + frame(0x00, "b") + frame(0x8a, "2")
                + frame(0x80, "c") << List{"ping:1", "pong:2", "text:abc"};
        QTest::newRow("a close without a code") << frame(0x88, "") << List{"close 1005:"};
        QTest::newRow("a close between fragments")
            << frame(0x01, "a") + frame(0x88, bytes("03e8")) << List{"close 1000:"};
        QTest::newRow("a close with a reason")
            << frame(0x88, bytes("03e8") + "bye") << List{"close 1000:bye"};
        QTest::newRow("nothing after a close") << frame(0x88, bytes("03e9")) + frame(0x81, "late")
                + bytes("ffff") << List{"close 1001:"};
        for (const int code : {1000, 1001, 1002, 1003, 1007, 1011, 1014, 3000, 3999, 4000, 4999}) {
            const auto swapped = qToBigEndian(quint16(code));
            QTest::addRow("close code %d", code)
                << frame(0x88, QByteArray(reinterpret_cast<const char *>(&swapped), 2))
                << List{"close " + QByteArray::number(code) + ':'};
        }
        QTest::newRow("a character split between fragments") << frame(0x01, bytes("e282"))
                + frame(0x80, bytes("ac")) << List{"text:" + bytes("e282ac")};
        QTest::newRow("a ping inside a character")
            << frame(0x01, bytes("f09f")) + frame(0x89, bytes("ff")) + frame(0x80, bytes("9880"))
            << List{"ping:" + bytes("ff"), "text:" + bytes("f09f9880")};
        QTest::newRow("a byte order mark, NUL and non-characters")
            << frame(0x81, bytes("efbbbf00efbfbeefbfbff48fbfbf"))
            << List{"text:" + bytes("efbbbf00efbfbeefbfbff48fbfbf")};
        QTest::newRow("ASCII on both sides of other text")
            << frame(0x81, kilo + bytes("c3a9") + kilo)
            << List{"text:" + kilo + bytes("c3a9") + kilo};
        QTest::newRow("binary that is no UTF-8, after text") << frame(0x81, "a")
                + frame(0x82, bytes("ff")) << List{"text:a", "binary:" + bytes("ff")};
        QTest::newRow("an unfinished frame") << frame(0x81, "Hello").chopped(1) << List{};
    }

    void assembles()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArrayList, units);
        checkEveryWay(input, units, 0);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<int>("violation");

        for (const int first : {0xc1, 0xa1, 0x91, 0xf1, 0xc9, 0x98})
            QTest::addRow("reserved bits in %02x", first) << frame(uchar(first), "x") << 1002;
        for (const int opcode : {3, 4, 5, 6, 7, 0xb, 0xc, 0xd, 0xe, 0xf})
            QTest::addRow("opcode %x", opcode) << frame(uchar(0x80 | opcode), "") << 1002;
        QTest::newRow("an unmasked text") << bytes("810548656c6c6f") << 1002;
        QTest::newRow("an unmasked ping") << bytes("8900") << 1002;
        for (const int opcode : {8, 9, 0xa}) {
            QTest::addRow("fragmented control %x", opcode) << frame(uchar(opcode), "") << 1002;
            QTest::addRow("control %x of 126 bytes", opcode)
                << frame(uchar(0x80 | opcode), QByteArray(126, 'x')) << 1002;
        }
        QTest::newRow("a final continuation of nothing") << frame(0x80, "x") << 1002;
        QTest::newRow("a continuation of nothing") << frame(0x00, "x") << 1002;
        QTest::newRow("a continuation after the end")
            << frame(0x01, "a") + frame(0x80, "b") + frame(0x80, "c") << 1002;
        QTest::newRow("a text inside a message") << frame(0x01, "a") + frame(0x81, "b") << 1002;
        QTest::newRow("a binary inside a message") << frame(0x02, "a") + frame(0x02, "b") << 1002;
        QTest::newRow("125 in two bytes") << bytes("82fe007d00000000") << 1002;
        QTest::newRow("65535 in eight bytes") << bytes("82ff000000000000ffff00000000") << 1002;
        QTest::newRow("a length above 2^63") << bytes("82ff800000000000000000000000") << 1002;
        QTest::newRow("a length of 2^64 - 1") << bytes("82ffffffffffffffffff00000000") << 1002;
        QTest::newRow("one byte too many announced")
            << bytes("82ff000000000001117100000000") << 1009;
        QTest::newRow("2^63 - 1 bytes announced") << bytes("82ff7fffffffffffffff00000000") << 1009;
        QTest::newRow("one byte too many in fragments")
            << frame(0x02, QByteArray(MaxMessage - 1, 'x')) + bytes("808200000000") << 1009;
        QTest::newRow("one fragment too many")
            << frame(0x02, "") + frame(0x00, "").repeated(MaxFragments) << 1009;
        QTest::newRow("a close of one byte") << frame(0x88, "x") << 1002;
        for (const int code :
             {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535}) {
            const auto swapped = qToBigEndian(quint16(code));
            QTest::addRow("close code %d", code)
                << frame(0x88, QByteArray(reinterpret_cast<const char *>(&swapped), 2)) << 1002;
        }
        QTest::newRow("a close whose reason is no UTF-8")
            << frame(0x88, bytes("03e8ceba80")) << 1007;
        QTest::newRow("a close whose reason ends within a character")
            << frame(0x88, bytes("03e8e282")) << 1007;
        for (const char *text :
             {"80",       "bf",       "c0af",       "c1bf",   "e080af",
              "e09fbf",   "f08080af", "f08fbfbf",   "eda080", "edbfbf",
              "f4908080", "f5808080", "f888808080", "fe",     "ff",
              "e28228",   "c3",       "e282",       "f09f98", "6161616161616161ff"}) {
            QTest::addRow("the text %s", text) << frame(0x81, bytes(text)) << 1007;
        }
        QTest::newRow("a text that ends within a character, in fragments")
            << frame(0x01, "a") + frame(0x80, bytes("e282")) << 1007;
    }

    void refuses()
    {
        QFETCH(QByteArray, input);
        QFETCH(int, violation);
        // What follows a violation must not be looked at.
        for (const auto &after : {QByteArray(), frame(0x81, "after")}) {
            for (const qsizetype step : {input.size(), qsizetype(1)}) {
                const auto outcome = parse(input + after, step);
                QCOMPARE(int(outcome.violation), violation);
                for (const auto &unit : outcome.units)
                    QVERIFY(unit.payload != "after");
            }
        }
    }

    void refusesTextAtItsFirstWrongByte()
    {
        const auto whole = frame(0x01, "ok" + bytes("ceba") + bytes("f490") + "more");
        auto upToTheFault = QByteArrayView(whole).first(6 + 6);
        WebSocketParser parser(MaxMessage, MaxFragments);
        QVERIFY(!parser.next(upToTheFault));
        QCOMPARE(parser.violation(), CloseCode::InvalidText);
    }

    void refusesALengthBeforeAnyOfItArrives()
    {
        auto head =
            QByteArrayView("\x82\xff\0\0\0\0\x40\0\0\0", 10).toByteArray() + bytes("00000000");
        QByteArrayView input = head;
        WebSocketParser parser(MaxMessage, MaxFragments);
        QVERIFY(!parser.next(input));
        QCOMPARE(parser.violation(), CloseCode::TooLarge);
    }

    void tellsHowMuchIsUnfinished()
    {
        const auto whole = frame(0x81, "before") + frame(0x01, "Hello") + frame(0x80, ", you");
        QByteArrayView most = QByteArrayView(whole).chopped(3);
        WebSocketParser parser(MaxMessage, MaxFragments);
        QVERIFY(parser.next(most));
        QCOMPARE(parser.unfinished(), 0);
        QVERIFY(!parser.next(most));
        QCOMPARE(parser.unfinished(), 7);
        QByteArrayView rest = QByteArrayView(whole).last(3);
        QVERIFY(parser.next(rest));
        QCOMPARE(parser.unfinished(), 0);
    }

    void takesManyFragmentsInLinearTime()
    {
        constexpr int Count = 65536;
        const auto time = [](int count) {
            const auto input = frame(0x02, QByteArray(256, 'x'))
                + frame(0x00, QByteArray(256, 'x')).repeated(count - 2)
                + frame(0x80, QByteArray(256, 'x'));
            WebSocketParser parser(16 << 20, Count);
            QByteArrayView rest = input;
            QElapsedTimer timer;
            timer.start();
            const auto unit = parser.next(rest);
            const auto elapsed = timer.nsecsElapsed();
            return unit && unit->payload == QByteArray(count * 256, 'x') ? elapsed : -1;
        };
        double ratio = 0;
        const auto isLinear = [&] {
            const auto quarter = time(Count / 4);
            const auto whole = time(Count);
            ratio = double(whole) / double(quarter);
            // Quadratic would be 16 times; memory allocation is allowed its share.
            return quarter > 0 && whole > 0 && ratio < 10;
        };
        QVERIFY2(linnet::test::onceInTenTries(isLinear), qPrintable(QString::number(ratio)));
    }
};

QTEST_GUILESS_MAIN(TestWebSocketParser)
#include "tst_websocketparser.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/ws/wsmessage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class WsMessageTest : public QObject
{
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void writes_data();
    void writes();
};

void WsMessageTest::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<QByteArray>("data");

    QTest::newRow("request") << R"({"id":1,"event":"e","data":{"b":1.0,"a":2}})"_ba
                             << "1"_ba
                             << "e"_ba
                             << R"({"b":1.0,"a":2})"_ba;
    QTest::newRow("any order, space and more")
        << R"( { "data" : [1] , "x":{}, "event" : "e" , "id":"q" } )"_ba
        << R"("q")"_ba
        << "e"_ba
        << "[1]"_ba;
    QTest::newRow("no answer wanted") << R"({"event":"e"})"_ba
                                      << ""_ba
                                      << "e"_ba
                                      << "null"_ba;
    QTest::newRow("null for an id") << R"({"event":"e","id":null})"_ba
                                    << ""_ba
                                    << "e"_ba
                                    << "null"_ba;
    QTest::newRow("escaped name") << R"({"event":"\u0065"})"_ba
                                  << ""_ba
                                  << "e"_ba
                                  << "null"_ba;
    QTest::newRow("answer") << R"({"id":"7","data":true})"_ba
                            << R"("7")"_ba
                            << ""_ba
                            << "true"_ba;
}

void WsMessageTest::reads()
{
    QFETCH(QByteArray, text);
    const auto message = parseWsMessage(text);
    QVERIFY(message);
    QTEST(message->id, "id");
    QTEST(message->event, "event");
    QTEST(message->data, "data");
}

void WsMessageTest::refuses_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("nothing") << ""_ba;
    QTest::newRow("not JSON") << R"({"event":"e",})"_ba;
    QTest::newRow("an array") << R"(["e"])"_ba;
    QTest::newRow("empty object") << "{}"_ba;
    QTest::newRow("only data") << R"({"data":1})"_ba;
    QTest::newRow("empty event") << R"({"event":""})"_ba;
    QTest::newRow("number for an event") << R"({"event":1})"_ba;
    QTest::newRow("object for an id") << R"({"event":"e","id":{}})"_ba;
    QTest::newRow("a long id") << R"({"event":"e","id":")" + QByteArray(100, 'x') + R"("})";
    QTest::newRow("nested deeply")
        << R"({"event":"e","data":)" + QByteArray(10'000, '[') + QByteArray(10'000, ']') + '}';
}

void WsMessageTest::refuses()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseWsMessage(text));
}

void WsMessageTest::writes_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<bool>("isError");
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("event") << ""_ba
                           << "e\"x"_ba << false << R"({"event":"e\"x","data":[1]})"_ba;
    QTest::newRow("answer") << R"("q")"_ba
                            << ""_ba << false << R"({"id":"q","data":[1]})"_ba;
    QTest::newRow("error") << "7"_ba
                           << ""_ba << true << R"({"id":7,"error":[1]})"_ba;
    QTest::newRow("question") << "7"_ba
                              << "e"_ba << false << R"({"id":7,"event":"e","data":[1]})"_ba;
}

void WsMessageTest::writes()
{
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, event);
    QFETCH(bool, isError);
    QTEST(encode({id, event, "[1]", isError}), "text");
}

QTEST_GUILESS_MAIN(WsMessageTest)
#include "tst_wsmessage.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/placeholders.h"

#include <QTest>

using namespace linnet;
using namespace linnet::socketio;
using namespace Qt::StringLiterals;

class PlaceholdersTest : public QObject
{
    Q_OBJECT

private slots:
    void renumbers_data();
    void renumbers();
    void refuses_data();
    void refuses();
    void cutsTheFirstValueOff();
    void leavesOutAttachmentsThatNobodyMeans();
};

void PlaceholdersTest::renumbers_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("result");
    QTest::addColumn<QByteArrayList>("attachments");

    const QByteArray first = R"({"_placeholder":true,"num":0})";
    const QByteArray second = R"({"_placeholder":true,"num":1})";
    const QByteArray inOrder = '[' + first + ',' + second + ']';
    QTest::newRow("in order") << inOrder << inOrder << QByteArrayList{"A", "B"};
    QTest::newRow("turned around")
        << '[' + second + ',' + first + ']' << inOrder << QByteArrayList{"B", "A"};
    QTest::newRow("deep inside") << R"([{"a":[)" + second + R"(],"b":)" + first + "}]"
                                 << R"([{"a":[)" + first + R"(],"b":)" + second + "}]"
                                 << QByteArrayList{"B", "A"};
    QTest::newRow("members turned around, with space")
        << R"([{ "num" : 1, "_placeholder" : true },)" + first + ']' << inOrder
        << QByteArrayList{"B", "A"};
    QTest::newRow("in a string it is a string")
        << R"(["{\"_placeholder\":true,\"num\":9}",)" + first + ',' + second + ']'
        << R"(["{\"_placeholder\":true,\"num\":9}",)" + first + ',' + second + ']'
        << QByteArrayList{"A", "B"};
    QTest::newRow("false is none")
        << R"([{"_placeholder":false,"num":9},)" + first + ',' + second + ']'
        << R"([{"_placeholder":false,"num":9},)" + first + ',' + second + ']'
        << QByteArrayList{"A", "B"};
}

void PlaceholdersTest::renumbers()
{
    QFETCH(QByteArray, json);
    const auto result = renumbered({json, {"A", "B"}});
    QVERIFY(result);
    QTEST(result->json, "result");
    QTEST(QByteArrayList(result->attachments.begin(), result->attachments.end()), "attachments");
}

void PlaceholdersTest::refuses_data()
{
    QTest::addColumn<QByteArray>("json");

    QTest::newRow("none") << "[]"_ba;
    QTest::newRow("a number too high") << R"([{"_placeholder":true,"num":1}])"_ba;
    QTest::newRow("a negative number") << R"([{"_placeholder":true,"num":-1}])"_ba;
    QTest::newRow("a huge number") << R"([{"_placeholder":true,"num":99999999999}])"_ba;
    QTest::newRow("no number") << R"([{"_placeholder":true}])"_ba;
    QTest::newRow("text for a number") << R"([{"_placeholder":true,"num":"0"}])"_ba;
    QTest::newRow("the same twice")
        << R"([{"_placeholder":true,"num":0},{"_placeholder":true,"num":0}])"_ba;
}

void PlaceholdersTest::refuses()
{
    QFETCH(QByteArray, json);
    QVERIFY(!renumbered({json, {"A"}}));
}

void PlaceholdersTest::cutsTheFirstValueOff()
{
    QCOMPARE(tail({R"(["name", 1.0 ,{"b":1, "a":2} ])"})->json, R"([1.0 ,{"b":1, "a":2}])"_ba);
    QCOMPARE(tail({R"(["a,]\"}", 1])"})->json, "[1]"_ba);
    QCOMPARE(tail({R"( [{"a":[1,2]} , [3] ] )"})->json, "[[3]]"_ba);
    QCOMPARE(tail({R"(["name"])"})->json, "[]"_ba);
    QCOMPARE(tail({"[ ]"})->json, "[]"_ba);
}

void PlaceholdersTest::leavesOutAttachmentsThatNobodyMeans()
{
    const auto rest =
        tail({R"([{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}])", {"A", "B"}});
    QCOMPARE(rest->json, R"([{"_placeholder":true,"num":0}])"_ba);
    QCOMPARE(rest->attachments, std::vector<QByteArray>{"B"});
}

QTEST_GUILESS_MAIN(PlaceholdersTest)
#include "tst_placeholders.moc"

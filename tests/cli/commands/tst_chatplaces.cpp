// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/chatplaces.h"

#include <QTest>

using namespace linnet::cli;
using namespace Qt::StringLiterals;

class ChatPlacesTest : public QObject
{
    Q_OBJECT

private slots:
    void knowsMessagesByTheirNames();
    void knowsHowFarAPlaceIs();
};

void ChatPlacesTest::knowsMessagesByTheirNames()
{
    ChatPlaces places;
    places.add({{"id"_L1, u"9"_s}, {"seq"_L1, 1}, {"clientId"_L1, u"own"_s}}, u"11"_s);
    places.add({{"id"_L1, u"10"_s}, {"seq"_L1, 2}, {"clientId"_L1, QJsonValue()}}, u"12"_s);
    QCOMPARE(places.find(u"9"_s),
             std::optional(QJsonObject{{"sender"_L1, u"11"_s}, {"clientMessageId"_L1, u"own"_s}}));
    QCOMPARE(places.find(u"10"_s).value()["clientMessageId"_L1].toString(), u"linnet:10"_s);
    QVERIFY(!places.find(u"11"_s));
}

void ChatPlacesTest::knowsHowFarAPlaceIs()
{
    ChatPlaces places;
    QVERIFY(places.upTo(100).isNull());
    places.add({{"id"_L1, u"9"_s}, {"seq"_L1, 3}}, u"11"_s);
    places.add({{"id"_L1, u"10"_s}, {"seq"_L1, 7}}, u"11"_s);
    QVERIFY(places.upTo(2).isNull());
    QCOMPARE(places.upTo(3)["clientMessageId"_L1].toString(), u"linnet:9"_s);
    QCOMPARE(places.upTo(6)["clientMessageId"_L1].toString(), u"linnet:9"_s);
    QCOMPARE(places.upTo(7)["clientMessageId"_L1].toString(), u"linnet:10"_s);
    QCOMPARE(places.upTo(100)["clientMessageId"_L1].toString(), u"linnet:10"_s);
}

QTEST_GUILESS_MAIN(ChatPlacesTest)
#include "tst_chatplaces.moc"

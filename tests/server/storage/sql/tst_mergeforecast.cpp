// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/mergeforecast.h"
#include "tests/server/storage/sql/mergefixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class MergeForecastTest : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatComesOfIt();
    void countsTheChatOfTheTwoForBoth();
    void changesNothing();
};

void MergeForecastTest::saysWhatComesOfIt()
{
    MergeFixture fixture;
    fixture.fill();
    const QJsonObject forecast = forecastMerger(fixture.connection(), fixture.merger).value();
    fixture.merge();
    QVERIFY(fixture.stores().erasures.eraseIdentity(fixture.from, test::at(60)));
    QJsonObject source = fixture.stores().merges.tally(fixture.from).value();
    QJsonObject target = fixture.stores().merges.tally(fixture.into).value();
    target.remove(u"identifiers"_s); // Of which storage does not decide.
    QCOMPARE(forecast["source"_L1].toObject(), source);
    QCOMPARE(forecast["target"_L1].toObject(), target);
}

void MergeForecastTest::countsTheChatOfTheTwoForBoth()
{
    MergeFixture fixture;
    const ConversationId chat = fixture.addDirect(fixture.from, fixture.into);
    fixture.say(chat, fixture.from);
    fixture.say(chat, fixture.from);
    fixture.say(chat, fixture.into);
    const QJsonObject forecast = forecastMerger(fixture.connection(), fixture.merger).value();
    fixture.merge();
    for (const auto &[name, user] :
         {std::pair("source"_L1, fixture.from), std::pair("target"_L1, fixture.into)}) {
        const QJsonObject tally = fixture.stores().merges.tally(user).value();
        QCOMPARE(forecast[name]["messages"_L1], tally["messages"_L1]);
        QCOMPARE(forecast[name]["conversations"_L1], tally["conversations"_L1]);
    }
}

void MergeForecastTest::changesNothing()
{
    MergeFixture fixture;
    fixture.fill();
    const QJsonObject before = fixture.stores().merges.tally(fixture.from).value();
    QVERIFY(forecastMerger(fixture.connection(), fixture.merger));
    QCOMPARE(fixture.stores().merges.tally(fixture.from).value(), before);
}

QTEST_GUILESS_MAIN(MergeForecastTest)
#include "tst_mergeforecast.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/params.h"

#include <QJsonArray>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class ParamsTest : public QObject
{
    Q_OBJECT

private slots:
    void readsIds();
    void takesWhatIsNoIdForOneThatIsNotThere_data();
    void takesWhatIsNoIdForOneThatIsNotThere();
    void readsTimes();
    void tellsEmptyTextFromNone();
};

void ParamsTest::readsIds()
{
    QCOMPARE(*userParam({{"id"_L1, "12"_L1}}, "id"_L1), UserId(12));
    QCOMPARE(*conversationParam({{"id"_L1, "13"_L1}}, "id"_L1), ConversationId(13));
    QCOMPARE(*messageParam({{"id"_L1, "14"_L1}}, "id"_L1), MessageId(14));
    const QJsonObject list{{"ids"_L1, QJsonArray{"1"_L1, "2"_L1}}};
    QCOMPARE(*usersParam(list, "ids"_L1), (std::vector{UserId(1), UserId(2)}));
    QVERIFY(usersParam({}, "ids"_L1)->empty());
    QVERIFY(!usersParam({{"ids"_L1, QJsonArray{"1"_L1, "x"_L1}}}, "ids"_L1));
}

void ParamsTest::takesWhatIsNoIdForOneThatIsNotThere_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("a word") << QJsonValue(u"direct"_s);
    QTest::newRow("a UUID") << QJsonValue(u"6f1e0cbe-93a1-4a3e-9df1-1f2f3a4b5c6d"_s);
    QTest::newRow("negative") << QJsonValue(u"-1"_s);
    QTest::newRow("padded") << QJsonValue(u"007"_s);
    QTest::newRow("over 64 bits") << QJsonValue(u"92233720368547758080"_s);
    QTest::newRow("number") << QJsonValue(12);
}

void ParamsTest::takesWhatIsNoIdForOneThatIsNotThere()
{
    QFETCH(QJsonValue, value);
    const QJsonObject params{{"id"_L1, value}};
    QCOMPARE(userParam(params, "id"_L1).error().kind, Error::Kind::NotFound);
    QCOMPARE(conversationParam(params, "id"_L1).error().kind, Error::Kind::NotFound);
    QCOMPARE(messageParam(params, "id"_L1).error().kind, Error::Kind::NotFound);
}

void ParamsTest::readsTimes()
{
    QVERIFY(!*timeParam({}, "before"_L1));
    const auto time = timeParam({{"before"_L1, "2026-01-31T09:05:00.042Z"_L1}}, "before"_L1);
    QVERIFY(time);
    QCOMPARE(toIso(**time), u"2026-01-31T09:05:00.042Z"_s);
    QVERIFY(!timeParam({{"before"_L1, ""_L1}}, "before"_L1));
    for (const char *none : {"", "undefined", "null"})
        QVERIFY(!*givenTimeParam({{"before"_L1, QLatin1String(none)}}, "before"_L1));
    QVERIFY(!*givenTimeParam({}, "before"_L1));
    QVERIFY(!givenTimeParam({{"before"_L1, "yesterday"_L1}}, "before"_L1));
    const auto wrong = timeParam({{"before"_L1, "yesterday"_L1}}, "before"_L1);
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().message, u"before must be an ISO-8601 time"_s);
}

void ParamsTest::tellsEmptyTextFromNone()
{
    QCOMPARE(textParam({{"a"_L1, QString()}}, "a"_L1), std::optional(QString()));
    QCOMPARE(textParam({}, "a"_L1), std::nullopt);
}

QTEST_GUILESS_MAIN(ParamsTest)
#include "tst_params.moc"

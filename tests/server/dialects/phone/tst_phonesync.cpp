// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/answerbody.h"
#include "server/dialects/phone/phonesync.h"

#include <QTest>

using namespace linnet;
using namespace linnet::phone;
using namespace Qt::StringLiterals;

class PhoneSyncTest : public QObject
{
    Q_OBJECT

private slots:
    void readsATime();
    void readsCursors();
    void refusesWhatIsNeither_data();
    void refusesWhatIsNeither();
    void answersWithCursorsOnlyWhereAsked();
};

void PhoneSyncTest::readsATime()
{
    QCOMPARE(syncParam({})->since, Timestamp{});
    QVERIFY(!syncParam({})->cursors);
    QCOMPARE(syncParam({{"lastSyncTimestamp"_L1, ""_L1}})->since, Timestamp{});
    const auto query = syncParam({{"lastSyncTimestamp"_L1, "2026-01-31T09:05:00Z"_L1}});
    QVERIFY(query);
    QCOMPARE(toIso(query->since), u"2026-01-31T09:05:00.000Z"_s);
}

void PhoneSyncTest::readsCursors()
{
    const QJsonObject cursors{{"5"_L1, 7}, {"nobody's"_L1, 1}};
    const auto query = syncParam({{"cursors"_L1, cursors}});
    QVERIFY(query);
    QVERIFY(query->cursors == (SyncResult::Cursors{{ConversationId(5), 7}}));
    QVERIFY(syncParam({{"cursors"_L1, QJsonObject()}})->cursors);
}

void PhoneSyncTest::refusesWhatIsNeither_data()
{
    QTest::addColumn<QJsonObject>("params");
    QTest::newRow("no time") << QJsonObject{{"lastSyncTimestamp"_L1, "soon"_L1}};
    QTest::newRow("negative") << QJsonObject{{"cursors"_L1, QJsonObject{{"5"_L1, -1}}}};
    QTest::newRow("text") << QJsonObject{{"cursors"_L1, QJsonObject{{"5"_L1, "7"_L1}}}};
}

void PhoneSyncTest::refusesWhatIsNeither()
{
    QFETCH(QJsonObject, params);
    const auto query = syncParam(params);
    QVERIFY(!query);
    QCOMPARE(query.error().kind, Error::Kind::InvalidInput);
}

void PhoneSyncTest::answersWithCursorsOnlyWhereAsked()
{
    SyncResult result;
    result.cursors[ConversationId(5)] = 9;
    result.hasMore = true;
    Member member;
    member.conversation = ConversationId(5);
    member.user = UserId(1);
    member.deliveredSeq = 4;
    member.readSeq = 3;
    member.changeSeq = 8;
    result.receipts.push_back(member);

    QCOMPARE(
        AnswerBody(timeSyncBody(result)).toObject(),
        (QJsonObject{{"success"_L1, true}, {"messages"_L1, QJsonArray()}, {"hasMore"_L1, true}}));
    QCOMPARE(AnswerBody(cursorSyncBody(result)).toObject(),
             (QJsonObject{{"success"_L1, true},
                          {"messages"_L1, QJsonArray()},
                          {"hasMore"_L1, true},
                          {"cursors"_L1, QJsonObject{{"5"_L1, 9}}},
                          {"receipts"_L1,
                           QJsonArray{QJsonObject{{"conversationId"_L1, "5"_L1},
                                                  {"userId"_L1, "1"_L1},
                                                  {"deliveredSeq"_L1, 4},
                                                  {"readSeq"_L1, 3},
                                                  {"changeSeq"_L1, 8}}}}}));
}

QTEST_GUILESS_MAIN(PhoneSyncTest)
#include "tst_phonesync.moc"

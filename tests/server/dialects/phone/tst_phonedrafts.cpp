// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/validator.h"
#include "server/dialects/phone/phonedrafts.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class PhoneDraftsTest : public QObject
{
    Q_OBJECT

private slots:
    void readsEverything();
    void namesItsSenderFromTheSessionOnly();
    void readsTheLeast();
    void takesWhatIsEmptyForNone_data();
    void takesWhatIsEmptyForNone();
    void readsTheLargestSize();
    void refuses_data();
    void refuses();
};

namespace {

Result<Draft> read(const QJsonObject &sent)
{
    const auto params = validate(phone::draftSchema(), sent);
    if (!params)
        return params.error();
    Call call;
    call.caller.user = UserId(1);
    call.caller.session = SessionId(2);
    call.params = *params;
    return phone::draftParam(call);
}

} // namespace

void PhoneDraftsTest::readsEverything()
{
    const auto draft = read({{"conversationId"_L1, "3"_L1},
                             {"contentType"_L1, "image"_L1},
                             {"textContent"_L1, "look"_L1},
                             {"mediaUrl"_L1, "/a.png"_L1},
                             {"mediaThumbnail"_L1, "/t.png"_L1},
                             {"mediaSize"_L1, 99},
                             {"replyTo"_L1, "4"_L1},
                             {"clientMessageId"_L1, "c-1"_L1}});
    QVERIFY(draft);
    QCOMPARE(draft->conversation, std::optional(ConversationId(3)));
    QCOMPARE(draft->kind, MessageKind::Image);
    QCOMPARE(draft->body, u"look"_s);
    QCOMPARE(draft->mediaUrl, u"/a.png"_s);
    QCOMPARE(draft->mediaThumbnail, u"/t.png"_s);
    QCOMPARE(draft->mediaSize, 99);
    QCOMPARE(draft->replyTo, std::optional(MessageId(4)));
    QCOMPARE(draft->clientId, u"c-1"_s);
}

void PhoneDraftsTest::namesItsSenderFromTheSessionOnly()
{
    const auto draft = read({{"conversationId"_L1, "3"_L1},
                             {"textContent"_L1, "x"_L1},
                             {"mentions"_L1, QJsonArray{"5"_L1, "6"_L1}},
                             {"senderId"_L1, "666"_L1},
                             {"sender_id"_L1, "666"_L1}});
    QVERIFY(draft);
    QCOMPARE(draft->sender, UserId(1));
    QCOMPARE(draft->session, SessionId(2));
    QCOMPARE(draft->mentions, (std::vector{UserId(5), UserId(6)}));
}

void PhoneDraftsTest::readsTheLeast()
{
    const auto draft = read({{"recipientId"_L1, "3"_L1},
                             {"conversationId"_L1, QJsonValue::Null},
                             {"mediaUrl"_L1, QJsonValue::Null},
                             {"mediaSize"_L1, QJsonValue::Null},
                             {"textContent"_L1, "x"_L1}});
    QVERIFY(draft);
    QVERIFY(!draft->conversation);
    QCOMPARE(draft->recipient, std::optional(UserId(3)));
    QCOMPARE(draft->kind, MessageKind::Text);
    QVERIFY(draft->clientId.isEmpty());
}

void PhoneDraftsTest::takesWhatIsEmptyForNone_data()
{
    QTest::addColumn<QJsonValue>("none");
    QTest::newRow("null") << QJsonValue(QJsonValue::Null);
    QTest::newRow("an empty text") << QJsonValue(u""_s);
}

void PhoneDraftsTest::takesWhatIsEmptyForNone()
{
    QFETCH(QJsonValue, none);
    const auto toSomebody = read({{"conversationId"_L1, none},
                                  {"contentType"_L1, none},
                                  {"recipientId"_L1, "3"_L1},
                                  {"replyTo"_L1, none},
                                  {"textContent"_L1, "x"_L1}});
    QVERIFY(toSomebody);
    QVERIFY(!toSomebody->conversation);
    QCOMPARE(toSomebody->kind, MessageKind::Text);
    QCOMPARE(toSomebody->recipient, std::optional(UserId(3)));
    QVERIFY(!toSomebody->replyTo);
    const auto intoAChat =
        read({{"conversationId"_L1, "3"_L1}, {"recipientId"_L1, none}, {"textContent"_L1, "x"_L1}});
    QVERIFY(intoAChat);
    QCOMPARE(intoAChat->conversation, std::optional(ConversationId(3)));
    QVERIFY(!intoAChat->recipient);
}

void PhoneDraftsTest::readsTheLargestSize()
{
    constexpr qint64 Largest = 9'007'199'254'740'991;
    const auto draft = read({{"conversationId"_L1, "3"_L1}, {"mediaSize"_L1, Largest}});
    QVERIFY(draft);
    QCOMPARE(draft->mediaSize, Largest);
}

void PhoneDraftsTest::refuses_data()
{
    QTest::addColumn<QJsonObject>("sent");
    QTest::addColumn<QString>("message");

    QTest::newRow("unknown type")
        << QJsonObject{{"conversationId"_L1, "3"_L1}, {"contentType"_L1, "system"_L1}}
        << u"contentType must be one of text, image, video, audio, document"_s;
    QTest::newRow("text that is none")
        << QJsonObject{{"conversationId"_L1, "3"_L1}, {"textContent"_L1, 5}}
        << u"textContent must be a string"_s;
    QTest::newRow("no such conversation")
        << QJsonObject{{"conversationId"_L1, "x"_L1}} << u"Conversation not found"_s;
    QTest::newRow("nobody who could be named")
        << QJsonObject{{"conversationId"_L1, "3"_L1}, {"mentions"_L1, QJsonArray{"x"_L1}}}
        << u"User not found"_s;
    QTest::newRow("names that are no list")
        << QJsonObject{{"conversationId"_L1, "3"_L1}, {"mentions"_L1, "5"_L1}}
        << u"mentions must be an array"_s;
    QTest::newRow("a size that JSON cannot say")
        << QJsonObject{{"conversationId"_L1, "3"_L1}, {"mediaSize"_L1, 1e16}}
        << u"mediaSize must be an integer of at most 9007199254740991"_s;
    QTest::newRow("no such user") << QJsonObject{{"recipientId"_L1, "x"_L1}} << u"User not found"_s;
}

void PhoneDraftsTest::refuses()
{
    QFETCH(QJsonObject, sent);
    QFETCH(QString, message);
    const auto draft = read(sent);
    QVERIFY(!draft);
    QCOMPARE(draft.error().message, message);
}

QTEST_GUILESS_MAIN(PhoneDraftsTest)
#include "tst_phonedrafts.moc"

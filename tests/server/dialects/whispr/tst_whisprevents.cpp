// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/whispr/whisprevents.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace linnet;
using namespace linnet::whispr;
using namespace Qt::StringLiterals;

namespace {

const UserId Alice(1);
const UserId Bob(2);
const ConversationId Chat(10);

std::vector<SocketEvent> hear(EventPayload payload, TypingShape typing = TypingShape::Sentence)
{
    return encode({std::move(payload), {Bob}, {}}, typing, {});
}

QJsonObject objectOf(const SocketEvent &event)
{
    return QJsonDocument::fromJson(event.json).object();
}

Message message()
{
    Message message;
    message.id = MessageId(20);
    message.conversation = Chat;
    message.sender = Alice;
    message.clientId = u"6f1e0cbe-93a1-4a3e-9df1-1f2f3a4b5c6d"_s;
    message.body = u"hi"_s;
    return message;
}

Members both()
{
    return std::make_shared<const std::vector<UserId>>(std::vector{Alice, Bob});
}

} // namespace

class WhisprEventsTest : public QObject
{
    Q_OBJECT

private slots:
    void showsAMessageWhereTheChatIsOpen();
    void givesTheSenderTheMessageToo();
    void tellsOnceOfMembersComingAndGoing();
    void tellsHowFarMessagesGot();
    void tellsWhoTypes_data();
    void tellsWhoTypes();
    void tellsWhoIsOnlineInBothWays();
    void tellsWhoCameAndWhoWent();
    void keepsQuietAboutTheRest();
};

void WhisprEventsTest::showsAMessageWhereTheChatIsOpen()
{
    const auto heard = hear(MessageAdded{message(), {}, both()});
    QCOMPARE(heard.size(), 2u);
    QCOMPARE(heard[0].name, QByteArray("newMessage"));
    QCOMPARE(heard[0].reach, Reach::InRoom);
    QCOMPARE(objectOf(heard[0])["receiverId"_L1], QJsonValue(u"2"_s));
    QCOMPARE(objectOf(heard[0])["tempId"_L1], QJsonValue(message().clientId));
    QCOMPARE(objectOf(heard[0])["status"_L1], QJsonValue(u"sent"_s));
    QCOMPARE(heard[1].name, QByteArray("addToChats"));
    QCOMPARE(heard[1].reach, Reach::Unwatched);
    QCOMPARE(objectOf(heard[1]), (QJsonObject{{"chatId"_L1, "10"_L1}, {"content"_L1, "hi"_L1}}));
}

void WhisprEventsTest::givesTheSenderTheMessageToo()
{
    const auto heard = hear(MessageSent{message(), {}, both()});
    QCOMPARE(heard.size(), 1u);
    QCOMPARE(heard[0].name, QByteArray("newMessage"));
    QCOMPARE(objectOf(heard[0])["senderId"_L1], QJsonValue(u"1"_s));
    QVERIFY(!heard[0].mayDrop);
}

//! An open chat hears of them by an event of their own, which has the line's id.
void WhisprEventsTest::tellsOnceOfMembersComingAndGoing()
{
    Message line = message();
    line.kind = MessageKind::System;
    line.membership = Membership::Began;
    line.mentions = {Bob};
    const auto heard = hear(MessageAdded{line, {}, both(), u"Hikers"_s});
    QCOMPARE(heard.size(), 1u);
    QCOMPARE(heard[0].name, QByteArray("addToChats"));
    QCOMPARE(heard[0].reach, Reach::Unwatched);
    QVERIFY(hear(MessageSent{line, {}, both(), u"Hikers"_s}).empty());
}

void WhisprEventsTest::tellsHowFarMessagesGot()
{
    StatusChanged changed{Chat, Alice, {MessageId(20)}, DeliveryStatus::Delivered, {}, Bob};
    auto heard = hear(changed);
    QCOMPARE(heard.size(), 1u);
    QCOMPARE(heard[0].name, QByteArray("messagesDelivered"));
    QCOMPARE(objectOf(heard[0]),
             (QJsonObject{{"chatId"_L1, "10"_L1},
                          {"receiverId"_L1, "2"_L1},
                          {"messageIds"_L1, QJsonArray{u"20"_s}}}));
    changed.status = DeliveryStatus::Read;
    heard = hear(changed);
    QCOMPARE(heard[0].name, QByteArray("messagesSeen"));
    QCOMPARE(objectOf(heard[0])["receiverId"_L1], QJsonValue(u"2"_s));
    QCOMPARE(objectOf(heard[0])["seenBy"_L1], QJsonValue(u"2"_s));
}

void WhisprEventsTest::tellsWhoTypes_data()
{
    QTest::addColumn<bool>("isTyping");
    QTest::addColumn<int>("shape");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("json");
    const QByteArray object = "{\"chatId\":\"10\",\"userId\":\"1\"}";
    QTest::newRow("a sentence") << true << int(TypingShape::Sentence) << QByteArray("userTyping")
                                << QByteArray("\"User is typing\"");
    QTest::newRow("an object") << true << int(TypingShape::Object) << QByteArray("userTyping")
                               << object;
    QTest::newRow("no more") << false << int(TypingShape::Sentence) << QByteArray("stopTyping")
                             << object;
}

void WhisprEventsTest::tellsWhoTypes()
{
    QFETCH(bool, isTyping);
    QFETCH(int, shape);
    const auto heard = hear(TypingChanged{Chat, Alice, isTyping}, TypingShape(shape));
    QCOMPARE(heard.size(), 1u);
    QTEST(heard[0].name, "name");
    QTEST(heard[0].json, "json");
    QCOMPARE(heard[0].reach, Reach::InRoom);
    QVERIFY(heard[0].mayDrop);
}

void WhisprEventsTest::tellsWhoIsOnlineInBothWays()
{
    const auto heard = hear(OnlineListChanged{{Alice, Bob}});
    QCOMPARE(heard.size(), 2u);
    QCOMPARE(heard[0].name, QByteArray("getOnlineUsers"));
    QCOMPARE(heard[0].json, QByteArray("[\"1\",\"2\"]"));
    QCOMPARE(heard[1].name, QByteArray("onlineUsers"));
    QCOMPARE(heard[1].json, QByteArray("\"[\\\"1\\\",\\\"2\\\"]\""));
}

void WhisprEventsTest::tellsWhoCameAndWhoWent()
{
    User alice;
    alice.id = Alice;
    alice.displayName = u"Alice"_s;
    User bob = alice;
    bob.id = Bob;
    bob.username = u"bob"_s;
    MembersChanged changed;
    changed.conversation.id = Chat;
    changed.actor = alice;
    changed.message = MessageId(20);
    changed.added = {bob};
    const auto came = hear(changed);
    QCOMPARE(came.size(), 1u);
    QCOMPARE(came[0].name, QByteArray("memberAdded"));
    QCOMPARE(came[0].reach, Reach::InRoom);
    const QJsonObject line = objectOf(came[0]);
    QCOMPARE(line["chatId"_L1], QJsonValue(u"10"_s));
    QCOMPARE(line["messageId"_L1], QJsonValue(u"20"_s));
    QCOMPARE(line["messageType"_L1], QJsonValue(u"system"_s));
    QCOMPARE(line["content"_L1], QJsonValue(u"Alice added bob"_s));
    QCOMPARE(line["systemAction"_L1], QJsonValue(u"user_added"_s));
    QCOMPARE(line["meta"_L1]["actorId"_L1], QJsonValue(u"1"_s));
    QCOMPARE(line["meta"_L1]["memberId"_L1], QJsonValue(u"2"_s));

    std::swap(changed.added, changed.removed);
    const auto went = hear(changed);
    QCOMPARE(went.size(), 1u);
    QCOMPARE(went[0].name, QByteArray("memberRemoved"));
    QCOMPARE(objectOf(went[0])["systemAction"_L1], QJsonValue(u"user_removed"_s));
}

void WhisprEventsTest::keepsQuietAboutTheRest()
{
    QVERIFY(hear(PresenceChanged{Alice, true, {}}).empty());
    QVERIFY(hear(ConversationChanged{}).empty());
    QVERIFY(hear(SessionRevoked{}).empty());
}

QTEST_GUILESS_MAIN(WhisprEventsTest)
#include "tst_whisprevents.moc"

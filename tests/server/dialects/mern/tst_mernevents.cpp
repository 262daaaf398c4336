// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/mern/mernevents.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

constexpr UserId Ada(1), Bob(2);

Members both()
{
    return std::make_shared<const std::vector<UserId>>(std::vector<UserId>{Ada, Bob});
}

Message message()
{
    Message made;
    made.id = MessageId(7);
    made.conversation = ConversationId(5);
    made.sender = Ada;
    made.body = u"hello"_s;
    made.kind = MessageKind::Image;
    made.mediaUrl = u"/a.png"_s;
    return made;
}

std::vector<SocketEvent> encode(const EventPayload &payload)
{
    return mern::encode({payload, {}, {}}, u"http://here:1"_s);
}

QJsonObject objectOf(const SocketEvent &event)
{
    return QJsonDocument::fromJson(event.json).object();
}

} // namespace

class MernEventsTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsEverybodyOfAMessage();
    void tellsOfAGroupsMessageWhereItIsOpen_data();
    void tellsOfAGroupsMessageWhereItIsOpen();
    void putsTheChatIntoAMessage();
    void tellsWhatWasSeen();
    void tellsWhoTypesWhereItIsSeen();
    void listsWhoIsThereUnderBothNames();
    void tellsOfNotifications();
    void tellsOnceWhoCameToAGroup();
    void keepsTheRestToItself();
};

void MernEventsTest::tellsEverybodyOfAMessage()
{
    const auto events = encode(MessageAdded{message(), {}, both()});
    QCOMPARE(events.size(), 3u);
    QCOMPARE(events[0].name, QByteArray("newMessage"));
    QVERIFY(events[0].reach == Reach::Everybody);
    QCOMPARE(objectOf(events[0])[u"receiverId"_s].toString(), u"2"_s);
    QCOMPARE(objectOf(events[0])[u"image"_s].toString(), u"http://here:1/a.png"_s);
    QCOMPARE(events[2].name, QByteArray("addToChats"));
    QVERIFY(events[2].reach == Reach::Unwatched);
    QVERIFY(!objectOf(events[0]).contains(u"receivers"_s));
    QCOMPARE(encode(MessageSent{message(), {}, both()}).size(), 1u);
}

void MernEventsTest::tellsOfAGroupsMessageWhereItIsOpen_data()
{
    QTest::addColumn<std::vector<UserId>>("members");
    QTest::addColumn<QJsonArray>("receivers");
    QTest::newRow("of three") << std::vector{Ada, Bob, UserId(3)} << QJsonArray{u"2"_s, u"3"_s};
    QTest::newRow("of two") << std::vector{Ada, Bob} << QJsonArray{u"2"_s};
}

//! Pages of another family sign in here, too, and would show it in the chat with its sender.
void MernEventsTest::tellsOfAGroupsMessageWhereItIsOpen()
{
    QFETCH(std::vector<UserId>, members);
    const auto all = std::make_shared<const std::vector<UserId>>(members);
    for (const auto &events : {encode(MessageAdded{message(), {}, all, u"Hikers"_s}),
                               encode(MessageSent{message(), {}, all, u"Hikers"_s})}) {
        QCOMPARE(events[0].name, QByteArray("newMessage"));
        QCOMPARE(events[0].reach, Reach::InRoom);
        QVERIFY(!objectOf(events[0]).contains(u"receiverId"_s));
        QTEST(objectOf(events[0])[u"receivers"_s].toArray(), "receivers");
    }
}

void MernEventsTest::putsTheChatIntoAMessage()
{
    User ada;
    ada.id = Ada;
    ada.displayName = u"Ada"_s;
    const auto event = encode(MessageAdded{message(), ada, both()})[1];
    QCOMPARE(event.name, QByteArray("message recieved"));
    const QJsonObject chat = objectOf(event)[u"chat"_s].toObject();
    QCOMPARE(chat[u"_id"_s].toString(), u"5"_s);
    QVERIFY(!chat[u"isGroupChat"_s].toBool(true));
    QCOMPARE(chat[u"users"_s][0][u"name"_s].toString(), u"Ada"_s);
    QCOMPARE(chat[u"users"_s][1][u"_id"_s].toString(), u"2"_s);

    const auto many =
        std::make_shared<const std::vector<UserId>>(std::vector<UserId>{Ada, Bob, UserId(3)});
    const QJsonObject group =
        objectOf(encode(MessageAdded{message(), ada, many, u"Hikers"_s})[1])[u"chat"_s].toObject();
    QVERIFY(group[u"isGroupChat"_s].toBool());
    QCOMPARE(group[u"chatName"_s].toString(), u"Hikers"_s);
    QVERIFY(objectOf(encode(MessageAdded{message(), ada, {}})[1])[u"chat"_s].isObject());
}

void MernEventsTest::tellsWhatWasSeen()
{
    StatusChanged changed;
    changed.conversation = ConversationId(5);
    changed.messages = {MessageId(7)};
    changed.by = Bob;
    changed.status = DeliveryStatus::Read;
    const auto seen = encode(changed);
    QCOMPARE(seen.size(), 2u); // Wherever the sender is, and where others have the chat open.
    QCOMPARE(seen[0].reach, Reach::InRoom);
    QCOMPARE(seen[1].reach, Reach::OutsideRoom);
    QCOMPARE(seen[1].json, seen[0].json);
    QCOMPARE(seen[0].name, QByteArray("messagesSeen"));
    QCOMPARE(objectOf(seen[0])[u"seenBy"_s].toString(), u"2"_s);
    changed.status = DeliveryStatus::Delivered;
    QCOMPARE(encode(changed)[0].name, QByteArray("messagesDelivered"));
}

void MernEventsTest::tellsWhoTypesWhereItIsSeen()
{
    const auto typing = encode(TypingChanged{ConversationId(5), Ada, true});
    QCOMPARE(typing[0].name, QByteArray("userTyping"));
    QVERIFY(typing[0].reach == Reach::InRoom);
    QVERIFY(typing[0].mayDrop);
    QCOMPARE(typing[1].name, QByteArray("typing"));
    QVERIFY(typing[1].reach == Reach::InRoom);
    const auto still = encode(TypingChanged{ConversationId(5), Ada, false});
    QCOMPARE(still[0].name, QByteArray("stopTyping"));
    QCOMPARE(still[1].name, QByteArray("stop typing"));
}

void MernEventsTest::listsWhoIsThereUnderBothNames()
{
    const auto events = encode(OnlineListChanged{{Ada, Bob}});
    QCOMPARE(events[0].name, QByteArray("getOnlineUsers"));
    QCOMPARE(events[0].json, QByteArray(R"(["1","2"])"));
    QCOMPARE(events[1].name, QByteArray("onlineUsers"));
    QCOMPARE(events[1].json, QByteArray("\"[\\\"1\\\",\\\"2\\\"]\""));
    QCOMPARE(events[2].name, QByteArray("connected"));
}

void MernEventsTest::tellsOfNotifications()
{
    NotificationAdded added;
    added.view.notification.id = NotificationId(9);
    added.view.notification.user = Bob;
    added.view.notification.kind = NotificationKind::FriendAccepted;
    added.view.actor.emplace().id = Ada;
    added.view.actor->email = u"ada@example.org"_s;
    added.view.actor->displayName = u"Ada"_s;
    added.view.actor->avatarUrl = u"/a.png"_s;
    added.view.actor->bio = u"Numbers"_s;
    const auto events = encode(added);
    QCOMPARE(events.size(), 1u);
    QCOMPARE(events[0].name, QByteArray("notification"));
    QVERIFY(events[0].reach == Reach::Everybody);
    const QJsonObject told = objectOf(events[0]);
    QCOMPARE(told[u"_id"_s].toString(), u"9"_s);
    QCOMPARE(told[u"type"_s].toString(), u"Accepted"_s);
    QCOMPARE(told[u"from"_s][u"_id"_s].toString(), u"1"_s);
    QCOMPARE(told[u"from"_s][u"username"_s].toString(), u"Ada"_s);
    QCOMPARE(told[u"from"_s][u"avatar"_s].toString(), u"http://here:1/a.png"_s);
    QCOMPARE(told[u"from"_s][u"bio"_s].toString(), u"Numbers"_s);
    QVERIFY(!told[u"from"_s].toObject().contains(u"email"_s));
    added.view.actor.reset();
    QVERIFY(objectOf(encode(added)[0])[u"from"_s].isNull());
}

void MernEventsTest::tellsOnceWhoCameToAGroup()
{
    MembersChanged changed;
    changed.conversation.id = ConversationId(5);
    changed.added.emplace_back().id = Bob;
    const auto events = encode(changed);
    QCOMPARE(events.size(), 1u);
    QCOMPARE(events[0].name, QByteArray("memberAdded"));
    QCOMPARE(objectOf(events[0])[u"meta"_s][u"memberId"_s].toString(), u"2"_s);

    Message line = message();
    line.kind = MessageKind::System;
    line.membership = Membership::Began;
    const auto added = encode(MessageAdded{line, {}, both(), u"Hikers"_s});
    QCOMPARE(added.size(), 2u);
    QCOMPARE(added[0].name, QByteArray("message recieved"));
    QCOMPARE(added[1].name, QByteArray("addToChats"));
    QVERIFY(encode(MessageSent{line, {}, both(), u"Hikers"_s}).empty());
}

void MernEventsTest::keepsTheRestToItself()
{
    QVERIFY(encode(PresenceChanged{}).empty());
    QVERIFY(encode(ConversationChanged{}).empty());
    QVERIFY(encode(ProfileChanged{}).empty());
    QVERIFY(encode(SessionRevoked{}).empty());
}

QTEST_GUILESS_MAIN(MernEventsTest)
#include "tst_mernevents.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonecodec.h"

#include <QJsonDocument>
#include <QTest>

using namespace linnet;
using namespace linnet::phone;
using namespace Qt::StringLiterals;

class PhoneCodecTest : public QObject
{
    Q_OBJECT

private slots:
    void users();
    void conversations();
    void conversationList();
    void members();
    void messages();
    void messagesThatNameSomebody();
    void syncRowsCarryBothNamings();
    void acknowledgements();
    void contentTypes();
};

namespace {

QJsonObject json(const QByteArray &text)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("%s", qPrintable(error.errorString()));
    return document.object();
}

QJsonObject json(const JsonText &text)
{
    return json(text.utf8);
}

Timestamp at(qint64 milliseconds)
{
    return Timestamp(std::chrono::milliseconds(1'700'000'000'000 + milliseconds));
}

User bob()
{
    User bob;
    bob.id = UserId(12);
    bob.phone = u"+912222222222"_s;
    bob.displayName = u"Bob"_s;
    bob.avatarUrl = u"/a.png"_s;
    bob.statusText = u"Hey"_s;
    bob.createdAt = at(1);
    bob.updatedAt = at(2);
    return bob;
}

User plainAlice()
{
    User alice;
    alice.id = UserId(11);
    alice.phone = u"+911111111111"_s;
    alice.displayName = u"Alice"_s;
    alice.createdAt = at(1);
    alice.updatedAt = at(2);
    return alice;
}

Conversation team()
{
    Conversation team;
    team.id = ConversationId(9007199254740993); // Above 2^53: a JSON number would not hold it.
    team.kind = ConversationKind::Group;
    team.title = u"Team"_s;
    team.createdBy = UserId(11);
    team.createdAt = at(3);
    team.updatedAt = at(4);
    return team;
}

Message hello()
{
    Message message;
    message.id = MessageId(31);
    message.conversation = team().id;
    message.seq = 7;
    message.changeSeq = 9;
    message.sender = UserId(12);
    message.clientId = u"c-1"_s;
    message.body = u"hello"_s;
    message.replyTo = MessageId(30);
    message.createdAt = at(5);
    return message;
}

Message picture()
{
    Message message = hello();
    message.kind = MessageKind::Image;
    message.body.clear();
    message.clientId.clear();
    message.replyTo.reset();
    message.mediaUrl = u"/api/v1/media/files/x.png"_s;
    message.mediaThumbnail = u"/api/v1/media/thumbnails/thumb_x.png"_s;
    message.mediaSize = 1234;
    return message;
}

} // namespace

void PhoneCodecTest::users()
{
    QCOMPARE(userRow(bob()), json(R"({"id":"12","phone_number":"+912222222222",
        "display_name":"Bob","avatar_url":"/a.png","status_text":"Hey",
        "username":null,"bio":"",
        "created_at":"2023-11-14T22:13:20.001Z"})"));
    QCOMPARE(userObject(plainAlice()), json(R"({"id":"11","phoneNumber":"+911111111111",
        "displayName":"Alice","avatarUrl":null,"statusText":"","username":null,"email":null,
        "emailVerified":false,"bio":""})"));
    QCOMPARE(personObject(bob()), json(R"({"id":"12","phoneNumber":"+912222222222",
        "displayName":"Bob","avatarUrl":"/a.png","statusText":"Hey","username":null,"bio":""})"));
}

void PhoneCodecTest::conversations()
{
    QCOMPARE(json(conversationRow(team())), json(R"({"id":"9007199254740993","type":"group",
        "group_name":"Team","group_avatar":null,"created_by":"11",
        "created_at":"2023-11-14T22:13:20.003Z","updated_at":"2023-11-14T22:13:20.004Z"})"));
}

void PhoneCodecTest::conversationList()
{
    ConversationView group{team(), hello(), 2, {}, {}, u"Bob"_s};
    QCOMPARE(json(conversationListRow(group)), json(R"({"id":"9007199254740993",
        "type":"group","group_name":"Team","group_avatar":null,"created_by":"11",
        "created_at":"2023-11-14T22:13:20.003Z","updated_at":"2023-11-14T22:13:20.004Z",
        "last_message_text":"hello","last_message_type":"text",
        "last_message_at":"2023-11-14T22:13:20.005Z","last_message_sender":"Bob",
        "last_message_sender_id":"12","unread_count":2,
        "other_user_id":null,"other_user_name":null,"other_user_avatar":null,
        "other_user_status":null})"));
    group.lastMessage->kind = MessageKind::System;
    QVERIFY(json(conversationListRow(group))["last_message_sender"_L1].isNull());
    QCOMPARE(json(conversationListRow(group))["last_message_sender_id"_L1], QJsonValue(u"12"_s));

    Conversation direct = team();
    direct.kind = ConversationKind::Direct;
    direct.title.clear();
    QCOMPARE(json(conversationListRow({direct, {}, 0, bob()})), json(R"({"id":"9007199254740993",
        "type":"direct","group_name":null,"group_avatar":null,"created_by":"11",
        "created_at":"2023-11-14T22:13:20.003Z","updated_at":"2023-11-14T22:13:20.004Z",
        "last_message_text":null,"last_message_type":null,"last_message_at":null,
        "last_message_sender":null,"last_message_sender_id":null,"unread_count":0,
        "other_user_id":"12","other_user_name":"Bob",
        "other_user_avatar":"/a.png","other_user_status":"Hey"})"));
}

void PhoneCodecTest::members()
{
    MemberView view;
    view.user = bob();
    view.member.role = Role::Admin;
    view.member.joinedAt = at(6);
    QCOMPARE(memberRow(view), json(R"({"id":"12","phone_number":"+912222222222",
        "display_name":"Bob","avatar_url":"/a.png","role":"admin",
        "joined_at":"2023-11-14T22:13:20.006Z"})"));
}

void PhoneCodecTest::messages()
{
    QCOMPARE(json(messageRow({hello(), bob(), DeliveryStatus::Read})), json(R"({"id":"31",
        "conversation_id":"9007199254740993","sender_id":"12","content_type":"text",
        "text_content":"hello","media_url":null,"media_thumbnail":null,"media_size":null,
        "is_deleted":false,"created_at":"2023-11-14T22:13:20.005Z","delivery_status":"read",
        "status":"read","sender_name":"Bob","sender_avatar":"/a.png","reply_to":"30",
        "client_message_id":"c-1","seq":7})"));
    QCOMPARE(json(messageRow({picture(), plainAlice(), DeliveryStatus::Sent})), json(R"({"id":"31",
        "conversation_id":"9007199254740993","sender_id":"12","content_type":"image",
        "text_content":null,"media_url":"/api/v1/media/files/x.png",
        "media_thumbnail":"/api/v1/media/thumbnails/thumb_x.png","media_size":1234,
        "is_deleted":false,"created_at":"2023-11-14T22:13:20.005Z","delivery_status":"sent",
        "status":"sent","sender_name":"Alice","sender_avatar":null,"reply_to":null,
        "client_message_id":null,"seq":7})"));
    QCOMPARE(json(messageEvent(hello(), bob())), json(R"({"id":"31",
        "conversationId":"9007199254740993","senderId":"12","senderName":"Bob",
        "senderAvatar":"/a.png","contentType":"text","textContent":"hello","mediaUrl":null,
        "mediaThumbnail":null,"createdAt":"2023-11-14T22:13:20.005Z","replyTo":"30","seq":7,
        "conversation_id":"9007199254740993","sender_id":"12","sender_name":"Bob",
        "sender_avatar":"/a.png","content_type":"text","text_content":"hello","media_url":null,
        "media_thumbnail":null,"created_at":"2023-11-14T22:13:20.005Z","reply_to":"30"})"));
}

void PhoneCodecTest::messagesThatNameSomebody()
{
    Message message = hello();
    message.mentions = {UserId(5), UserId(6)};
    const QJsonArray ids{u"5"_s, u"6"_s};
    for (const JsonText &text : {messageRow({message, bob(), DeliveryStatus::Sent}),
                                 messageEvent(message, bob()), sentEvent(message, bob())}) {
        QCOMPARE(json(text)["mentions"_L1].toArray(), ids);
        QVERIFY(!json(text).contains("membership"_L1));
    }
    message.membership = Membership::Ended;
    QCOMPARE(json(messageEvent(message, bob()))["membership"_L1], QJsonValue(u"ended"_s));
    message.membership = Membership::Began;
    QCOMPARE(json(messageEvent(message, bob()))["membership"_L1], QJsonValue(u"began"_s));
}

void PhoneCodecTest::syncRowsCarryBothNamings()
{
    const MessageView view{hello(), bob(), DeliveryStatus::Delivered};
    const QJsonObject row = json(syncRow(view));
    const QJsonObject rest = json(messageRow(view));
    for (auto field = rest.begin(); field != rest.end(); ++field)
        QCOMPARE(row[field.key()], field.value());
    const QJsonObject event = json(messageEvent(hello(), bob()));
    for (auto field = event.begin(); field != event.end(); ++field)
        QCOMPARE(row[field.key()], field.value());
    QCOMPARE(row["deliveryStatus"_L1].toString(), u"delivered"_s);
    QCOMPARE(row["isDeleted"_L1], QJsonValue(false));
    QCOMPARE(row["clientMessageId"_L1].toString(), u"c-1"_s);
    QCOMPARE(row["changeSeq"_L1].toInt(), 9);
    QVERIFY(row["mediaSize"_L1].isNull());
}

void PhoneCodecTest::acknowledgements()
{
    QCOMPARE(json(sentMessage(hello())), json(R"({"id":"31","clientMessageId":"c-1",
        "conversationId":"9007199254740993","status":"sent",
        "createdAt":"2023-11-14T22:13:20.005Z","seq":7})"));
}

void PhoneCodecTest::contentTypes()
{
    for (const auto kind : {MessageKind::Text, MessageKind::Image, MessageKind::Video,
                            MessageKind::Audio, MessageKind::Document})
        QCOMPARE(parseContentType(QString(contentTypeName(kind))), std::optional(kind));
    QCOMPARE(contentTypeName(MessageKind::System), "system"_L1);
    QVERIFY(!parseContentType(u"system")); // Clients do not speak for the server.
    QVERIFY(!parseContentType(u"Text"));
    QVERIFY(!parseContentType(u""));
}

QTEST_GUILESS_MAIN(PhoneCodecTest)
#include "tst_phonecodec.moc"

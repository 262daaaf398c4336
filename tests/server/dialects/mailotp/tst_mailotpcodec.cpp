// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/mailotp/mailotpcodec.h"

#include <QJsonArray>
#include <QTest>

using namespace linnet;
using namespace linnet::mailotp;
using namespace Qt::StringLiterals;

namespace {

constexpr UserId Alice(1), Bob(2);
const QString Origin = u"https://chat.example.org"_s;

User user(UserId id, const QString &name)
{
    User user;
    user.id = id;
    user.displayName = name;
    user.email = name + u"@example.org"_s;
    return user;
}

Message message(MessageKind kind, const QString &body, const QString &url = {})
{
    Message message;
    message.id = MessageId(7);
    message.conversation = ConversationId(5);
    message.sender = Alice;
    message.kind = kind;
    message.body = body;
    message.mediaUrl = url;
    return message;
}

MemberView member(UserId id, const QString &name)
{
    return {.member = {}, .user = user(id, name)};
}

} // namespace

class MailOtpCodecTest : public QObject
{
    Q_OBJECT

private slots:
    void hidesAnAddressFromStrangers();
    void writesATextMessage();
    void writesAPicture();
    void linksWhatItCannotShow();
    void writesARowOfTheList();
    void namesThePartner();
};

void MailOtpCodecTest::hidesAnAddressFromStrangers()
{
    const QJsonObject shown = userObject(user(Alice, u"alice"_s));
    QCOMPARE(shown["_id"_L1], u"1"_s);
    QCOMPARE(shown["name"_L1], u"alice"_s);
    QCOMPARE(shown["email"_L1], u"alice@example.org"_s);
    QVERIFY(!userObject(user(Alice, u"alice"_s), Email::Hidden).contains("email"_L1));
}

void MailOtpCodecTest::writesATextMessage()
{
    const QJsonObject object =
        messageObject(message(MessageKind::Text, u"hi"_s), DeliveryStatus::Delivered, Origin);
    QCOMPARE(object["_id"_L1], u"7"_s);
    QCOMPARE(object["chatId"_L1], u"5"_s);
    QCOMPARE(object["sender"_L1], u"1"_s);
    QCOMPARE(object["messageType"_L1], u"text"_s);
    QCOMPARE(object["seen"_L1], false);
    QVERIFY(!object.contains("image"_L1));
    QCOMPARE(messageObject(message(MessageKind::Text, {}), DeliveryStatus::Read, {})["seen"_L1],
             true);
}

void MailOtpCodecTest::writesAPicture()
{
    const Message picture = message(MessageKind::Image, {}, u"/api/v1/media/files/x.png"_s);
    const QJsonObject object = messageObject(picture, DeliveryStatus::Sent, Origin);
    QCOMPARE(object["messageType"_L1], u"image"_s);
    QCOMPARE(object["text"_L1], QString());
    QCOMPARE(object["image"_L1]["url"_L1], u"https://chat.example.org/api/v1/media/files/x.png"_s);
    QCOMPARE(object["image"_L1]["publicId"_L1], u"x.png"_s);
}

void MailOtpCodecTest::linksWhatItCannotShow()
{
    const Message film = message(MessageKind::Video, {}, u"/api/v1/media/files/x.mp4"_s);
    const QJsonObject object = messageObject(film, DeliveryStatus::Sent, Origin);
    QCOMPARE(object["messageType"_L1], u"text"_s);
    QCOMPARE(object["text"_L1], u"https://chat.example.org/api/v1/media/files/x.mp4"_s);

    const Message paper =
        message(MessageKind::Document, u"the contract"_s, u"/api/v1/media/files/x.pdf"_s);
    QCOMPARE(messageObject(paper, DeliveryStatus::Sent, Origin)["text"_L1],
             u"the contract\nhttps://chat.example.org/api/v1/media/files/x.pdf"_s);
}

void MailOtpCodecTest::writesARowOfTheList()
{
    ConversationDetails details;
    details.view.conversation.id = ConversationId(5);
    details.view.unread = 3;
    details.members = {member(Alice, u"alice"_s), member(Bob, u"bob"_s)};
    QJsonObject row = chatRow(details, Alice);
    QCOMPARE(row["user"_L1]["_id"_L1], u"2"_s);
    QCOMPARE(row["chat"_L1]["users"_L1], (QJsonArray{u"1"_s, u"2"_s}));
    QCOMPARE(row["chat"_L1]["latestMessage"_L1], QJsonValue(QJsonValue::Null));
    QCOMPARE(row["chat"_L1]["unseenCount"_L1], 3);

    details.view.lastMessage = message(MessageKind::Image, u"caption"_s);
    row = chatRow(details, Alice);
    QCOMPARE(row["chat"_L1]["latestMessage"_L1],
             (QJsonObject{{"text"_L1, u"📷 Image"_s}, {"sender"_L1, u"1"_s}}));
}

void MailOtpCodecTest::namesThePartner()
{
    Conversation conversation;
    conversation.id = ConversationId(5);
    QCOMPARE(partner(conversation, {member(Alice, u"alice"_s)}, Alice)["name"_L1],
             u"Unknown User"_s);
    conversation.kind = ConversationKind::Group;
    conversation.title = u"Team"_s;
    QCOMPARE(partner(conversation, {member(Bob, u"bob"_s)}, Alice)["name"_L1], u"Team"_s);
}

QTEST_APPLESS_MAIN(MailOtpCodecTest)
#include "tst_mailotpcodec.moc"

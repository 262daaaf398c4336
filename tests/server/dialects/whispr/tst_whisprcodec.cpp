// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/mergedshapes.h"
#include "server/dialects/whispr/whisprcodec.h"

#include <QTest>

using namespace linnet;
using namespace linnet::whispr;
using namespace Qt::StringLiterals;

namespace {

const UserId Alice(1);
const UserId Bob(2);
const UserId Carol(3);
const auto Origin = u"https://chat.example.org"_s;
const QString NoTitle;
const std::vector<UserId> Nobody;
const Place Nowhere{NoTitle, Nobody};
const Timestamp Then{std::chrono::milliseconds(1'700'000'000'123)};

User user(UserId id, const QString &name)
{
    User user;
    user.id = id;
    user.username = name;
    user.displayName = u"shown as "_s + name;
    user.email = name + u"@example.org"_s;
    user.createdAt = Then;
    user.updatedAt = Then;
    return user;
}

Message message(MessageKind kind, const QString &body)
{
    Message message;
    message.id = MessageId(20);
    message.conversation = ConversationId(10);
    message.sender = Alice;
    message.kind = kind;
    message.body = body;
    message.createdAt = Then;
    return message;
}

MemberView member(UserId id, Role role)
{
    MemberView view;
    view.user = user(id, u"user"_s + id.toString());
    view.member.role = role;
    return view;
}

} // namespace

class WhisprCodecTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsTheAddressToItsOwner();
    void showsSomebodyWithoutAUserName();
    void saysForWhomAMessageIs_data();
    void saysForWhomAMessageIs();
    void namesAMessageAsItsSenderDid();
    void saysHowFarAMessageGot_data();
    void saysHowFarAMessageGot();
    void showsFilesByAbsoluteUrls();
    void listsAPrivateChat();
    void listsAGroup();
    void tellsWhatBecameOfARequest_data();
    void tellsWhatBecameOfARequest();
};

void WhisprCodecTest::keepsTheAddressToItsOwner()
{
    User alice = user(Alice, u"alice"_s);
    alice.avatarUrl = u"/api/v1/media/files/x.png"_s;
    alice.bio = u"hello"_s;
    const QJsonObject shown = userObject(alice, Origin);
    QVERIFY(!shown.contains("email"_L1));
    QCOMPARE(shown["_id"_L1], QJsonValue(u"1"_s));
    QCOMPARE(shown["username"_L1], QJsonValue(u"alice"_s));
    QCOMPARE(shown["bio"_L1], QJsonValue(u"hello"_s));
    QCOMPARE(shown["avatar"_L1],
             QJsonValue(u"https://chat.example.org/api/v1/media/files/x.png"_s));
    QCOMPARE(shown["friends"_L1], QJsonValue(QJsonArray()));
    const QJsonObject own = ownObject(alice, Origin, {Bob});
    QCOMPARE(own["email"_L1], QJsonValue(u"alice@example.org"_s));
    QCOMPARE(own["friends"_L1], QJsonValue(QJsonArray{u"2"_s}));
}

void WhisprCodecTest::showsSomebodyWithoutAUserName()
{
    User phone = user(Alice, {});
    phone.displayName = u"Alice"_s;
    QCOMPARE(shownName(phone), u"Alice"_s);
    QCOMPARE(userObject(phone, Origin)["avatar"_L1], QJsonValue(QString()));
}

void WhisprCodecTest::saysForWhomAMessageIs_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<std::vector<UserId>>("members");
    QTest::addColumn<QJsonValue>("receiver");
    QTest::addColumn<QJsonArray>("receivers");
    const QJsonValue none(QJsonValue::Undefined);
    const QString group = u"Project"_s;
    QTest::newRow("private") << QString() << std::vector{Alice, Bob} << QJsonValue(u"2"_s)
                             << QJsonArray{u"2"_s};
    QTest::newRow("group") << group << std::vector{Alice, Bob, Carol} << none
                           << QJsonArray{u"2"_s, u"3"_s};
    QTest::newRow("group of two") << group << std::vector{Alice, Bob} << none << QJsonArray{u"2"_s};
    QTest::newRow("alone") << group << std::vector{Alice} << none << QJsonArray();
}

void WhisprCodecTest::saysForWhomAMessageIs()
{
    QFETCH(QString, title);
    QFETCH(std::vector<UserId>, members);
    const QJsonObject object =
        messageObject(message(MessageKind::Text, u"hi"_s), {title, members}, Origin);
    QTEST(object["receiverId"_L1], "receiver");
    QTEST(object["receivers"_L1].toArray(), "receivers");
    QCOMPARE(object["senderId"_L1], QJsonValue(u"1"_s));
    QCOMPARE(object["chatId"_L1], QJsonValue(u"10"_s));
    QCOMPARE(object["content"_L1], QJsonValue(u"hi"_s));
    QCOMPARE(object["messageType"_L1], QJsonValue(u"text"_s));
    QCOMPARE(object["createdAt"_L1], QJsonValue(u"2023-11-14T22:13:20.123Z"_s));
}

void WhisprCodecTest::namesAMessageAsItsSenderDid()
{
    Message one = message(MessageKind::Text, u"hi"_s);
    QCOMPARE(messageObject(one, Nowhere, Origin)["tempId"_L1], QJsonValue(u"20"_s));
    one.clientId = u"6f1e0cbe-93a1-4a3e-9df1-1f2f3a4b5c6d"_s;
    const QJsonObject object = messageObject(one, Nowhere, Origin);
    QCOMPARE(object["tempId"_L1], QJsonValue(one.clientId));
    QCOMPARE(object["_id"_L1], QJsonValue(u"20"_s));
}

void WhisprCodecTest::saysHowFarAMessageGot_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("name");
    QTest::newRow("sent") << int(DeliveryStatus::Sent) << u"sent"_s;
    QTest::newRow("delivered") << int(DeliveryStatus::Delivered) << u"delivered"_s;
    QTest::newRow("read is seen") << int(DeliveryStatus::Read) << u"seen"_s;
}

void WhisprCodecTest::saysHowFarAMessageGot()
{
    QFETCH(int, status);
    MessageView view;
    view.message = message(MessageKind::Text, u"hi"_s);
    view.status = DeliveryStatus(status);
    const std::vector members{member(Alice, Role::Member), member(Bob, Role::Member)};
    const QJsonObject row = messageRow(view, Conversation(), members, Origin);
    QTEST(row["status"_L1].toString(), "name");
    QCOMPARE(row["receiverId"_L1], QJsonValue(u"2"_s));
}

void WhisprCodecTest::showsFilesByAbsoluteUrls()
{
    Message picture = message(MessageKind::Image, {});
    QVERIFY(!messageObject(picture, Nowhere, Origin).contains("file"_L1));
    picture.mediaUrl = u"/api/v1/media/files/x.png"_s;
    picture.mediaSize = 12;
    const QJsonObject object = messageObject(picture, Nowhere, Origin);
    QCOMPARE(object["file"_L1], QJsonValue(u"https://chat.example.org/api/v1/media/files/x.png"_s));
    QCOMPARE(object["fileType"_L1], QJsonValue(u"image"_s));
    QCOMPARE(object["fileSize"_L1], QJsonValue(12));
}

void WhisprCodecTest::listsAPrivateChat()
{
    ConversationDetails details;
    details.view.conversation.id = ConversationId(10);
    details.view.conversation.updatedAt = Then;
    details.view.conversation.createdAt = Then;
    details.view.lastMessage = message(MessageKind::Text, u"hi"_s);
    details.view.unread = 3;
    details.view.other = user(Bob, u"bob"_s);
    details.members = {member(Alice, Role::Member), member(Bob, Role::Member)};
    const QJsonObject chat = chatObject(details, Alice, Origin);
    QCOMPARE(chat["type"_L1], QJsonValue(u"private"_s));
    QCOMPARE(chat["participants"_L1], QJsonValue(QJsonArray{u"1"_s, u"2"_s}));
    QCOMPARE(chat["lastMessage"_L1], QJsonValue(u"hi"_s));
    QCOMPARE(chat["unreadMessages"_L1], QJsonValue(3));
    QCOMPARE(chat["updatedAt"_L1], QJsonValue(qint64(1'700'000'000'123)));
    QCOMPARE(chat["createdAt"_L1], QJsonValue(u"2023-11-14T22:13:20.123Z"_s));
    QVERIFY(chat["otherUsers"_L1].isObject());
    QCOMPARE(chat["otherUsers"_L1]["username"_L1], QJsonValue(u"bob"_s));
    QVERIFY(!chat.contains("adminId"_L1));
}

void WhisprCodecTest::listsAGroup()
{
    ConversationDetails details;
    details.view.conversation.id = ConversationId(10);
    details.view.conversation.kind = ConversationKind::Group;
    details.view.conversation.title = u"Project"_s;
    details.view.conversation.bio = u"all about it"_s;
    details.view.unread = 3;
    details.members = {member(Alice, Role::Member), member(Bob, Role::Admin)};
    const QJsonObject chat = chatObject(details, Alice, Origin);
    QCOMPARE(chat["type"_L1], QJsonValue(u"group"_s));
    QCOMPARE(chat["groupName"_L1], QJsonValue(u"Project"_s));
    QCOMPARE(chat["bio"_L1], QJsonValue(u"all about it"_s));
    QCOMPARE(chat["adminId"_L1], QJsonValue(u"2"_s));
    QCOMPARE(chat["lastMessage"_L1], QJsonValue(QString()));
    QVERIFY(chat["unreadMessages"_L1].isNull());
    QCOMPARE(chat["otherUsers"_L1].toArray().size(), 1);
}

void WhisprCodecTest::tellsWhatBecameOfARequest_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<std::optional<FriendshipState>>("state");
    QTest::addColumn<QString>("type");
    using Kind = NotificationKind;
    using State = std::optional<FriendshipState>;
    QTest::newRow("waits") << int(Kind::FriendRequest) << State(FriendshipState::Pending)
                           << u"Pending"_s;
    QTest::newRow("answered") << int(Kind::FriendRequest) << State(FriendshipState::Accepted)
                              << u"Accepted"_s;
    QTest::newRow("refused") << int(Kind::FriendRequest) << State(FriendshipState::Declined)
                             << u"Declined"_s;
    QTest::newRow("gone") << int(Kind::FriendRequest) << State() << u"Declined"_s;
    QTest::newRow("accepted by another") << int(Kind::FriendAccepted) << State() << u"Accepted"_s;
    QTest::newRow("declined by another") << int(Kind::FriendDeclined) << State() << u"Declined"_s;
    QTest::newRow("a message") << int(Kind::Message) << State() << u"Message"_s;
}

void WhisprCodecTest::tellsWhatBecameOfARequest()
{
    QFETCH(int, kind);
    QFETCH(std::optional<FriendshipState>, state);
    NotificationView view;
    view.notification.id = NotificationId(30);
    view.notification.user = Bob;
    view.notification.kind = NotificationKind(kind);
    view.notification.createdAt = Then;
    view.actor = user(Alice, u"alice"_s);
    view.friendship = state;
    const QJsonObject object = notificationObject(view, Origin);
    QTEST(object["type"_L1].toString(), "type");
    QCOMPARE(object["from"_L1]["username"_L1], QJsonValue(u"alice"_s));
    QCOMPARE(object["to"_L1], QJsonValue(u"2"_s));
    QCOMPARE(object["read"_L1], QJsonValue(false));
}

QTEST_GUILESS_MAIN(WhisprCodecTest)
#include "tst_whisprcodec.moc"

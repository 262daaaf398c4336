// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonepeoplecodec.h"

#include <QJsonArray>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class PhonePeopleCodecTest : public QObject
{
    Q_OBJECT

private slots:
    void friendships();
    void notifications();
    void events();
    void keepsTheAddressesOfOthers();
};

namespace {

Friendship friendship()
{
    return {.id = FriendshipId(7),
            .from = UserId(1),
            .to = UserId(2),
            .state = FriendshipState::Pending,
            .createdAt = Timestamp(std::chrono::milliseconds(0)),
            .changedAt = Timestamp(std::chrono::milliseconds(1))};
}

} // namespace

void PhonePeopleCodecTest::friendships()
{
    FriendshipView view{friendship(), {}};
    view.other.id = UserId(2);
    const QJsonObject row = phone::friendshipRow(view);
    QCOMPARE(row["id"_L1], QJsonValue(u"7"_s));
    QCOMPARE(row["from"_L1], QJsonValue(u"1"_s));
    QCOMPARE(row["to"_L1], QJsonValue(u"2"_s));
    QCOMPARE(row["state"_L1], QJsonValue(u"pending"_s));
    QCOMPARE(row["createdAt"_L1], QJsonValue(u"1970-01-01T00:00:00.000Z"_s));
    QCOMPARE(row["user"_L1]["id"_L1], QJsonValue(u"2"_s));
}

void PhonePeopleCodecTest::notifications()
{
    NotificationView view;
    view.notification.id = NotificationId(9);
    view.notification.kind = NotificationKind::FriendRequest;
    view.notification.friendship = FriendshipId(7);
    view.friendship = FriendshipState::Accepted;
    QJsonObject object = phone::notificationObject(view);
    QCOMPARE(object["type"_L1], QJsonValue(u"friend_request"_s));
    QCOMPARE(object["friendRequestId"_L1], QJsonValue(u"7"_s));
    QCOMPARE(object["friendRequestState"_L1], QJsonValue(u"accepted"_s));
    QCOMPARE(object["conversationId"_L1], QJsonValue(QJsonValue::Null));
    QCOMPARE(object["actor"_L1], QJsonValue(QJsonValue::Null));
    QCOMPARE(object["read"_L1], QJsonValue(false));
    view.notification.readAt = Timestamp{};
    view.actor = User();
    object = phone::notificationObject(view);
    QCOMPARE(object["read"_L1], QJsonValue(true));
    QVERIFY(object["actor"_L1].isObject());
}

void PhonePeopleCodecTest::events()
{
    QCOMPARE(phone::friendEvent({friendship(), {}})["state"_L1], QJsonValue(u"pending"_s));
    QCOMPARE(phone::blockEvent({UserId(1), UserId(2), true, {}}),
             (QJsonObject{{"userId"_L1, "2"_L1}, {"blocked"_L1, true}}));
    QCOMPARE(phone::readEvent({{NotificationId(3)}, true, 4}),
             (QJsonObject{{"ids"_L1, QJsonArray{"3"_L1}}, {"read"_L1, true}, {"unread"_L1, 4}}));
}

//! Somebody is shown to others with what their profile shows, and nothing else.
void PhonePeopleCodecTest::keepsTheAddressesOfOthers()
{
    User other;
    other.id = UserId(2);
    other.phone = u"+491"_s;
    other.email = u"bob@example.org"_s;
    other.isEmailVerified = true;
    other.username = u"bob"_s;
    other.displayName = u"Bob"_s;
    other.avatarUrl = u"/a.png"_s;
    other.statusText = u"Hey"_s;
    other.bio = u"Writes"_s;
    other.language = u"de"_s;
    const QJsonObject shown{{"id"_L1, "2"_L1},
                            {"phoneNumber"_L1, "+491"_L1},
                            {"username"_L1, "bob"_L1},
                            {"displayName"_L1, "Bob"_L1},
                            {"avatarUrl"_L1, "/a.png"_L1},
                            {"statusText"_L1, "Hey"_L1},
                            {"bio"_L1, "Writes"_L1}};
    QCOMPARE(phone::friendshipRow({friendship(), other})["user"_L1].toObject(), shown);
    NotificationView view;
    view.actor = other;
    QCOMPARE(phone::notificationObject(view)["actor"_L1].toObject(), shown);
    QCOMPARE(phone::friendEvent({friendship(), other})["actor"_L1].toObject(), shown);
    const QJsonObject members = phone::membersEvent({{}, other, {other}, {other}, {}});
    QCOMPARE(members["actor"_L1].toObject(), shown);
    QCOMPARE(members["added"_L1].toArray(), QJsonArray{shown});
    QCOMPARE(members["removed"_L1].toArray(), QJsonArray{shown});
}

QTEST_GUILESS_MAIN(PhonePeopleCodecTest)
#include "tst_phonepeoplecodec.moc"

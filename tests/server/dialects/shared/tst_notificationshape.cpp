// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/notificationshape.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class NotificationShapeTest : public QObject
{
    Q_OBJECT

private slots:
    void showsANotification();
    void saysWhatItIsOf_data();
    void saysWhatItIsOf();
};

void NotificationShapeTest::showsANotification()
{
    NotificationView view;
    view.notification.id = NotificationId(7);
    view.notification.user = UserId(1);
    const QJsonObject unread = notificationShape(view, u"somebody"_s);
    QCOMPARE(unread["_id"_L1], QJsonValue(u"7"_s));
    QCOMPARE(unread["to"_L1], QJsonValue(u"1"_s));
    QCOMPARE(unread["from"_L1], QJsonValue(u"somebody"_s));
    QCOMPARE(unread["read"_L1], QJsonValue(false));
    view.notification.readAt = Timestamp(std::chrono::seconds(1));
    const QJsonObject read = notificationShape(view, QJsonValue::Null);
    QCOMPARE(read["read"_L1], QJsonValue(true));
    QCOMPARE(read["updatedAt"_L1], QJsonValue(u"1970-01-01T00:00:01.000Z"_s));
}

void NotificationShapeTest::saysWhatItIsOf_data()
{
    QTest::addColumn<NotificationKind>("kind");
    QTest::addColumn<std::optional<FriendshipState>>("state");
    QTest::addColumn<QString>("type");
    const std::optional<FriendshipState> none;
    const auto request = NotificationKind::FriendRequest;
    QTest::newRow("waits") << request << std::optional(FriendshipState::Pending) << u"Pending"_s;
    QTest::newRow("agreed") << request << std::optional(FriendshipState::Accepted) << u"Accepted"_s;
    QTest::newRow("gone") << request << none << u"Declined"_s;
    QTest::newRow("accepted") << NotificationKind::FriendAccepted << none << u"Accepted"_s;
    QTest::newRow("declined") << NotificationKind::FriendDeclined << none << u"Declined"_s;
    QTest::newRow("mention") << NotificationKind::Mention << none << u"Message"_s;
    QTest::newRow("security") << NotificationKind::Security << none << u"Message"_s;
}

void NotificationShapeTest::saysWhatItIsOf()
{
    QFETCH(NotificationKind, kind);
    QFETCH(std::optional<FriendshipState>, state);
    NotificationView view;
    view.notification.kind = kind;
    view.friendship = state;
    QTEST(notificationShape(view, QJsonValue::Null)["type"_L1].toString(), "type");
}

QTEST_GUILESS_MAIN(NotificationShapeTest)
#include "tst_notificationshape.moc"

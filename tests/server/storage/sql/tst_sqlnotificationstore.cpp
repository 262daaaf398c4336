// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlnotificationstore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class SqlNotificationStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stores.reset(); }

    void keepsAllOfANotification();
    void isOfOneUserOnly();
    void showsWhatARequestHasBecome();
    void listsPagesAndUnreadOnes();
    void countsThoseOfSomebody();
    void marksSomeOrAll();
    void removesWhatIsAboutARequest();
    void prunesTheOldestReadOnesFirst();
    void prunesSeveralAtOnce();
    void findsWhoHasNotBeenToldOfMessages();
    void saysWhatIsUnreadAsItStands();
    void marksWhatTellsOfMessages();

private:
    //! Adds a group of the two and has the second write \p count messages, with ids from 101 on.
    void talk(int count)
    {
        QVERIFY((*m_stores)->conversations.addGroup({.id = Group,
                                                     .kind = ConversationKind::Group,
                                                     .createdBy = UserId(2),
                                                     .createdAt = test::at(0),
                                                     .updatedAt = test::at(0)},
                                                    {UserId(1)}));
        for (int i = 1; i <= count; ++i)
            QVERIFY((*m_stores)->messages.append({.id = MessageId(100 + i),
                                                  .conversation = Group,
                                                  .sender = UserId(2),
                                                  .createdAt = test::at(i)}));
    }

    //! Tells the first of messages in the group.
    void tell(qint64 id)
    {
        QVERIFY(notifications().add({.id = NotificationId(id),
                                     .user = UserId(1),
                                     .kind = NotificationKind::Message,
                                     .conversation = Group,
                                     .message = MessageId(101),
                                     .data = {{MessageCountKey, 1}},
                                     .createdAt = test::at(9)}));
    }

    std::vector<UserId> unaware()
    {
        std::vector<UserId> users;
        const auto found =
            notifications().listUnaware(Group, {UserId(1), UserId(2), UserId(3)}, test::at(50));
        for (const Unaware &each : *found)
            users.push_back(each.user);
        return users;
    }

    static constexpr ConversationId Group{10};

    NotificationStore &notifications() { return (*m_stores)->notifications; }

    Notification add(qint64 id, bool isRead = false)
    {
        Notification notification;
        notification.id = NotificationId(id);
        notification.user = UserId(1);
        notification.createdAt = test::at(id);
        if (isRead)
            notification.readAt = test::at(id);
        if (!notifications().add(notification))
            qFatal("not stored");
        return notification;
    }

    std::vector<qint64> ids(const NotificationPage &page)
    {
        std::vector<qint64> found;
        const auto views = notifications().list(page);
        for (const NotificationView &view : *views)
            found.push_back(view.notification.id.value());
        return found;
    }

    std::unique_ptr<test::TestStores> m_stores;
};

void SqlNotificationStoreTest::init()
{
    m_stores = std::make_unique<test::TestStores>();
    for (const qint64 id : {1, 2})
        test::addUser(**m_stores, UserId(id));
}

void SqlNotificationStoreTest::keepsAllOfANotification()
{
    Notification notification{.id = NotificationId(7),
                              .user = UserId(1),
                              .kind = NotificationKind::AddedToGroup,
                              .actor = UserId(2),
                              .friendship = FriendshipId(8),
                              .conversation = ConversationId(9),
                              .message = MessageId(10),
                              .data = {{u"title"_s, u"Täm\""_s}},
                              .createdAt = test::at(3),
                              .readAt = test::at(4)};
    QVERIFY(notifications().add(notification));
    const auto views = notifications().list({.user = UserId(1)});
    QCOMPARE(views->size(), 1u);
    const Notification &found = views->front().notification;
    QCOMPARE(found.kind, NotificationKind::AddedToGroup);
    QVERIFY(found.actor == UserId(2) && found.friendship == FriendshipId(8));
    QVERIFY(found.conversation == ConversationId(9) && found.message == MessageId(10));
    QCOMPARE(found.data, notification.data);
    QCOMPARE(found.createdAt, test::at(3));
    QVERIFY(found.readAt == test::at(4));
    QCOMPARE(views->front().actor->displayName, u"User 2"_s);
    QVERIFY(!views->front().friendship);
}

void SqlNotificationStoreTest::countsThoseOfSomebody()
{
    tell(7);
    QVERIFY(notifications().add({.id = NotificationId(8),
                                 .user = UserId(1),
                                 .kind = NotificationKind::FriendAccepted,
                                 .actor = UserId(2),
                                 .createdAt = test::at(9)}));
    QCOMPARE(*notifications().countUnread(UserId(1), NotificationScope::All), 2);
    QCOMPARE(*notifications().countUnread(UserId(1), NotificationScope::OfSomebody), 1);
}

void SqlNotificationStoreTest::isOfOneUserOnly()
{
    add(7);
    QVERIFY(notifications().find(NotificationId(7), UserId(1)));
    QCOMPARE(notifications().find(NotificationId(7), UserId(2)).error().kind,
             Error::Kind::NotFound);
    QVERIFY(notifications().list({.user = UserId(2)})->empty());
    const NotificationMark foreign{UserId(2), std::vector{NotificationId(7)}, test::at(1)};
    QVERIFY(notifications().mark(foreign)->empty());
    QCOMPARE(*notifications().countUnread(UserId(1), NotificationScope::All), 1);
}

void SqlNotificationStoreTest::showsWhatARequestHasBecome()
{
    QVERIFY((*m_stores)->friends.put({.id = FriendshipId(8),
                                      .from = UserId(2),
                                      .to = UserId(1),
                                      .state = FriendshipState::Declined,
                                      .createdAt = {},
                                      .changedAt = {}}));
    Notification notification = add(7);
    notification.id = NotificationId(9);
    notification.friendship = FriendshipId(8);
    QVERIFY(notifications().add(notification));
    const auto views = notifications().list({.user = UserId(1)});
    QVERIFY(views->front().friendship == FriendshipState::Declined);
}

void SqlNotificationStoreTest::listsPagesAndUnreadOnes()
{
    for (const qint64 id : {11, 12, 13, 14})
        add(id, id == 13);
    NotificationPage page{.user = UserId(1), .limit = 3};
    QCOMPARE(ids(page), (std::vector<qint64>{14, 13, 12}));
    page.before = NotificationId(12);
    QCOMPARE(ids(page), (std::vector<qint64>{11}));
    QCOMPARE(ids({.user = UserId(1), .which = NotificationPage::Which::Unread}),
             (std::vector<qint64>{14, 12, 11}));
}

void SqlNotificationStoreTest::marksSomeOrAll()
{
    for (const qint64 id : {11, 12, 13})
        add(id);
    NotificationMark mark{UserId(1), std::vector{NotificationId(12), NotificationId(99)},
                          test::at(5)};
    QCOMPARE(*notifications().mark(mark), std::vector{NotificationId(12)});
    QVERIFY(notifications().mark(mark)->empty()); // It was read already.
    mark.ids.reset();
    QCOMPARE(notifications().mark(mark)->size(), 2u);
    QCOMPARE(*notifications().countUnread(UserId(1), NotificationScope::All), 0);
    mark.readAt.reset();
    mark.ids = {NotificationId(11)};
    QCOMPARE(*notifications().mark(mark), std::vector{NotificationId(11)});
    QCOMPARE(*notifications().countUnread(UserId(1), NotificationScope::All), 1);
}

void SqlNotificationStoreTest::removesWhatIsAboutARequest()
{
    Notification notification = add(7);
    notification.id = NotificationId(9);
    notification.friendship = FriendshipId(8);
    QVERIFY(notifications().add(notification));
    QCOMPARE(*notifications().listAbout(UserId(1), FriendshipId(8)),
             std::vector{NotificationId(9)});
    QVERIFY(notifications().removeAbout(UserId(2), FriendshipId(8)));
    QVERIFY(notifications().find(NotificationId(9), UserId(1)));
    QVERIFY(notifications().removeAbout(UserId(1), FriendshipId(8)));
    QVERIFY(!notifications().find(NotificationId(9), UserId(1)));
}

void SqlNotificationStoreTest::prunesTheOldestReadOnesFirst()
{
    for (const qint64 id : {11, 12, 13, 14, 15})
        add(id, id == 12 || id == 14);
    QVERIFY(notifications().prune(UserId(1), 4, 4));
    QCOMPARE(ids({.user = UserId(1)}), (std::vector<qint64>{15, 14, 13, 11}));
    QVERIFY(notifications().prune(UserId(1), 2, 2));
    QCOMPARE(ids({.user = UserId(1)}), (std::vector<qint64>{15, 13}));
}

void SqlNotificationStoreTest::prunesSeveralAtOnce()
{
    for (const qint64 id : {11, 12, 13, 14})
        add(id, false);
    QVERIFY(notifications().prune(UserId(1), 4, 2));
    QCOMPARE(ids({.user = UserId(1)}).size(), 4U);
    add(15, false);
    QVERIFY(notifications().prune(UserId(2), 4, 2));
    QCOMPARE(ids({.user = UserId(1)}).size(), 5U);
    QVERIFY(notifications().prune(UserId(1), 4, 2));
    QCOMPARE(ids({.user = UserId(1)}), (std::vector<qint64>{15, 14}));
}

void SqlNotificationStoreTest::findsWhoHasNotBeenToldOfMessages()
{
    talk(2);
    const auto found = notifications().listUnaware(Group, {UserId(1), UserId(2)}, test::at(50));
    QCOMPARE(found->size(), 1u); // The other one wrote it all.
    QCOMPARE(found->front().user, UserId(1));
    QCOMPARE(found->front().unread, 2);
    QVERIFY(notifications().listUnaware(Group, {UserId(2)}, test::at(50))->empty());

    QVERIFY((*m_stores)->members.mute(Group, UserId(1), test::at(60)));
    QVERIFY(unaware().empty());
    QVERIFY((*m_stores)->members.mute(Group, UserId(1), test::at(40)));
    QCOMPARE(unaware(), std::vector{UserId(1)});

    tell(7);
    QVERIFY(unaware().empty());
    QVERIFY(notifications().mark({UserId(1), {}, test::at(9)}));
    QCOMPARE(unaware(), std::vector{UserId(1)});
    QVERIFY((*m_stores)->members.advanceRead(Group, UserId(1), 2));
    QVERIFY(unaware().empty());
}

void SqlNotificationStoreTest::saysWhatIsUnreadAsItStands()
{
    talk(3);
    tell(7);
    const auto told = notifications().list({.user = UserId(1)})->front().notification;
    QCOMPARE(told.data[MessageCountKey].toInt(), 3);
    QVERIFY(told.message == MessageId(103));
    QVERIFY((*m_stores)->members.leave(Group, UserId(1)));
    QCOMPARE(notifications().list({.user = UserId(1)})->front().notification.data, told.data);
}

void SqlNotificationStoreTest::marksWhatTellsOfMessages()
{
    talk(1);
    tell(7);
    add(8);
    QVERIFY(notifications().markRead(UserId(2), Group, test::at(9))->empty());
    QVERIFY(notifications().markRead(UserId(1), ConversationId(11), test::at(9))->empty());
    QCOMPARE(*notifications().markRead(UserId(1), Group, test::at(9)),
             std::vector{NotificationId(7)});
    QVERIFY(notifications().markRead(UserId(1), Group, test::at(9))->empty());
    QCOMPARE(*notifications().countUnread(UserId(1), NotificationScope::All), 1);
}

QTEST_GUILESS_MAIN(SqlNotificationStoreTest)
#include "tst_sqlnotificationstore.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/notification/notificationservice.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class NotificationServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_chat.reset(); }

    void listsPageByPage();
    void countsWhatIsUnread();
    void marksAndTellsOnce();
    void marksAllAndBackAgain();
    void leavesOthersAlone();
    void marksOneThatIsThere();

private:
    using State = NotificationService::State;

    std::vector<NotificationId> ids(UserId user)
    {
        std::vector<NotificationId> found;
        const auto listed = await(m_chat->notifications.list(user, {}));
        for (const NotificationView &view : listed->notifications)
            found.push_back(view.notification.id);
        return found;
    }

    std::unique_ptr<ChatFixture> m_chat;
};

void NotificationServiceTest::init()
{
    m_chat = std::make_unique<ChatFixture>();
    for (const UserId asker : {m_chat->bob, m_chat->carol, m_chat->mallory})
        QVERIFY(await(m_chat->friends.request(asker, m_chat->alice)));
    m_chat->recorder.clear();
}

void NotificationServiceTest::listsPageByPage()
{
    NotificationQuery query;
    query.limit = 2;
    const auto first = await(m_chat->notifications.list(m_chat->alice, query));
    QCOMPARE(first->notifications.size(), 2u);
    QCOMPARE(first->unread, 3);
    QCOMPARE(first->notifications.front().actor->id, m_chat->mallory);
    QVERIFY(first->next);
    query.before = first->next;
    const auto second = await(m_chat->notifications.list(m_chat->alice, query));
    QCOMPARE(second->notifications.size(), 1u);
    QCOMPARE(second->notifications.front().actor->id, m_chat->bob);
    QVERIFY(!second->next);
}

void NotificationServiceTest::countsWhatIsUnread()
{
    QCOMPARE(*await(m_chat->notifications.countUnread(m_chat->alice)), 3);
    QCOMPARE(*await(m_chat->notifications.countUnread(m_chat->bob)), 0);
}

void NotificationServiceTest::marksAndTellsOnce()
{
    const NotificationId newest = ids(m_chat->alice).front();
    const std::vector some{newest, NotificationId(1)};
    for (int i = 0; i < 2; ++i)
        QCOMPARE(*await(m_chat->notifications.mark(m_chat->alice, some, State::Read)), 2);
    const auto told = m_chat->recorder.events<NotificationsRead>();
    QCOMPARE(told.size(), 1u);
    QCOMPARE(told.front()->audience, std::vector{m_chat->alice});
    const auto read = m_chat->recorder.payloads<NotificationsRead>().front();
    QCOMPARE(read.ids, std::vector{newest});
    QVERIFY(read.isRead);
    QCOMPARE(read.unread, 2);

    NotificationQuery query;
    query.onlyUnread = true;
    QCOMPARE(await(m_chat->notifications.list(m_chat->alice, query))->notifications.size(), 2u);
}

void NotificationServiceTest::marksAllAndBackAgain()
{
    QCOMPARE(*await(m_chat->notifications.mark(m_chat->alice, {}, State::Read)), 0);
    const auto oldest = ids(m_chat->alice).back();
    QCOMPARE(*await(m_chat->notifications.mark(m_chat->alice, std::vector{oldest}, State::Unread)),
             1);
    QVERIFY(!m_chat->recorder.payloads<NotificationsRead>().back().isRead);
}

void NotificationServiceTest::leavesOthersAlone()
{
    QCOMPARE(await(m_chat->notifications.list(m_chat->bob, {}))->notifications.size(), 0u);
    QCOMPARE(*await(m_chat->notifications.mark(m_chat->bob, ids(m_chat->alice), State::Read)), 0);
    QCOMPARE(*await(m_chat->notifications.countUnread(m_chat->alice)), 3);
    QVERIFY(m_chat->recorder.events<NotificationsRead>().empty());
}

void NotificationServiceTest::marksOneThatIsThere()
{
    const NotificationId newest = ids(m_chat->alice).front();
    QCOMPARE(*await(m_chat->notifications.markOne(m_chat->alice, newest, State::Read)), 2);
    QCOMPARE(*await(m_chat->notifications.markOne(m_chat->alice, newest, State::Unread)), 3);
    for (const auto &[user, id] :
         {std::pair(m_chat->bob, newest), std::pair(m_chat->alice, NotificationId(1))}) {
        const auto refused = await(m_chat->notifications.markOne(user, id, State::Read));
        QCOMPARE(refused.error().kind, Error::Kind::NotFound);
    }
    QCOMPARE(*await(m_chat->notifications.countUnread(m_chat->alice)), 3);
}

QTEST_GUILESS_MAIN(NotificationServiceTest)
#include "tst_notificationservice.moc"

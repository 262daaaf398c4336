// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/awayservice.h"
#include "server/services/chat/presenceservice.h"
#include "server/services/identity/lastseen.h"
#include "tests/server/services/chat/chatfixture.h"
#include "tests/support/heldwriter.h"
#include "tests/support/patience.h"
#include "tests/support/settle.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class AwayServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_world = std::make_unique<World>(); }
    void cleanup() { m_world.reset(); }

    void tellsWhoWasAway();
    void tellsOnceForAConversation();
    void saysHowManyAndWhichIsTheNewest();
    void sparesThoseWhoAreHereAndTheSender();
    void sparesASenderWhoHasNotReadWhatCameBefore();
    void tellsASenderOfWhatOthersWroteJustBefore();
    void sparesWhoHasMutedTheConversation();
    void isReadWithTheConversation();
    void beginsAnewAfterReading();
    void tellsALargeGroup();

private:
    //! \brief The chat services, and who is here.
    struct World
    {
        World() = default;
        //! Lets what is on its way end before whoever it belongs to is gone.
        ~World()
        {
            chat.database.close();
            test::settle(*Mailbox::current());
        }
        Q_DISABLE_COPY_MOVE(World)

        //! \return what \p user was told of messages, newest first.
        std::vector<NotificationView> toldTo(UserId user)
        {
            auto listed = await(chat.notifications.list(user, {}));
            std::erase_if(listed->notifications, [](const NotificationView &view) {
                return view.notification.kind != NotificationKind::Message;
            });
            return listed->notifications;
        }

        void open(UserId user) { finish(presence.connected(user, SessionId(1))); }
        void close(UserId user) { finish(presence.disconnected(user, SessionId(1))); }
        static void finish(QCoro::Task<> task)
        {
            bool isDone = false;
            task.then([&isDone] { isDone = true; });
            QTRY_VERIFY(isDone);
        }

        //! Lets what was sent so far be gone through: the one who is told last is \p witness.
        void settle(UserId witness, UserId sender)
        {
            const ConversationId other = chat.directChat(sender, witness);
            chat.say(sender, other, u"Are you there?"_s);
            QTRY_COMPARE(toldTo(witness).size(), 1u);
        }

        ChatFixture chat;
        LastSeen lastSeen;
        PresenceService presence{chat.context, lastSeen};
        AwayService away{chat.context, presence, chat.absences, 1ms};
    };

    std::unique_ptr<World> m_world;
};

void AwayServiceTest::tellsWhoWasAway()
{
    auto &[chat, lastSeen, presence, away] = *m_world;
    const ConversationId direct = chat.directChat(chat.alice, chat.bob);
    const Message sent = chat.say(chat.alice, direct, u"Hello"_s);
    QTRY_COMPARE(m_world->toldTo(chat.bob).size(), 1u);
    const NotificationView told = m_world->toldTo(chat.bob).front();
    QCOMPARE(told.actor->id, chat.alice);
    QVERIFY(told.notification.conversation == direct);
    QVERIFY(told.notification.message == sent.id);
    QCOMPARE(told.notification.data[MessageCountKey].toInt(), 1);
    const auto announced = chat.recorder.events<NotificationAdded>();
    QCOMPARE(announced.size(), 1u);
    QCOMPARE(announced[0]->audience, std::vector{chat.bob});
}

void AwayServiceTest::tellsOnceForAConversation()
{
    auto &[chat, lastSeen, presence, away] = *m_world;
    const ConversationId direct = chat.directChat(chat.alice, chat.bob);
    for (int i = 0; i < 3; ++i) {
        chat.say(chat.alice, direct, u"Hello"_s);
        QTRY_COMPARE(m_world->toldTo(chat.bob).size(), 1u);
    }
    m_world->settle(chat.carol, chat.alice);
    QCOMPARE(m_world->toldTo(chat.bob).size(), 1u);
    QCOMPARE(*await(chat.notifications.countUnread(chat.bob)), 1);
}

void AwayServiceTest::saysHowManyAndWhichIsTheNewest()
{
    auto &[chat, lastSeen, presence, away] = *m_world;
    const ConversationId direct = chat.directChat(chat.alice, chat.bob);
    chat.say(chat.alice, direct, u"1"_s);
    QTRY_COMPARE(m_world->toldTo(chat.bob).size(), 1u);
    chat.say(chat.alice, direct, u"2"_s);
    const Message newest = chat.say(chat.alice, direct, u"3"_s);
    const Notification told = m_world->toldTo(chat.bob).front().notification;
    QCOMPARE(told.data[MessageCountKey].toInt(), 3);
    QVERIFY(told.message == newest.id);
}

void AwayServiceTest::sparesThoseWhoAreHereAndTheSender()
{
    auto &[chat, lastSeen, presence, away] = *m_world;
    m_world->open(chat.bob);
    const ConversationId group = chat.group(chat.alice, {chat.bob, chat.carol});
    chat.say(chat.alice, group, u"Hello"_s);
    QTRY_COMPARE(m_world->toldTo(chat.carol).size(), 1u);
    QCOMPARE(m_world->toldTo(chat.bob).size(), 0u);
    QCOMPARE(m_world->toldTo(chat.alice).size(), 0u);
}

void AwayServiceTest::sparesASenderWhoHasNotReadWhatCameBefore()
{
    auto &[chat, lastSeen, presence, away] = *m_world;
    const ConversationId direct = chat.directChat(chat.alice, chat.bob);
    m_world->open(chat.alice);
    chat.say(chat.bob, direct, u"Hello"_s);
    m_world->settle(chat.carol, chat.bob);
    m_world->close(chat.alice);
    chat.say(chat.alice, direct, u"Later"_s);
    QTRY_COMPARE(m_world->toldTo(chat.bob).size(), 1u);
    m_world->settle(chat.mallory, chat.carol);
    QCOMPARE(m_world->toldTo(chat.alice).size(), 0u);
}

void AwayServiceTest::tellsASenderOfWhatOthersWroteJustBefore()
{
    auto &[chat, lastSeen, presence, away] = *m_world;
    const ConversationId group = chat.group(chat.alice, {chat.bob, chat.carol});
    std::vector<QCoro::Task<Result<Message>>> sent;
    {
        const HeldWriter held(chat.database); // All of it comes within a pause.
        for (const UserId sender : {chat.carol, chat.bob, chat.alice, chat.alice})
            sent.push_back(chat.messages.send(chat.draft(sender, group, u"Hello"_s)));
    }
    for (const auto &stored : awaitAll(std::move(sent)))
        QVERIFY(stored);
    QTRY_COMPARE(m_world->toldTo(chat.alice).size(), 1u);
    QVERIFY(m_world->toldTo(chat.alice).front().actor->id != chat.alice);
    QTRY_COMPARE(m_world->toldTo(chat.bob).size(), 1u);
    QVERIFY(m_world->toldTo(chat.bob).front().actor->id != chat.bob);
}

void AwayServiceTest::sparesWhoHasMutedTheConversation()
{
    auto &[chat, lastSeen, presence, away] = *m_world;
    const ConversationId direct = chat.directChat(chat.alice, chat.bob);
    QVERIFY(await(chat.conversations.mute(chat.bob, direct, chat.clock.now() + 1h)));
    chat.say(chat.alice, direct, u"Hello"_s);
    m_world->settle(chat.carol, chat.alice);
    QCOMPARE(m_world->toldTo(chat.bob).size(), 0u);

    chat.clock.advance(2h);
    chat.say(chat.alice, direct, u"Now?"_s);
    QTRY_COMPARE(m_world->toldTo(chat.bob).size(), 1u);
}

void AwayServiceTest::isReadWithTheConversation()
{
    auto &[chat, lastSeen, presence, away] = *m_world;
    const ConversationId direct = chat.directChat(chat.alice, chat.bob);
    chat.say(chat.alice, direct, u"Hello"_s);
    QTRY_COMPARE(m_world->toldTo(chat.bob).size(), 1u);
    QVERIFY(await(chat.receipts.markRead(chat.bob, direct)));
    QCOMPARE(*await(chat.notifications.countUnread(chat.bob)), 0);
    const auto read = chat.recorder.events<NotificationsRead>();
    QCOMPARE(read.size(), 1u);
    QCOMPARE(read[0]->audience, std::vector{chat.bob});
    QVERIFY(chat.recorder.payloads<NotificationsRead>()[0].isRead);
}

void AwayServiceTest::beginsAnewAfterReading()
{
    auto &[chat, lastSeen, presence, away] = *m_world;
    const ConversationId direct = chat.directChat(chat.alice, chat.bob);
    chat.say(chat.alice, direct, u"Hello"_s);
    QTRY_COMPARE(m_world->toldTo(chat.bob).size(), 1u);
    QVERIFY(await(chat.receipts.markRead(chat.bob, direct)));
    chat.say(chat.alice, direct, u"Still there?"_s);
    QTRY_COMPARE(m_world->toldTo(chat.bob).size(), 2u);
    QCOMPARE(*await(chat.notifications.countUnread(chat.bob)), 1);
}

void AwayServiceTest::tellsALargeGroup()
{
    auto &[chat, lastSeen, presence, away] = *m_world;
    std::vector<UserId> many;
    for (qint64 id = 1001; id <= 1300; ++id)
        many.emplace_back(id);
    QVERIFY(await(chat.database->write([&many](Stores &stores) -> Result<> {
        for (const UserId user : many)
            addUser(stores, user);
        return {};
    })));
    const ConversationId group = chat.group(chat.alice, many);
    chat.recorder.clear();
    chat.say(chat.alice, group, u"Hello"_s);
    QTRY_COMPARE(chat.recorder.events<NotificationAdded>().size(), many.size());
    chat.say(chat.alice, group, u"Again"_s);
    m_world->settle(chat.carol, chat.alice);
    QCOMPARE(chat.recorder.events<NotificationAdded>().size(), many.size() + 1);
}

QTEST_GUILESS_MAIN(AwayServiceTest)
#include "tst_awayservice.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/presenceservice.h"
#include "server/services/identity/lastseen.h"
#include "tests/server/services/chat/chatfixture.h"
#include "tests/support/patience.h"
#include "tests/support/settle.h"
#include "tests/support/unreadable.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;

class PresenceServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsOfTheFirstAndTheLastSocket();
    void tellsOnlyThoseWhoShareAConversation();
    void saysNothingOfAFlicker();
    void notesWhenASessionWasSeen();
    void tellsOnlyThoseWhoMayKnow_data();
    void tellsOnlyThoseWhoMayKnow();
    void takesBackWhatIsHiddenNow();
    void showsAgainWhatIsShownNow();
    void followsAFriendship();
    void endsWithABlock_data();
    void endsWithABlock();
    void endsWithAFriendshipThatABlockEnds();
    void comesBackWithTheEndOfABlock();
    void saysNothingOfOtherSettings();
    void triesAgainUntilItIsTold();
    void saysNothingThatIsTrueNoMore();
    void hidesOnceThatCanBeRead();
    void stopsTryingWhenItGoes();
};

namespace {

//! \brief What \c viewer has last heard of somebody.
struct Look
{
    bool isOnline = false;
    bool hasLastSeen = false;

    friend bool operator==(const Look &, const Look &) = default;
};

std::optional<Look> lookOf(const ChatFixture &chat, UserId viewer, UserId user)
{
    std::optional<Look> look;
    for (const SharedEvent &event : chat.recorder.events<PresenceChanged>()) {
        const auto &changed = std::get<PresenceChanged>(event->payload);
        const auto &audience = event->audience;
        if (changed.user == user
            && std::find(audience.begin(), audience.end(), viewer) != audience.end())
            look = Look{changed.isOnline, changed.lastSeen.has_value()};
    }
    return look;
}

void setLastSeen(ChatFixture &chat, UserId user, Audience audience)
{
    PrivacyChange change;
    change.lastSeen = audience;
    ChatFixture::orFatal(await(chat.privacy.change(user, change)));
}

//! Starts \p task and runs the event loop until it is done.
void finish(QCoro::Task<> task)
{
    bool isDone = false;
    std::move(task).then([&isDone] { isDone = true; });
    QTRY_VERIFY(isDone);
}

//! \brief Lets what is on its way end before whoever it belongs to is gone.
class Settling
{
public:
    explicit Settling(ChatFixture &chat)
        : m_chat(chat)
    {}
    ~Settling()
    {
        m_chat.database.close();
        test::settle(*Mailbox::current());
    }
    Q_DISABLE_COPY_MOVE(Settling)

private:
    ChatFixture &m_chat;
};

ChatContext contextOf(ChatFixture &chat, Database &database)
{
    return {database, chat.bus, chat.clock, chat.ids, chat.memory};
}

} // namespace

void PresenceServiceTest::tellsOfTheFirstAndTheLastSocket()
{
    ChatFixture chat;
    LastSeen lastSeen;
    PresenceService presence(chat.context, lastSeen);
    const Settling settling(chat);
    chat.directChat(chat.alice, chat.bob);

    finish(presence.connected(chat.alice, SessionId(1)));
    finish(presence.connected(chat.alice, SessionId(2)));
    QVERIFY(presence.isOnline(chat.alice));
    QCOMPARE(chat.recorder.events<PresenceChanged>().size(), 1u);
    finish(presence.disconnected(chat.alice, SessionId(1)));
    QVERIFY(presence.isOnline(chat.alice));
    QCOMPARE(chat.recorder.events<PresenceChanged>().size(), 1u);
    finish(presence.disconnected(chat.alice, SessionId(2)));
    QVERIFY(!presence.isOnline(chat.alice));

    const auto changes = chat.recorder.payloads<PresenceChanged>();
    QCOMPARE(changes.size(), 2u);
    QVERIFY(changes[0].isOnline);
    QVERIFY(!changes[1].isOnline);
    QCOMPARE(changes[1].user, chat.alice);
    QVERIFY(changes[1].lastSeen == chat.clock.now());
}

void PresenceServiceTest::tellsOnlyThoseWhoShareAConversation()
{
    ChatFixture chat;
    LastSeen lastSeen;
    PresenceService presence(chat.context, lastSeen);
    const Settling settling(chat);
    chat.directChat(chat.alice, chat.bob);
    const ConversationId group = chat.group(chat.alice, {chat.carol, chat.mallory});
    QVERIFY(await(chat.groups.remove(chat.alice, group, chat.mallory)));
    finish(presence.connected(chat.alice, SessionId(1)));
    const auto events = chat.recorder.events<PresenceChanged>();
    QCOMPARE(events.size(), 1u);
    auto audience = events[0]->audience;
    std::sort(audience.begin(), audience.end());
    QCOMPARE(audience, (std::vector{chat.bob, chat.carol}));
}

void PresenceServiceTest::saysNothingOfAFlicker()
{
    ChatFixture chat;
    LastSeen lastSeen;
    PresenceService presence(chat.context, lastSeen);
    const Settling settling(chat);
    chat.directChat(chat.alice, chat.bob);
    auto connected = presence.connected(chat.alice, SessionId(1));
    auto disconnected = presence.disconnected(chat.alice, SessionId(1));
    finish(std::move(connected));
    finish(std::move(disconnected));
    QVERIFY(chat.recorder.events<PresenceChanged>().empty());
    finish(presence.connected(chat.alice, SessionId(1))); // And counts on as before.
    QCOMPARE(chat.recorder.events<PresenceChanged>().size(), 1u);
}

void PresenceServiceTest::notesWhenASessionWasSeen()
{
    ChatFixture chat;
    LastSeen lastSeen;
    PresenceService presence(chat.context, lastSeen);
    const Settling settling(chat);
    finish(presence.connected(chat.alice, SessionId(7)));
    const auto seen = lastSeen.take();
    QCOMPARE(seen.size(), 1u);
    QCOMPARE(seen[0].session, SessionId(7));
    QCOMPARE(seen[0].at, chat.clock.now());
}

void PresenceServiceTest::tellsOnlyThoseWhoMayKnow_data()
{
    QTest::addColumn<int>("alices");
    QTest::addColumn<int>("others");
    QTest::addColumn<bool>("friendHears");
    QTest::addColumn<bool>("strangerHears");
    const int everyone = int(Audience::Everyone);
    const int friends = int(Audience::Friends);
    const int nobody = int(Audience::Nobody);
    QTest::newRow("for everyone") << everyone << everyone << true << true;
    QTest::newRow("for friends") << friends << everyone << true << false;
    QTest::newRow("for nobody") << nobody << everyone << false << false;
    QTest::newRow("who hides is not told of others") << everyone << nobody << false << false;
    QTest::newRow("who shows friends is told of friends") << everyone << friends << true << false;
}

void PresenceServiceTest::tellsOnlyThoseWhoMayKnow()
{
    QFETCH(int, alices);
    QFETCH(int, others);
    QFETCH(bool, friendHears);
    QFETCH(bool, strangerHears);
    ChatFixture chat;
    LastSeen lastSeen;
    PresenceService presence(chat.context, lastSeen);
    const Settling settling(chat);
    chat.befriend(chat.alice, chat.bob);
    chat.group(chat.alice, {chat.bob, chat.carol});
    setLastSeen(chat, chat.alice, Audience(alices));
    setLastSeen(chat, chat.bob, Audience(others));
    setLastSeen(chat, chat.carol, Audience(others));
    finish(presence.connected(chat.alice, SessionId(1)));
    const auto hears = [&](UserId viewer) {
        const auto look = lookOf(chat, viewer, chat.alice);
        return look && look->isOnline;
    };
    QCOMPARE(hears(chat.bob), friendHears);
    QCOMPARE(hears(chat.carol), strangerHears);
    finish(presence.disconnected(chat.alice, SessionId(1)));
    QCOMPARE(lookOf(chat, chat.bob, chat.alice) == Look({false, true}), friendHears);
    QCOMPARE(lookOf(chat, chat.carol, chat.alice) == Look({false, true}), strangerHears);
}

void PresenceServiceTest::takesBackWhatIsHiddenNow()
{
    ChatFixture chat;
    LastSeen lastSeen;
    PresenceService presence(chat.context, lastSeen);
    const Settling settling(chat);
    chat.directChat(chat.alice, chat.bob);
    finish(presence.connected(chat.alice, SessionId(1)));
    finish(presence.connected(chat.bob, SessionId(2)));
    QVERIFY(lookOf(chat, chat.bob, chat.alice) == Look({true, true}));

    setLastSeen(chat, chat.alice, Audience::Nobody);
    QTRY_VERIFY(lookOf(chat, chat.bob, chat.alice) == Look({false, false}));
    // And the other way round.
    QTRY_VERIFY(lookOf(chat, chat.alice, chat.bob) == Look({false, false}));
    chat.recorder.clear();
    finish(presence.disconnected(chat.bob, SessionId(2)));
    finish(presence.disconnected(chat.alice, SessionId(1)));
    QVERIFY(!lookOf(chat, chat.alice, chat.bob));
    QVERIFY(!lookOf(chat, chat.bob, chat.alice));
}

void PresenceServiceTest::showsAgainWhatIsShownNow()
{
    ChatFixture chat;
    LastSeen lastSeen;
    PresenceService presence(chat.context, lastSeen);
    const Settling settling(chat);
    chat.directChat(chat.alice, chat.bob);
    setLastSeen(chat, chat.alice, Audience::Nobody);
    finish(presence.connected(chat.alice, SessionId(1)));
    finish(presence.connected(chat.bob, SessionId(2)));
    setLastSeen(chat, chat.alice, Audience::Everyone);
    QTRY_VERIFY(lookOf(chat, chat.bob, chat.alice) == Look({true, true}));
    QTRY_VERIFY(lookOf(chat, chat.alice, chat.bob) == Look({true, true}));
}

void PresenceServiceTest::followsAFriendship()
{
    ChatFixture chat;
    LastSeen lastSeen;
    PresenceService presence(chat.context, lastSeen);
    const Settling settling(chat);
    chat.group(chat.alice, {chat.bob, chat.carol});
    setLastSeen(chat, chat.alice, Audience::Friends);
    finish(presence.connected(chat.alice, SessionId(1)));
    for (const UserId stranger : {chat.bob, chat.carol})
        QTRY_VERIFY(lookOf(chat, stranger, chat.alice) == Look({false, false}));
    chat.befriend(chat.bob, chat.alice);
    QTRY_VERIFY(lookOf(chat, chat.bob, chat.alice) == Look({true, true}));
    chat.recorder.clear();
    QVERIFY(await(chat.friends.remove(chat.bob, chat.alice)));
    QTRY_VERIFY(lookOf(chat, chat.bob, chat.alice) == Look({false, false}));
    QVERIFY(!lookOf(chat, chat.carol, chat.alice)); // Whom it does not concern.
}

void PresenceServiceTest::endsWithABlock_data()
{
    QTest::addColumn<bool>("shareAChat");
    QTest::addColumn<int>("alices");
    QTest::addColumn<bool>("isAliceHere");
    QTest::addColumn<bool>("isBobHere");
    QTest::addColumn<bool>("bobHears");
    QTest::addColumn<bool>("aliceHears");
    const int everyone = int(Audience::Everyone);
    const int nobody = int(Audience::Nobody);
    QTest::newRow("both are here") << true << everyone << true << true << true << true;
    QTest::newRow("the blocker is here") << true << everyone << true << false << true << false;
    QTest::newRow("the blocked one is here") << true << everyone << false << true << false << true;
    QTest::newRow("neither is here") << true << everyone << false << false << false << false;
    QTest::newRow("they share no chat") << false << everyone << true << true << false << false;
    QTest::newRow("it was hidden before") << true << nobody << true << true << false << false;
}

//! Alice blocks Bob. Whoever saw the other does so no more; nobody else is told anything.
void PresenceServiceTest::endsWithABlock()
{
    QFETCH(bool, shareAChat);
    QFETCH(int, alices);
    QFETCH(bool, isAliceHere);
    QFETCH(bool, isBobHere);
    ChatFixture chat;
    LastSeen lastSeen;
    PresenceService presence(chat.context, lastSeen);
    const Settling settling(chat);
    if (shareAChat)
        chat.directChat(chat.alice, chat.bob);
    setLastSeen(chat, chat.alice, Audience(alices));
    if (isAliceHere)
        finish(presence.connected(chat.alice, SessionId(1)));
    if (isBobHere)
        finish(presence.connected(chat.bob, SessionId(2)));
    chat.recorder.clear();
    QVERIFY(await(chat.blocks.block(chat.alice, chat.bob)));
    finish(presence.connected(chat.carol, SessionId(3))); // After which it would have been told.
    const auto hears = [&](UserId viewer, UserId user) {
        const auto look = lookOf(chat, viewer, user);
        return look && *look == Look{false, false};
    };
    QTEST(hears(chat.bob, chat.alice), "bobHears");
    QTEST(hears(chat.alice, chat.bob), "aliceHears");
    const int told = int(hears(chat.bob, chat.alice)) + int(hears(chat.alice, chat.bob));
    QCOMPARE(int(chat.recorder.events<PresenceChanged>().size()), told + 1); // And Carol's.
}

void PresenceServiceTest::endsWithAFriendshipThatABlockEnds()
{
    ChatFixture chat;
    LastSeen lastSeen;
    PresenceService presence(chat.context, lastSeen);
    const Settling settling(chat);
    chat.befriend(chat.alice, chat.bob);
    setLastSeen(chat, chat.alice, Audience::Friends);
    finish(presence.connected(chat.alice, SessionId(1)));
    QVERIFY(lookOf(chat, chat.bob, chat.alice) == Look({true, true}));
    QVERIFY(await(chat.blocks.block(chat.bob, chat.alice)));
    QTRY_VERIFY(lookOf(chat, chat.bob, chat.alice) == Look({false, false}));
}

void PresenceServiceTest::comesBackWithTheEndOfABlock()
{
    ChatFixture chat;
    LastSeen lastSeen;
    PresenceService presence(chat.context, lastSeen);
    const Settling settling(chat);
    chat.directChat(chat.alice, chat.bob);
    finish(presence.connected(chat.alice, SessionId(1)));
    QVERIFY(await(chat.blocks.block(chat.alice, chat.bob)));
    QVERIFY(lookOf(chat, chat.bob, chat.alice) == Look({false, false}));
    QVERIFY(await(chat.blocks.unblock(chat.alice, chat.bob)));
    QTRY_VERIFY(lookOf(chat, chat.bob, chat.alice) == Look({true, true}));
}

void PresenceServiceTest::saysNothingOfOtherSettings()
{
    ChatFixture chat;
    LastSeen lastSeen;
    PresenceService presence(chat.context, lastSeen);
    const Settling settling(chat);
    chat.directChat(chat.alice, chat.bob);
    finish(presence.connected(chat.alice, SessionId(1)));
    chat.recorder.clear();
    PrivacyChange change;
    change.avatar = Audience::Nobody;
    QVERIFY(await(chat.privacy.change(chat.alice, change)));
    finish(presence.connected(chat.bob, SessionId(2))); // After which it would have been told.
    QCOMPARE(chat.recorder.events<PresenceChanged>().size(), 1u);
}

void PresenceServiceTest::triesAgainUntilItIsTold()
{
    ChatFixture chat;
    Unreadable database(chat.database);
    LastSeen lastSeen;
    PresenceService presence(contextOf(chat, database), lastSeen);
    const Settling settling(chat);
    chat.directChat(chat.alice, chat.bob);

    finish(presence.connected(chat.alice, SessionId(1)));
    QTRY_VERIFY(database.refusals > 1);
    QVERIFY(!lookOf(chat, chat.bob, chat.alice));
    database.isUnreadable = false;
    QTRY_VERIFY(lookOf(chat, chat.bob, chat.alice) == Look({true, true}));

    database.isUnreadable = true;
    finish(presence.disconnected(chat.alice, SessionId(1)));
    QVERIFY(lookOf(chat, chat.bob, chat.alice) == Look({true, true}));
    database.isUnreadable = false;
    QTRY_VERIFY(lookOf(chat, chat.bob, chat.alice) == Look({false, true}));
    QCOMPARE(chat.recorder.events<PresenceChanged>().size(), 2u);
}

void PresenceServiceTest::saysNothingThatIsTrueNoMore()
{
    ChatFixture chat;
    Unreadable database(chat.database);
    LastSeen lastSeen;
    PresenceService presence(contextOf(chat, database), lastSeen);
    const Settling settling(chat);
    chat.directChat(chat.alice, chat.bob);

    finish(presence.connected(chat.alice, SessionId(1)));
    finish(presence.connected(chat.bob, SessionId(2)));
    finish(presence.disconnected(chat.alice, SessionId(1)));
    database.isUnreadable = false;
    // Alice would have been announced before him.
    QTRY_VERIFY(lookOf(chat, chat.alice, chat.bob) == Look({true, true}));
    QVERIFY(!lookOf(chat, chat.bob, chat.alice));
}

void PresenceServiceTest::hidesOnceThatCanBeRead()
{
    ChatFixture chat;
    Unreadable database(chat.database);
    database.isUnreadable = false;
    LastSeen lastSeen;
    PresenceService presence(contextOf(chat, database), lastSeen);
    const Settling settling(chat);
    chat.directChat(chat.alice, chat.bob);
    finish(presence.connected(chat.alice, SessionId(1)));
    QVERIFY(lookOf(chat, chat.bob, chat.alice) == Look({true, true}));

    database.isUnreadable = true;
    setLastSeen(chat, chat.alice, Audience::Nobody);
    QTRY_VERIFY(database.refusals > 0);
    QVERIFY(lookOf(chat, chat.bob, chat.alice) == Look({true, true}));
    database.isUnreadable = false;
    QTRY_VERIFY(lookOf(chat, chat.bob, chat.alice) == Look({false, false}));
}

void PresenceServiceTest::stopsTryingWhenItGoes()
{
    ChatFixture chat;
    Unreadable database(chat.database);
    LastSeen lastSeen;
    {
        PresenceService presence(contextOf(chat, database), lastSeen);
        const Settling settling(chat);
        finish(presence.connected(chat.alice, SessionId(1)));
    }
    const int refusals = database.refusals;
    QCoreApplication::processEvents();
    QCOMPARE(database.refusals, refusals);
}

QTEST_GUILESS_MAIN(PresenceServiceTest)
#include "tst_presenceservice.moc"

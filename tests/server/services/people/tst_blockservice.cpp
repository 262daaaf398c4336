// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/presenceservice.h"
#include "server/services/chat/typingservice.h"
#include "server/services/identity/lastseen.h"
#include "server/services/people/blockservice.h"
#include "tests/server/services/chat/chatfixture.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class BlockServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_chat = std::make_unique<ChatFixture>(); }
    void cleanup() { m_chat.reset(); }

    void closesTheirChatBothWays();
    void closesAChatThatIsInUse();
    void opensNoChatBetweenThem();
    void stillKnowsWhatWasSentBefore();
    void leavesGroupsAlone();
    void hidesThemFromSearchAndContacts();
    void hidesThemFromTheListOfEverybody();
    void showsNoProfileToTheBlockedOne();
    void leavesOnlyTheNameInTheList();
    void leavesOnlyTheNameAmongMembers();
    void leavesOnlyTheNameInHistories();
    void leavesOnlyTheNameInWhatIsSent();
    void leavesOnlyTheNameInNewsOfAGroup();
    void tellsNeitherThatTheOtherIsThere();
    void tellsNobodyWhoTypes();
    void tellsNeitherWhoTypesInAGroup();
    void takesNoFriendRequests();
    void endsAFriendshipQuietly();
    void isNoWayAroundTheLimitOfRequests_data();
    void isNoWayAroundTheLimitOfRequests();
    void takesItsRequestOffTheBadge();
    void tellsTheBlockedOneNothing();
    void isLiftedByTheOneWhoBlocked();
    void staysWhileTheOtherBlocksToo();
    void opensNoChatAgainWithWhoIsErased();
    void isIdempotent();
    void refusesOneselfAndNobody();

private:
    static QString codeOf(const auto &result)
    {
        return result ? QString() : QString(result.error().code);
    }

    static bool isOnlyAName(const User &user)
    {
        return !user.displayName.isEmpty() && user.phone.isEmpty() && user.email.isEmpty()
            && user.avatarUrl.isEmpty() && user.statusText.isEmpty() && user.bio.isEmpty();
    }

    QString codeOfSending(UserId sender, ConversationId conversation)
    {
        return codeOf(await(m_chat->messages.send(m_chat->draft(sender, conversation, u"Hi"_s))));
    }

    void block(UserId user, UserId other)
    {
        if (!await(m_chat->blocks.block(user, other)))
            qFatal("not blocked");
    }

    std::unique_ptr<ChatFixture> m_chat;
};

void BlockServiceTest::closesTheirChatBothWays()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    block(m_chat->alice, m_chat->bob);
    for (const UserId sender : {m_chat->alice, m_chat->bob}) {
        const auto refused = await(m_chat->messages.send(m_chat->draft(sender, direct, u"Hi"_s)));
        QCOMPARE(refused.error().kind, Error::Kind::Forbidden);
        QCOMPARE(refused.error().code, "conversation_closed"_L1);
        QVERIFY(!refused.error().message.contains(u"block"_s));
    }
    QVERIFY(m_chat->recorder.events<MessageAdded>().empty());
}

void BlockServiceTest::closesAChatThatIsInUse()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    m_chat->say(m_chat->bob, direct, u"One"_s);
    m_chat->say(m_chat->alice, direct, u"Two"_s);
    block(m_chat->alice, m_chat->bob);
    QCOMPARE(codeOfSending(m_chat->bob, direct), u"conversation_closed"_s);
    HistoryQuery query;
    query.conversation = direct;
    const auto history = await(m_chat->messages.history(m_chat->bob, query));
    QCOMPARE(history->messages.size(), 2u); // What was said stays.
}

void BlockServiceTest::opensNoChatBetweenThem()
{
    block(m_chat->alice, m_chat->bob);
    QCOMPARE(codeOf(await(m_chat->conversations.openDirect(m_chat->bob, m_chat->alice))),
             u"user_not_found"_s);
    QCOMPARE(codeOf(await(m_chat->conversations.openDirect(m_chat->alice, m_chat->bob))),
             u"blocked_by_you"_s);
    Draft draft;
    draft.sender = m_chat->bob;
    draft.recipient = m_chat->alice;
    draft.body = u"Hi"_s;
    QCOMPARE(codeOf(await(m_chat->messages.send(draft))), u"user_not_found"_s);
}

//! A send is idempotent for ever: its acknowledgement may have been lost before the block.
void BlockServiceTest::stillKnowsWhatWasSentBefore()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    Draft draft = m_chat->draft(m_chat->bob, direct, u"Hi"_s);
    draft.clientId = u"c-1"_s;
    const auto sent = await(m_chat->messages.send(draft));
    block(m_chat->alice, m_chat->bob);
    const auto again = await(m_chat->messages.send(draft));
    QVERIFY(again);
    QCOMPARE(again->id, sent->id);
}

void BlockServiceTest::leavesGroupsAlone()
{
    const ConversationId group = m_chat->group(m_chat->carol, {m_chat->alice, m_chat->bob});
    block(m_chat->alice, m_chat->bob);
    QVERIFY(codeOfSending(m_chat->bob, group).isEmpty());
    std::vector<UserId> heardBy;
    for (const SharedEvent &event : m_chat->recorder.events<MessageAdded>())
        heardBy.insert(heardBy.end(), event->audience.begin(), event->audience.end());
    QCOMPARE(heardBy, (std::vector{m_chat->alice, m_chat->carol}));
}

void BlockServiceTest::hidesThemFromSearchAndContacts()
{
    block(m_chat->alice, m_chat->bob);
    for (const auto &[user, other] :
         {std::pair(m_chat->alice, m_chat->bob), std::pair(m_chat->bob, m_chat->alice)}) {
        const QString name = u"User %1"_s.arg(other.value());
        QVERIFY(await(m_chat->people.search(user, name))->empty());
        const QString phone = u"+491510%1"_s.arg(other.value());
        QVERIFY(await(m_chat->people.findContacts(user, {phone}))->empty());
    }
    QCOMPARE(await(m_chat->people.search(m_chat->carol, u"User 101"_s))->size(), 1u);
}

void BlockServiceTest::hidesThemFromTheListOfEverybody()
{
    block(m_chat->alice, m_chat->bob);
    const auto listedFor = [this](UserId viewer) {
        std::vector<UserId> ids;
        for (const User &user : ChatFixture::orFatal(await(m_chat->people.list(viewer))))
            ids.push_back(user.id);
        return ids;
    };
    QCOMPARE(listedFor(m_chat->alice),
             (std::vector{m_chat->alice, m_chat->carol, m_chat->mallory}));
    QCOMPARE(listedFor(m_chat->bob), (std::vector{m_chat->bob, m_chat->carol, m_chat->mallory}));
    QCOMPARE(listedFor(m_chat->carol).size(), 4u);
}

void BlockServiceTest::showsNoProfileToTheBlockedOne()
{
    block(m_chat->alice, m_chat->bob);
    const auto hidden = await(m_chat->people.show(m_chat->bob, m_chat->alice));
    const auto nobody = await(m_chat->people.show(m_chat->bob, UserId(999)));
    QCOMPARE(hidden.error().kind, nobody.error().kind);
    QCOMPARE(hidden.error().message, nobody.error().message);
    QVERIFY(await(m_chat->people.show(m_chat->alice, m_chat->bob)));
}

void BlockServiceTest::leavesOnlyTheNameInTheList()
{
    m_chat->directChat(m_chat->alice, m_chat->bob);
    QVERIFY(!await(m_chat->conversations.list(m_chat->bob))->front().other->avatarUrl.isEmpty());
    block(m_chat->alice, m_chat->bob);
    const auto views = await(m_chat->conversations.list(m_chat->bob));
    QCOMPARE(views->front().other->displayName, u"User 101"_s);
    QVERIFY(isOnlyAName(*views->front().other));
    const auto details = await(m_chat->conversations.listDetails(m_chat->bob));
    QVERIFY(isOnlyAName(*details->front().view.other));
    for (const MemberView &member : details->front().members)
        QCOMPARE(isOnlyAName(member.user), member.user.id == m_chat->alice);
}

void BlockServiceTest::leavesOnlyTheNameAmongMembers()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    const ConversationId group = m_chat->group(m_chat->carol, {m_chat->alice, m_chat->bob});
    block(m_chat->alice, m_chat->bob);
    for (const auto &[viewer, hidden] :
         {std::pair(m_chat->alice, m_chat->bob), std::pair(m_chat->bob, m_chat->alice)}) {
        for (const ConversationId conversation : {direct, group}) {
            const auto members = await(m_chat->conversations.members(viewer, conversation));
            for (const MemberView &member : *members)
                QCOMPARE(isOnlyAName(member.user), member.user.id == hidden);
        }
        const auto listed = await(m_chat->groups.members(viewer, group));
        for (const MemberView &member : *listed)
            QCOMPARE(isOnlyAName(member.user), member.user.id == hidden);
    }
}

void BlockServiceTest::leavesOnlyTheNameInHistories()
{
    const ConversationId group = m_chat->group(m_chat->carol, {m_chat->alice, m_chat->bob});
    m_chat->say(m_chat->alice, group, u"One"_s);
    m_chat->say(m_chat->carol, group, u"Two"_s);
    block(m_chat->alice, m_chat->bob);
    HistoryQuery query;
    query.conversation = group;
    const auto history = await(m_chat->messages.history(m_chat->bob, query));
    QCOMPARE(history->messages.size(), 2u);
    const auto synced = await(m_chat->sync.since(m_chat->bob, {}));
    QCOMPARE(synced->messages.size(), 2u);
    for (const auto &messages : {history->messages, synced->messages}) {
        for (const MessageView &view : messages)
            QCOMPARE(isOnlyAName(view.sender), view.sender.id == m_chat->alice);
    }
}

void BlockServiceTest::leavesOnlyTheNameInWhatIsSent()
{
    const ConversationId group = m_chat->group(m_chat->carol, {m_chat->alice, m_chat->bob});
    m_chat->say(m_chat->alice, group, u"One"_s); // From now on memory knows who Alice is.
    block(m_chat->bob, m_chat->alice);
    m_chat->recorder.clear();
    m_chat->say(m_chat->alice, group, u"Two"_s);
    const auto events = m_chat->recorder.events<MessageAdded>();
    QCOMPARE(events.size(), 2u);
    for (const SharedEvent &event : events) {
        const bool isForBob = event->audience == std::vector{m_chat->bob};
        QVERIFY(isForBob || event->audience == std::vector{m_chat->carol});
        QCOMPARE(std::get<MessageAdded>(event->payload).sender.avatarUrl.isEmpty(), isForBob);
    }
}

void BlockServiceTest::leavesOnlyTheNameInNewsOfAGroup()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    block(m_chat->bob, m_chat->alice);
    m_chat->recorder.clear();
    QVERIFY(await(m_chat->groups.add(m_chat->alice, group, {m_chat->carol})));
    const auto changes = m_chat->recorder.payloads<MembersChanged>();
    QCOMPARE(changes.size(), 1u);
    QVERIFY(isOnlyAName(changes.front().actor));
    QVERIFY(!isOnlyAName(changes.front().added.front()));
}

void BlockServiceTest::tellsNeitherThatTheOtherIsThere()
{
    m_chat->directChat(m_chat->alice, m_chat->bob);
    m_chat->directChat(m_chat->alice, m_chat->carol);
    LastSeen lastSeen;
    PresenceService presence(m_chat->context, lastSeen);
    block(m_chat->alice, m_chat->bob);
    QVERIFY(m_chat->recorder.events<PresenceChanged>().empty());
    presence.connected(m_chat->alice, SessionId(1));
    QTRY_COMPARE(m_chat->recorder.events<PresenceChanged>().size(), 1u);
    presence.connected(m_chat->bob, SessionId(2));
    QTRY_COMPARE(m_chat->recorder.events<PresenceChanged>().size(), 2u);
    const auto events = m_chat->recorder.events<PresenceChanged>();
    QCOMPARE(events.at(0)->audience, std::vector{m_chat->carol});
    QVERIFY(events.at(1)->audience.empty());
}

void BlockServiceTest::tellsNobodyWhoTypes()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    TypingService typing(m_chat->context);
    QVERIFY(await(typing.start(m_chat->bob, SessionId(2), direct)));
    QCOMPARE(m_chat->recorder.events<TypingChanged>().back()->audience, std::vector{m_chat->alice});
    block(m_chat->alice, m_chat->bob);
    for (const UserId user : {m_chat->alice, m_chat->bob}) {
        QVERIFY(await(typing.start(user, SessionId(2), direct)));
        QVERIFY(m_chat->recorder.events<TypingChanged>().back()->audience.empty());
    }
}

void BlockServiceTest::tellsNeitherWhoTypesInAGroup()
{
    const ConversationId group = m_chat->group(m_chat->carol, {m_chat->alice, m_chat->bob});
    TypingService typing(m_chat->context);
    const auto heardBy = [&](UserId user) {
        if (!await(typing.start(user, SessionId(2), group)))
            qFatal("not a member");
        return m_chat->recorder.events<TypingChanged>().back()->audience;
    };
    QCOMPARE(heardBy(m_chat->alice), (std::vector{m_chat->bob, m_chat->carol}));
    block(m_chat->alice, m_chat->bob);
    QCOMPARE(heardBy(m_chat->alice), std::vector{m_chat->carol});
    QCOMPARE(heardBy(m_chat->bob), std::vector{m_chat->carol});
    QCOMPARE(heardBy(m_chat->carol), (std::vector{m_chat->alice, m_chat->bob}));
    QVERIFY(await(m_chat->blocks.unblock(m_chat->alice, m_chat->bob)));
    QCOMPARE(heardBy(m_chat->bob), (std::vector{m_chat->alice, m_chat->carol}));
}

void BlockServiceTest::takesNoFriendRequests()
{
    block(m_chat->alice, m_chat->bob);
    QCOMPARE(codeOf(await(m_chat->friends.request(m_chat->bob, m_chat->alice))),
             u"user_not_found"_s);
    QCOMPARE(codeOf(await(m_chat->friends.request(m_chat->alice, m_chat->bob))),
             u"blocked_by_you"_s);
}

void BlockServiceTest::endsAFriendshipQuietly()
{
    m_chat->befriend(m_chat->alice, m_chat->bob);
    QVERIFY(await(m_chat->friends.request(m_chat->carol, m_chat->alice)));
    m_chat->recorder.clear();
    block(m_chat->alice, m_chat->bob);
    block(m_chat->alice, m_chat->carol);
    QVERIFY(await(m_chat->friends.list(m_chat->bob, {}))->views.empty());
    QVERIFY(await(m_chat->notifications.list(m_chat->alice, {}))->notifications.empty());
    QCOMPARE(codeOf(await(m_chat->friends.accept(m_chat->alice, m_chat->carol.value()))),
             u"friend_request_not_found"_s);
    for (const SharedEvent &event : m_chat->recorder.events<FriendshipChanged>())
        QCOMPARE(event->audience, std::vector{m_chat->alice});
}

void BlockServiceTest::isNoWayAroundTheLimitOfRequests_data()
{
    QTest::addColumn<bool>("isByWhoAsked");
    QTest::newRow("by who asked") << true;
    QTest::newRow("by who was asked") << false;
}

void BlockServiceTest::isNoWayAroundTheLimitOfRequests()
{
    QFETCH(bool, isByWhoAsked);
    QVERIFY(await(m_chat->friends.request(m_chat->alice, m_chat->bob)));
    const UserId blocker = isByWhoAsked ? m_chat->alice : m_chat->bob;
    const UserId blocked = isByWhoAsked ? m_chat->bob : m_chat->alice;
    block(blocker, blocked);
    QVERIFY(await(m_chat->blocks.unblock(blocker, blocked)));
    FriendQuery incoming;
    incoming.which = FriendQuery::Which::Incoming;
    QVERIFY(await(m_chat->friends.list(m_chat->bob, incoming))->views.empty());
    QCOMPARE(codeOf(await(m_chat->friends.request(m_chat->alice, m_chat->bob))),
             u"friend_request_cooldown"_s);
    m_chat->clock.advance(FriendService::Cooldown);
    QVERIFY(await(m_chat->friends.request(m_chat->alice, m_chat->bob)));
}

void BlockServiceTest::takesItsRequestOffTheBadge()
{
    QVERIFY(await(m_chat->friends.request(m_chat->bob, m_chat->alice)));
    block(m_chat->alice, m_chat->bob);
    const auto events = m_chat->recorder.events<NotificationsRead>();
    QCOMPARE(events.size(), 1u);
    QCOMPARE(events.front()->audience, std::vector{m_chat->alice});
    QCOMPARE(std::get<NotificationsRead>(events.front()->payload).unread, 0);
}

void BlockServiceTest::tellsTheBlockedOneNothing()
{
    block(m_chat->alice, m_chat->bob);
    const auto events = m_chat->recorder.events<BlockChanged>();
    QCOMPARE(events.size(), 1u);
    QCOMPARE(events.front()->audience, std::vector{m_chat->alice});
    QVERIFY(m_chat->recorder.events<NotificationAdded>().empty());
    QVERIFY(await(m_chat->blocks.list(m_chat->bob))->empty());
}

void BlockServiceTest::isLiftedByTheOneWhoBlocked()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    block(m_chat->alice, m_chat->bob);
    QCOMPARE(codeOfSending(m_chat->bob, direct), u"conversation_closed"_s);
    QVERIFY(await(m_chat->blocks.unblock(m_chat->bob, m_chat->alice)));
    QCOMPARE(codeOfSending(m_chat->bob, direct), u"conversation_closed"_s);
    QVERIFY(await(m_chat->blocks.unblock(m_chat->alice, m_chat->bob)));
    QVERIFY(codeOfSending(m_chat->bob, direct).isEmpty());
    QCOMPARE(m_chat->recorder.events<MessageAdded>().size(), 1u);
}

void BlockServiceTest::staysWhileTheOtherBlocksToo()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    block(m_chat->alice, m_chat->bob);
    block(m_chat->bob, m_chat->alice);
    QVERIFY(await(m_chat->blocks.unblock(m_chat->alice, m_chat->bob)));
    QCOMPARE(codeOfSending(m_chat->alice, direct), u"conversation_closed"_s);
    QVERIFY(await(m_chat->blocks.unblock(m_chat->bob, m_chat->alice)));
    QVERIFY(codeOfSending(m_chat->alice, direct).isEmpty());
}

void BlockServiceTest::opensNoChatAgainWithWhoIsErased()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    block(m_chat->alice, m_chat->bob);
    m_chat->beginErasure(m_chat->bob);
    QVERIFY(await(m_chat->blocks.unblock(m_chat->alice, m_chat->bob)));
    QCOMPARE(codeOfSending(m_chat->alice, direct), u"conversation_closed"_s);
}

void BlockServiceTest::isIdempotent()
{
    for (int i = 0; i < 2; ++i)
        block(m_chat->alice, m_chat->bob);
    QCOMPARE(await(m_chat->blocks.list(m_chat->alice))->size(), 1u);
    for (int i = 0; i < 2; ++i)
        QVERIFY(await(m_chat->blocks.unblock(m_chat->alice, m_chat->bob)));
    QCOMPARE(m_chat->recorder.events<BlockChanged>().size(), 2u);
}

void BlockServiceTest::refusesOneselfAndNobody()
{
    QCOMPARE(codeOf(await(m_chat->blocks.block(m_chat->alice, m_chat->alice))), u"invalid_input"_s);
    QCOMPARE(codeOf(await(m_chat->blocks.block(m_chat->alice, UserId(999)))), u"user_not_found"_s);
}

QTEST_GUILESS_MAIN(BlockServiceTest)
#include "tst_blockservice.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/people/friendservice.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class FriendServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_chat = std::make_unique<ChatFixture>(); }
    void cleanup() { m_chat.reset(); }

    void tellsTheOneWhoIsAsked();
    void asksOncePerPair();
    void refusesOneself();
    void knowsNobodyWhoDoesNotExist();
    void asksNobodyWhoIsErased();
    void openTheirChatWhenAccepted();
    void keepsTheChatTheyHad();
    void isAnsweredByAnyOfItsIds_data();
    void isAnsweredByAnyOfItsIds();
    void isAnsweredByTheOneWhoWasAsked();
    void isAnsweredOnce();
    void asksAgainAfterANoWhenSomeTimeHasPassed();
    void isWithdrawnWithoutATrace();
    void endsAFriendship();
    void hidesTheChatOfThoseWhoWereFriends();
    void showsTheChatAgainToWhoOpensIt();
    void showsTheChatAgainToFriends();
    void listsPageByPage();
    void boundsWhatWaitsForAnAnswer();

private:
    using Which = FriendQuery::Which;

    std::vector<UserId> others(UserId user, Which which)
    {
        std::vector<UserId> found;
        FriendQuery query;
        query.which = which;
        const auto listed = await(m_chat->friends.list(user, query));
        for (const FriendshipView &view : listed->views)
            found.push_back(view.other.id);
        return found;
    }

    std::vector<NotificationView> told(UserId user)
    {
        return await(m_chat->notifications.list(user, {}))->notifications;
    }

    //! \return whether a chat is in the list of each, first of Alice and then of Bob.
    std::pair<bool, bool> areListed()
    {
        return {!await(m_chat->conversations.list(m_chat->alice))->empty(),
                !await(m_chat->conversations.listDetails(m_chat->bob))->empty()};
    }

    static QString codeOf(const auto &result)
    {
        return result ? QString() : QString(result.error().code);
    }

    std::unique_ptr<ChatFixture> m_chat;
};

void FriendServiceTest::tellsTheOneWhoIsAsked()
{
    const auto asked = await(m_chat->friends.request(m_chat->alice, m_chat->bob));
    QVERIFY(asked);
    QCOMPARE(others(m_chat->alice, Which::Outgoing), std::vector{m_chat->bob});
    QCOMPARE(others(m_chat->bob, Which::Incoming), std::vector{m_chat->alice});
    QVERIFY(others(m_chat->bob, Which::Friends).empty());

    const auto stored = told(m_chat->bob);
    QCOMPARE(stored.size(), 1u);
    QCOMPARE(stored.front().notification.kind, NotificationKind::FriendRequest);
    QVERIFY(stored.front().notification.friendship == asked->id);
    QVERIFY(stored.front().friendship == FriendshipState::Pending);
    QVERIFY(told(m_chat->alice).empty());

    const auto live = m_chat->recorder.events<NotificationAdded>();
    QCOMPARE(live.size(), 1u);
    QCOMPARE(live.front()->audience, std::vector{m_chat->bob});
    const auto changes = m_chat->recorder.payloads<FriendshipChanged>();
    QCOMPARE(changes.size(), 1u);
    QCOMPARE(changes.front().actor.id, m_chat->alice);
}

void FriendServiceTest::asksOncePerPair()
{
    QVERIFY(await(m_chat->friends.request(m_chat->alice, m_chat->bob)));
    QCOMPARE(codeOf(await(m_chat->friends.request(m_chat->alice, m_chat->bob))),
             u"friend_request_exists"_s);
    QCOMPARE(codeOf(await(m_chat->friends.request(m_chat->bob, m_chat->alice))),
             u"friend_request_exists"_s);
    QVERIFY(await(m_chat->friends.accept(m_chat->bob, m_chat->alice.value())));
    QCOMPARE(codeOf(await(m_chat->friends.request(m_chat->bob, m_chat->alice))),
             u"already_friends"_s);
}

void FriendServiceTest::refusesOneself()
{
    const auto refused = await(m_chat->friends.request(m_chat->alice, m_chat->alice));
    QCOMPARE(refused.error().kind, Error::Kind::InvalidInput);
}

void FriendServiceTest::knowsNobodyWhoDoesNotExist()
{
    QCOMPARE(codeOf(await(m_chat->friends.request(m_chat->alice, UserId(999)))),
             u"user_not_found"_s);
    QCOMPARE(codeOf(await(m_chat->friends.accept(m_chat->alice, 999))),
             u"friend_request_not_found"_s);
    QCOMPARE(codeOf(await(m_chat->friends.remove(m_chat->alice, UserId(999)))),
             u"friend_not_found"_s);
}

void FriendServiceTest::asksNobodyWhoIsErased()
{
    m_chat->beginErasure(m_chat->bob);
    QCOMPARE(codeOf(await(m_chat->friends.request(m_chat->alice, m_chat->bob))),
             u"user_not_found"_s);
}

void FriendServiceTest::openTheirChatWhenAccepted()
{
    const auto asked = await(m_chat->friends.request(m_chat->alice, m_chat->bob));
    m_chat->recorder.clear();
    const auto accepted = await(m_chat->friends.accept(m_chat->bob, asked->id.value()));
    QVERIFY(accepted);
    QCOMPARE(accepted->friendship.state, FriendshipState::Accepted);
    QCOMPARE(accepted->conversation.kind, ConversationKind::Direct);
    QVERIFY(await(m_chat->conversations.find(m_chat->alice, accepted->conversation.id)));
    QCOMPARE(others(m_chat->alice, Which::Friends), std::vector{m_chat->bob});
    QCOMPARE(others(m_chat->bob, Which::Friends), std::vector{m_chat->alice});
    QVERIFY(others(m_chat->bob, Which::Incoming).empty());

    QCOMPARE(told(m_chat->alice).front().notification.kind, NotificationKind::FriendAccepted);
    QVERIFY(told(m_chat->bob).front().notification.readAt); // It was answered.
    QCOMPARE(m_chat->recorder.events<ConversationChanged>().size(), 1u);
    QCOMPARE(m_chat->recorder.events<NotificationsRead>().front()->audience,
             std::vector{m_chat->bob});
}

void FriendServiceTest::keepsTheChatTheyHad()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    m_chat->say(m_chat->alice, direct, u"Hi"_s);
    m_chat->recorder.clear();
    QVERIFY(await(m_chat->friends.request(m_chat->alice, m_chat->bob)));
    const auto accepted = await(m_chat->friends.accept(m_chat->bob, m_chat->alice.value()));
    QCOMPARE(accepted->conversation.id, direct);
    QVERIFY(m_chat->recorder.events<ConversationChanged>().empty());
}

void FriendServiceTest::isAnsweredByAnyOfItsIds_data()
{
    QTest::addColumn<QString>("by");
    QTest::newRow("its own") << u"request"_s;
    QTest::newRow("its notification's") << u"notification"_s;
    QTest::newRow("the other person's") << u"person"_s;
}

void FriendServiceTest::isAnsweredByAnyOfItsIds()
{
    QFETCH(QString, by);
    const auto asked = await(m_chat->friends.request(m_chat->alice, m_chat->bob));
    qint64 reference = asked->id.value();
    if (by == u"notification")
        reference = told(m_chat->bob).front().notification.id.value();
    else if (by == u"person")
        reference = m_chat->alice.value();
    const auto declined = await(m_chat->friends.decline(m_chat->bob, reference));
    QVERIFY(declined);
    QCOMPARE(declined->state, FriendshipState::Declined);
    QCOMPARE(told(m_chat->alice).front().notification.kind, NotificationKind::FriendDeclined);
    QVERIFY(m_chat->recorder.events<ConversationChanged>().empty());
}

void FriendServiceTest::isAnsweredByTheOneWhoWasAsked()
{
    const auto asked = await(m_chat->friends.request(m_chat->alice, m_chat->bob));
    const auto notification = told(m_chat->bob).front().notification.id.value();
    const auto bob = m_chat->bob.value();
    const auto refusals = [this](UserId user, qint64 reference) {
        return QStringList{codeOf(await(m_chat->friends.accept(user, reference))),
                           codeOf(await(m_chat->friends.decline(user, reference)))};
    };
    const QStringList nothing(2, u"friend_request_not_found"_s);
    for (const qint64 reference : {asked->id.value(), notification, bob})
        QCOMPARE(refusals(m_chat->mallory, reference), nothing);
    for (const qint64 reference : {notification, bob})
        QCOMPARE(refusals(m_chat->alice, reference), nothing);
    QCOMPARE(refusals(m_chat->alice, asked->id.value()),
             QStringList(2, u"friend_request_not_yours"_s));
    QCOMPARE(codeOf(await(m_chat->friends.withdraw(m_chat->bob, asked->id.value()))),
             u"friend_request_not_found"_s);
}

void FriendServiceTest::isAnsweredOnce()
{
    const auto asked = await(m_chat->friends.request(m_chat->alice, m_chat->bob));
    QVERIFY(await(m_chat->friends.accept(m_chat->bob, asked->id.value())));
    QCOMPARE(codeOf(await(m_chat->friends.accept(m_chat->bob, asked->id.value()))),
             u"already_friends"_s);
    QCOMPARE(codeOf(await(m_chat->friends.withdraw(m_chat->alice, asked->id.value()))),
             u"friend_request_not_found"_s);
}

void FriendServiceTest::asksAgainAfterANoWhenSomeTimeHasPassed()
{
    QVERIFY(await(m_chat->friends.request(m_chat->alice, m_chat->bob)));
    QVERIFY(await(m_chat->friends.decline(m_chat->bob, m_chat->alice.value())));
    const auto soon = await(m_chat->friends.request(m_chat->alice, m_chat->bob));
    QCOMPARE(soon.error().kind, Error::Kind::RateLimited);
    QCOMPARE(soon.error().retryAfter, std::chrono::seconds(FriendService::Cooldown));
    m_chat->clock.advance(FriendService::Cooldown);
    QVERIFY(await(m_chat->friends.request(m_chat->alice, m_chat->bob)));

    // Who declined may think better of it at once.
    QVERIFY(await(m_chat->friends.decline(m_chat->bob, m_chat->alice.value())));
    QVERIFY(await(m_chat->friends.request(m_chat->bob, m_chat->alice)));
}

void FriendServiceTest::isWithdrawnWithoutATrace()
{
    const auto asked = await(m_chat->friends.request(m_chat->alice, m_chat->bob));
    const NotificationId request = told(m_chat->bob).front().notification.id;
    QVERIFY(await(m_chat->friends.withdraw(m_chat->alice, asked->id.value())));
    QVERIFY(told(m_chat->bob).empty());
    const auto events = m_chat->recorder.events<NotificationsRead>(); // For the badge.
    QCOMPARE(events.size(), 1u);
    QCOMPARE(events.front()->audience, std::vector{m_chat->bob});
    const auto &read = std::get<NotificationsRead>(events.front()->payload);
    QCOMPARE(read.ids, std::vector{request});
    QVERIFY(read.isRead);
    QCOMPARE(read.unread, 0);
    QVERIFY(others(m_chat->bob, Which::Incoming).empty());
    QCOMPARE(codeOf(await(m_chat->friends.accept(m_chat->bob, asked->id.value()))),
             u"friend_request_not_found"_s);
    QCOMPARE(codeOf(await(m_chat->friends.request(m_chat->alice, m_chat->bob))),
             u"friend_request_cooldown"_s);
}

void FriendServiceTest::endsAFriendship()
{
    m_chat->befriend(m_chat->alice, m_chat->bob);
    const auto ended = await(m_chat->friends.remove(m_chat->bob, m_chat->alice));
    QCOMPARE(ended->state, FriendshipState::Removed);
    QVERIFY(others(m_chat->alice, Which::Friends).empty());
    QCOMPARE(codeOf(await(m_chat->friends.remove(m_chat->bob, m_chat->alice))),
             u"friend_not_found"_s);
    QVERIFY(await(m_chat->friends.request(m_chat->alice, m_chat->bob)));
}

void FriendServiceTest::listsPageByPage()
{
    for (const UserId other : {m_chat->bob, m_chat->carol, m_chat->mallory})
        m_chat->befriend(m_chat->alice, other);
    FriendQuery query;
    query.limit = 2;
    const auto first = await(m_chat->friends.list(m_chat->alice, query));
    QCOMPARE(first->views.size(), 2u);
    query.before = first->next;
    const auto second = await(m_chat->friends.list(m_chat->alice, query));
    QCOMPARE(second->views.size(), 1u);
    QCOMPARE(second->views.front().other.id, m_chat->bob);
    QVERIFY(!second->next);
}

void FriendServiceTest::boundsWhatWaitsForAnAnswer()
{
    const auto filled = await(m_chat->database->write([this](Stores &stores) -> Result<int> {
        for (int i = 0; i < FriendService::MostOutgoing; ++i) {
            const UserId other(10'000 + i);
            addUser(stores, other);
            const auto stored = stores.friends.put({.id = FriendshipId(20'000 + i),
                                                    .from = m_chat->alice,
                                                    .to = other,
                                                    .createdAt = {},
                                                    .changedAt = {}});
            if (!stored)
                return stored.error();
        }
        return 0;
    }));
    QVERIFY(filled);
    QCOMPARE(codeOf(await(m_chat->friends.request(m_chat->alice, m_chat->bob))),
             u"too_many_friend_requests"_s);
}

void FriendServiceTest::hidesTheChatOfThoseWhoWereFriends()
{
    m_chat->befriend(m_chat->alice, m_chat->bob);
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    m_chat->say(m_chat->alice, direct, u"Hi"_s);
    QCOMPARE(areListed(), std::pair(true, true));
    QVERIFY(await(m_chat->friends.remove(m_chat->bob, m_chat->alice)));
    QCOMPARE(areListed(), std::pair(false, false));
    // What was said stays, and is not lost to a device that was away.
    for (const UserId user : {m_chat->alice, m_chat->bob}) {
        const auto history = await(m_chat->messages.history(user, {direct, 50, {}, {}}));
        QCOMPARE(history->messages.size(), 1u);
        QCOMPARE(await(m_chat->sync.after(user, {}))->messages.size(), 1u);
    }
    m_chat->say(m_chat->bob, direct, u"One thing more"_s);
    QCOMPARE(areListed(), std::pair(true, true));
}

void FriendServiceTest::showsTheChatAgainToWhoOpensIt()
{
    m_chat->befriend(m_chat->alice, m_chat->bob);
    QVERIFY(await(m_chat->friends.remove(m_chat->alice, m_chat->bob)));
    QCOMPARE(areListed(), std::pair(false, false));
    m_chat->recorder.clear();
    const auto opened = await(m_chat->conversations.ensureDirect(m_chat->alice, m_chat->bob));
    QVERIFY(!opened->isNew);
    QVERIFY(opened->isBack);
    const auto told = m_chat->recorder.events<ConversationChanged>();
    QCOMPARE(told.size(), 1u);
    QCOMPARE(told.front()->audience, std::vector{m_chat->alice}); // Nothing is new to Bob.
    QCOMPARE(areListed(), std::pair(true, false));
    Draft draft;
    draft.sender = m_chat->bob;
    draft.recipient = m_chat->alice;
    draft.body = u"Hi"_s;
    QCOMPARE(await(m_chat->messages.send(draft))->conversation, opened->conversation.id);
    QCOMPARE(areListed(), std::pair(true, true));
    QVERIFY(!await(m_chat->conversations.ensureDirect(m_chat->bob, m_chat->alice))->isBack);
}

void FriendServiceTest::showsTheChatAgainToFriends()
{
    m_chat->befriend(m_chat->alice, m_chat->bob);
    QVERIFY(await(m_chat->friends.remove(m_chat->alice, m_chat->bob)));
    m_chat->befriend(m_chat->bob, m_chat->alice);
    QCOMPARE(areListed(), std::pair(true, true));
    // A block ends a friendship as well, but leaves the chat where it is.
    QVERIFY(await(m_chat->blocks.block(m_chat->alice, m_chat->bob)));
    QCOMPARE(areListed(), std::pair(true, true));
}

QTEST_GUILESS_MAIN(FriendServiceTest)
#include "tst_friendservice.moc"

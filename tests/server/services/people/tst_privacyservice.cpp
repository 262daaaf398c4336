// SPDX-License-Identifier: GPL-3.0-or-later
// What is shown to whom, as the services hand it out; tst_presenceservice, tst_onlinelistservice,
// tst_receiptservice and tst_contactrules have the rest of what the settings decide.
#include "server/services/people/privacyservice.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class PrivacyServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_chat = std::make_unique<ChatFixture>(); }
    void cleanup() { m_chat.reset(); }

    void hidesNothingAtFirst();
    void changesWhatIsNamed();
    void tellsOfAChangeOnce();
    void doesNotKnowStrangers();
    void showsAPictureToThoseItIsFor_data();
    void showsAPictureToThoseItIsFor();
    void showsOwnersTheirPicture();
    void sendsAtMostTwoKindsOfAMessage();
    void followsASettingAtOnce();
    void followsAFriendshipAtOnce();
    void asksNothingForTheNextMessage();
    void tellsOfAFriendshipWithAPictureWhereItMay();

private:
    using Find = std::function<QString(ChatFixture &, UserId viewer)>;

    void setAvatar(UserId user, Audience audience)
    {
        PrivacyChange change;
        change.avatar = audience;
        ChatFixture::orFatal(await(m_chat->privacy.change(user, change)));
    }

    //! \return each picture that the last message came with, by whom it reached.
    std::map<UserId, QString> picturesOfTheLastMessage()
    {
        std::map<UserId, QString> pictures;
        const auto events = m_chat->recorder.events<MessageAdded>();
        const MessageId last = std::get<MessageAdded>(events.back()->payload).message.id;
        for (const SharedEvent &event : events) {
            const auto &added = std::get<MessageAdded>(event->payload);
            for (const UserId user : event->audience) {
                if (added.message.id == last)
                    pictures[user] = added.sender.avatarUrl;
            }
        }
        return pictures;
    }

    std::unique_ptr<ChatFixture> m_chat;
};

Q_DECLARE_METATYPE(std::function<QString(ChatFixture &, UserId)>)

void PrivacyServiceTest::hidesNothingAtFirst()
{
    QCOMPARE(*await(m_chat->privacy.find(m_chat->alice)), Privacy());
}

void PrivacyServiceTest::changesWhatIsNamed()
{
    PrivacyChange change;
    change.lastSeen = Audience::Nobody;
    change.readReceipts = false;
    Privacy expected{Audience::Nobody, Audience::Everyone, Audience::Everyone, false};
    QCOMPARE(*await(m_chat->privacy.change(m_chat->alice, change)), expected);
    PrivacyChange next;
    next.avatar = Audience::Friends;
    next.groups = Audience::Nobody;
    expected.avatar = Audience::Friends;
    expected.groups = Audience::Nobody;
    QCOMPARE(*await(m_chat->privacy.change(m_chat->alice, next)), expected);
    QCOMPARE(*await(m_chat->privacy.find(m_chat->alice)), expected);
    QCOMPARE(*await(m_chat->privacy.find(m_chat->bob)), Privacy());
}

void PrivacyServiceTest::tellsOfAChangeOnce()
{
    setAvatar(m_chat->alice, Audience::Nobody);
    setAvatar(m_chat->alice, Audience::Nobody);
    const auto events = m_chat->recorder.events<PrivacyChanged>();
    QCOMPARE(events.size(), 1u);
    QCOMPARE(events.front()->audience, std::vector{m_chat->alice});
    const auto &changed = std::get<PrivacyChanged>(events.front()->payload);
    QCOMPARE(changed.before, Privacy());
    QCOMPARE(changed.now.avatar, Audience::Nobody);
}

void PrivacyServiceTest::doesNotKnowStrangers()
{
    QCOMPARE(await(m_chat->privacy.find(UserId(999))).error().kind, Error::Kind::NotFound);
    QCOMPARE(await(m_chat->privacy.change(UserId(999), {})).error().kind, Error::Kind::NotFound);
    QVERIFY(m_chat->recorder.events<PrivacyChanged>().empty());
}

//! Every way in which the picture of Alice gets to somebody.
void PrivacyServiceTest::showsAPictureToThoseItIsFor_data()
{
    QTest::addColumn<Find>("find");
    const auto row = [](const char *name, Find find) { QTest::newRow(name) << std::move(find); };
    const auto ofAlice = [](const std::vector<User> &users) {
        const auto alice = std::find_if(users.begin(), users.end(),
                                        [](const User &each) { return each.id == UserId(101); });
        if (alice == users.end())
            qFatal("Alice is not there.");
        return alice->avatarUrl;
    };
    const auto amongMembers = [ofAlice](const std::vector<MemberView> &views) {
        std::vector<User> users;
        for (const MemberView &view : views)
            users.push_back(view.user);
        return ofAlice(users);
    };
    row("profile", [](ChatFixture &chat, UserId viewer) {
        return await(chat.people.show(viewer, chat.alice))->avatarUrl;
    });
    row("list of everybody", [ofAlice](ChatFixture &chat, UserId viewer) {
        return ofAlice(*await(chat.people.list(viewer)));
    });
    row("search", [ofAlice](ChatFixture &chat, UserId viewer) {
        return ofAlice(*await(chat.people.search(viewer, u"101"_s)));
    });
    row("contacts", [ofAlice](ChatFixture &chat, UserId viewer) {
        return ofAlice(*await(chat.people.findContacts(viewer, {u"+491510101"_s})));
    });
    row("conversations", [](ChatFixture &chat, UserId viewer) {
        chat.directChat(viewer, chat.alice);
        return await(chat.conversations.list(viewer))->front().other->avatarUrl;
    });
    row("conversations in full", [amongMembers](ChatFixture &chat, UserId viewer) {
        chat.directChat(viewer, chat.alice);
        const auto details = await(chat.conversations.listDetails(viewer));
        return details->front().view.other->avatarUrl + amongMembers(details->front().members);
    });
    row("members", [amongMembers](ChatFixture &chat, UserId viewer) {
        const ConversationId group = chat.group(viewer, {chat.alice});
        return amongMembers(*await(chat.conversations.members(viewer, group)))
            + amongMembers(*await(chat.groups.members(viewer, group)));
    });
    row("a new group", [amongMembers](ChatFixture &chat, UserId viewer) {
        GroupChange details;
        details.title = u"Team"_s;
        return amongMembers(await(chat.groups.create(viewer, details, {chat.alice}))->members);
    });
    row("added to a group", [amongMembers](ChatFixture &chat, UserId viewer) {
        const ConversationId group = chat.group(viewer, {});
        return amongMembers(*await(chat.groups.add(viewer, group, {chat.alice})));
    });
    row("history", [](ChatFixture &chat, UserId viewer) {
        const ConversationId direct = chat.directChat(viewer, chat.alice);
        chat.say(chat.alice, direct, u"Hi"_s);
        return await(chat.messages.history(viewer, {direct, 1, {}, {}}))
            ->messages.front()
            .sender.avatarUrl;
    });
    row("what was missed", [](ChatFixture &chat, UserId viewer) {
        const ConversationId direct = chat.directChat(viewer, chat.alice);
        chat.say(chat.alice, direct, u"Hi"_s);
        return await(chat.sync.since(viewer, {}))->messages.front().sender.avatarUrl
            + await(chat.sync.after(viewer, {}))->messages.front().sender.avatarUrl;
    });
    row("blocked people", [ofAlice](ChatFixture &chat, UserId viewer) {
        if (viewer == chat.bob) // A block ends a friendship.
            return u"/avatars/101"_s;
        if (!await(chat.blocks.block(viewer, chat.alice)))
            qFatal("Nobody was blocked.");
        return ofAlice(*await(chat.blocks.list(viewer)));
    });
    row("a message as it is sent", [](ChatFixture &chat, UserId viewer) {
        chat.say(chat.alice, chat.directChat(viewer, chat.alice), u"Hi"_s);
        return chat.recorder.payloads<MessageAdded>().back().sender.avatarUrl;
    });
}

void PrivacyServiceTest::showsAPictureToThoseItIsFor()
{
    QFETCH(Find, find);
    m_chat->befriend(m_chat->alice, m_chat->bob);
    QVERIFY(find(*m_chat, m_chat->carol).contains(u"/avatars/101"_s));
    setAvatar(m_chat->alice, Audience::Friends);
    QVERIFY(find(*m_chat, m_chat->bob).contains(u"/avatars/101"_s));
    QCOMPARE(find(*m_chat, m_chat->mallory), QString());
}

void PrivacyServiceTest::showsOwnersTheirPicture()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    setAvatar(m_chat->alice, Audience::Nobody);
    const Message message = m_chat->say(m_chat->alice, group, u"Hi"_s);
    const auto history = await(m_chat->messages.history(m_chat->alice, {group, 1, {}, {}}));
    QCOMPARE(history->messages.front().sender.avatarUrl, u"/avatars/101"_s);
    QCOMPARE(m_chat->recorder.payloads<MessageSent>().back().sender.avatarUrl, u"/avatars/101"_s);
    QCOMPARE(await(m_chat->people.find(m_chat->alice))->avatarUrl, u"/avatars/101"_s);
    QCOMPARE(await(m_chat->people.show(m_chat->alice, m_chat->alice))->avatarUrl,
             u"/avatars/101"_s);
}

void PrivacyServiceTest::sendsAtMostTwoKindsOfAMessage()
{
    m_chat->befriend(m_chat->alice, m_chat->bob);
    const ConversationId group =
        m_chat->group(m_chat->alice, {m_chat->bob, m_chat->carol, m_chat->mallory});
    setAvatar(m_chat->alice, Audience::Friends);
    m_chat->recorder.clear();
    m_chat->say(m_chat->alice, group, u"Hi"_s);
    QCOMPARE(m_chat->recorder.events<MessageAdded>().size(), 2u);
    QCOMPARE(picturesOfTheLastMessage(),
             (std::map<UserId, QString>{{m_chat->bob, u"/avatars/101"_s},
                                        {m_chat->carol, QString()},
                                        {m_chat->mallory, QString()}}));
}

void PrivacyServiceTest::followsASettingAtOnce()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    for (const Audience audience : {Audience::Everyone, Audience::Nobody, Audience::Everyone}) {
        setAvatar(m_chat->alice, audience);
        m_chat->say(m_chat->alice, group, u"Hi"_s);
        QCOMPARE(picturesOfTheLastMessage()[m_chat->bob].isEmpty(), audience == Audience::Nobody);
    }
}

void PrivacyServiceTest::followsAFriendshipAtOnce()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    setAvatar(m_chat->alice, Audience::Friends);
    m_chat->say(m_chat->alice, group, u"Hi"_s);
    QCOMPARE(picturesOfTheLastMessage()[m_chat->bob], QString());
    m_chat->befriend(m_chat->bob, m_chat->alice);
    m_chat->say(m_chat->alice, group, u"Hi"_s);
    QCOMPARE(picturesOfTheLastMessage()[m_chat->bob], u"/avatars/101"_s);
    QVERIFY(await(m_chat->friends.remove(m_chat->bob, m_chat->alice)));
    m_chat->say(m_chat->alice, group, u"Hi"_s);
    QCOMPARE(picturesOfTheLastMessage()[m_chat->bob], QString());
    m_chat->befriend(m_chat->bob, m_chat->alice);
    QVERIFY(await(m_chat->blocks.block(m_chat->bob, m_chat->alice)));
    m_chat->say(m_chat->alice, group, u"Hi"_s);
    QCOMPARE(picturesOfTheLastMessage()[m_chat->bob], QString());
}

//! What a send needs is in memory: a change that nobody tells of is not found.
void PrivacyServiceTest::asksNothingForTheNextMessage()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    m_chat->say(m_chat->alice, group, u"Hi"_s);
    QVERIFY(await(m_chat->database->write([this](Stores &stores) {
        return stores.accounts.updatePrivacy(m_chat->alice, {.avatar = Audience::Nobody});
    })));
    m_chat->say(m_chat->alice, group, u"Hi"_s);
    QCOMPARE(picturesOfTheLastMessage()[m_chat->bob], u"/avatars/101"_s);
    m_chat->bus.publish({PrivacyChanged{m_chat->alice, {}, {}}, {}, {}}); // As another node does.
    m_chat->say(m_chat->alice, group, u"Hi"_s);
    QCOMPARE(picturesOfTheLastMessage()[m_chat->bob], QString());
}

void PrivacyServiceTest::tellsOfAFriendshipWithAPictureWhereItMay()
{
    setAvatar(m_chat->alice, Audience::Friends);
    QVERIFY(await(m_chat->friends.request(m_chat->alice, m_chat->bob)));
    const auto asked = m_chat->recorder.events<FriendshipChanged>();
    QCOMPARE(asked.size(), 2u);
    for (const SharedEvent &event : asked) {
        const bool isOwn = event->audience == std::vector{m_chat->alice};
        QCOMPARE(std::get<FriendshipChanged>(event->payload).actor.avatarUrl.isEmpty(), !isOwn);
    }
    const auto told = m_chat->recorder.payloads<NotificationAdded>();
    QCOMPARE(told.back().view.actor->avatarUrl, QString());
    FriendQuery incoming;
    incoming.which = FriendQuery::Which::Incoming;
    const auto requests = await(m_chat->friends.list(m_chat->bob, incoming));
    QCOMPARE(requests->views.front().other.avatarUrl, QString());
    const auto notifications = await(m_chat->notifications.list(m_chat->bob, {}));
    QCOMPARE(notifications->notifications.front().actor->avatarUrl, QString());

    QVERIFY(await(m_chat->friends.accept(m_chat->bob, m_chat->alice.value())));
    const auto friends = await(m_chat->friends.list(m_chat->bob, {}));
    QCOMPARE(friends->views.front().other.avatarUrl, u"/avatars/101"_s);
    QCOMPARE(
        await(m_chat->notifications.list(m_chat->bob, {}))->notifications.front().actor->avatarUrl,
        u"/avatars/101"_s);
}

QTEST_GUILESS_MAIN(PrivacyServiceTest)
#include "tst_privacyservice.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class ChatMemoryTest : public QObject
{
    Q_OBJECT

private slots:
    void remembersWhatASendNeeds();
    void forgetsWhatAnotherNodeChanged();
    void forgetsWhatWasLearntFromWhatIsUndone();
};

void ChatMemoryTest::remembersWhatASendNeeds()
{
    ChatFixture chat;
    const ConversationId direct = chat.directChat(chat.alice, chat.bob);
    const Message message = chat.say(chat.alice, direct, u"hello"_s);

    const auto isMember = [&](const Roster &roster) { return roster.find(chat.bob) != nullptr; };
    QCOMPARE(chat.memory.rosters.look(direct, isMember), std::optional(true));
    const auto place = chat.memory.places.find(message.id);
    QVERIFY(place);
    QCOMPARE(place->conversation, direct);
    QCOMPARE(place->seq, message.seq);
    QCOMPARE(place->sender, chat.alice);
}

void ChatMemoryTest::forgetsWhatAnotherNodeChanged()
{
    ChatFixture chat;
    const ConversationId direct = chat.directChat(chat.alice, chat.bob);
    chat.say(chat.alice, direct, u"hello"_s);

    Conversation conversation;
    conversation.id = direct;
    chat.bus.publish({ConversationChanged{conversation}, {}, {}});
    const auto isKnown = [](const Roster &) { return true; };
    QVERIFY(!chat.memory.rosters.look(direct, isKnown));

    // Changed without a service of this node, so only the bus can tell.
    QVERIFY(await(chat.database->write([&](Stores &stores) {
        User alice = *stores.accounts.find(chat.alice);
        alice.displayName = u"Ada"_s;
        return stores.accounts.updateProfile(alice);
    })));
    User alice;
    alice.id = chat.alice;
    chat.bus.publish({ProfileChanged{alice}, {}, {}});
    chat.say(chat.alice, direct, u"again"_s);
    QCOMPARE(chat.recorder.payloads<MessageAdded>().back().sender.displayName, u"Ada"_s);
}

void ChatMemoryTest::forgetsWhatWasLearntFromWhatIsUndone()
{
    ChatFixture chat;
    const ConversationId group = chat.group(chat.alice, {chat.bob});
    const auto addThenFail = [&](Stores &stores) -> Result<> {
        User alice = *stores.accounts.find(chat.alice);
        alice.displayName = u"Ada"_s;
        if (!stores.accounts.updateProfile(alice)
            || !stores.members.add(group, chat.mallory, Role::Member, chat.clock.now()))
            qFatal("There is nothing to be undone.");
        chat.memory.rosters.forget(group);
        chat.memory.profiles.forget(chat.alice);
        const auto isMember = [&](const Roster &roster) {
            return roster.find(chat.mallory) != nullptr;
        };
        if (!*chat.memory.rosters.with(group, stores, isMember)
            || chat.memory.profiles.find(chat.alice, stores)->user.displayName != u"Ada"_s)
            qFatal("There is nothing to be forgotten.");
        return Error{Error::Kind::Forbidden, "changed_my_mind"_L1, u"No."_s};
    };
    QVERIFY(!await(chat.database->write(addThenFail)));

    chat.say(chat.alice, group, u"for us only"_s);
    const auto heard = chat.recorder.events<MessageAdded>();
    QCOMPARE(heard.size(), 1u);
    QCOMPARE(heard[0]->audience, (std::vector{chat.bob}));
    QCOMPARE(std::get<MessageAdded>(heard[0]->payload).sender.displayName, u"User 101"_s);
}

QTEST_GUILESS_MAIN(ChatMemoryTest)
#include "tst_chatmemory.moc"

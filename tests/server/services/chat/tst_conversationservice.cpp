// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class ConversationServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_chat = std::make_unique<ChatFixture>(); }
    void cleanup() { m_chat.reset(); }

    void givesAPairOneChat();
    void tellsOfANewChatOnce();
    void findsAChatOnlyOnceThereIsOne();
    void findsNobodyWhoBlocks();
    void refusesChatsWithOneselfAndWithNobody();
    void opensNoChatWithWhoIsErased();
    void listsTheNewestFirst();
    void listsChatsBehindLargeGroups();
    void listsPageByPage();
    void listsAtLeastOneAndNotTooMany();
    void existsForMembersOnly();
    void tellsWhoIsInThem();
    void tellsWhoHasLeftOfNobody();
    void tellsOfOneAsTheListDoes();

private:
    //! Of Alice, newer than all before.
    ConversationId addLargeGroup(int size)
    {
        m_chat->clock.advance(std::chrono::seconds(1));
        Conversation group;
        group.id = m_chat->ids.next<ConversationId>();
        group.kind = ConversationKind::Group;
        group.title = u"Crowd"_s;
        group.createdBy = m_chat->alice;
        group.createdAt = m_chat->clock.now();
        group.updatedAt = group.createdAt;
        return m_chat->orFatal(
            await(m_chat->database->write([group, size](Stores &stores) -> Result<ConversationId> {
                std::vector<UserId> others;
                for (int i = 1; i < size; ++i) {
                    others.push_back(UserId(10'000 + i));
                    if (!stores.accounts.find(others.back()))
                        addUser(stores, others.back());
                }
                if (const auto added = stores.conversations.addGroup(group, others); !added)
                    return added.error();
                return group.id;
            })));
    }

    std::unique_ptr<ChatFixture> m_chat;
};

void ConversationServiceTest::givesAPairOneChat()
{
    std::vector<QCoro::Task<Result<Conversation>>> opens;
    for (int i = 0; i < 10; ++i) {
        const bool turned = i % 2;
        opens.push_back(m_chat->conversations.openDirect(turned ? m_chat->bob : m_chat->alice,
                                                         turned ? m_chat->alice : m_chat->bob));
    }
    std::set<ConversationId> ids;
    for (const auto &opened : awaitAll(std::move(opens))) {
        QVERIFY(opened);
        ids.insert(opened->id);
    }
    QCOMPARE(ids.size(), 1u);
}

void ConversationServiceTest::tellsOfANewChatOnce()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    const auto told = m_chat->recorder.events<ConversationChanged>();
    QCOMPARE(told.size(), 1u);
    QCOMPARE(told[0]->audience, (std::vector{m_chat->alice, m_chat->bob}));
    m_chat->recorder.clear();

    // Nothing has been written in it yet, and that it is there is nothing new to either of them.
    QCOMPARE(m_chat->directChat(m_chat->alice, m_chat->bob), direct);
    QCOMPARE(m_chat->directChat(m_chat->bob, m_chat->alice), direct);
    QVERIFY(m_chat->recorder.events<ConversationChanged>().empty());

    QVERIFY(await(m_chat->blocks.block(m_chat->bob, m_chat->alice)));
    m_chat->recorder.clear();
    QCOMPARE(m_chat->directChat(m_chat->alice, m_chat->bob), direct);
    QVERIFY(m_chat->recorder.events<ConversationChanged>().empty());
}

void ConversationServiceTest::findsAChatOnlyOnceThereIsOne()
{
    const auto none = await(m_chat->conversations.findDirect(m_chat->alice, m_chat->bob));
    QVERIFY(none);
    QVERIFY(!*none);
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    const auto found = await(m_chat->conversations.findDirect(m_chat->bob, m_chat->alice));
    QVERIFY(found && *found);
    QCOMPARE((*found)->id, direct);
    const auto nobody = await(m_chat->conversations.findDirect(m_chat->alice, UserId(999)));
    QVERIFY(!nobody);
    QCOMPARE(nobody.error().kind, Error::Kind::NotFound);
}

void ConversationServiceTest::findsNobodyWhoBlocks()
{
    QVERIFY(await(m_chat->blocks.block(m_chat->bob, m_chat->alice)));
    const auto blocked = await(m_chat->conversations.findDirect(m_chat->alice, m_chat->bob));
    const auto nobody = await(m_chat->conversations.findDirect(m_chat->alice, UserId(999)));
    QVERIFY(!blocked && !nobody);
    QCOMPARE(blocked.error().kind, nobody.error().kind);
    QCOMPARE(blocked.error().code, nobody.error().code);
    QCOMPARE(blocked.error().message, nobody.error().message);
}

void ConversationServiceTest::refusesChatsWithOneselfAndWithNobody()
{
    const auto own = await(m_chat->conversations.openDirect(m_chat->alice, m_chat->alice));
    QVERIFY(!own);
    QCOMPARE(own.error().kind, Error::Kind::InvalidInput);
    const auto nobody = await(m_chat->conversations.openDirect(m_chat->alice, UserId(999)));
    QVERIFY(!nobody);
    QCOMPARE(nobody.error().kind, Error::Kind::NotFound);
}

void ConversationServiceTest::opensNoChatWithWhoIsErased()
{
    m_chat->beginErasure(m_chat->bob);
    const auto opened = await(m_chat->conversations.openDirect(m_chat->alice, m_chat->bob));
    QCOMPARE(opened.error().code, "user_not_found"_L1);
}

void ConversationServiceTest::listsTheNewestFirst()
{
    const ConversationId one = m_chat->directChat(m_chat->alice, m_chat->bob);
    m_chat->clock.advance(std::chrono::seconds(1));
    const ConversationId other = m_chat->directChat(m_chat->alice, m_chat->carol);
    m_chat->clock.advance(std::chrono::seconds(1));
    m_chat->say(m_chat->bob, one, u"hello"_s);

    const auto list = await(m_chat->conversations.list(m_chat->alice));
    QVERIFY(list);
    QCOMPARE(list->size(), 2u);
    QCOMPARE((*list)[0].conversation.id, one);
    QCOMPARE((*list)[0].unread, 1);
    QCOMPARE((*list)[0].other->id, m_chat->bob);
    QCOMPARE((*list)[0].lastMessage->body, u"hello"_s);
    QCOMPARE((*list)[1].conversation.id, other);
    QVERIFY(!(*list)[1].lastMessage);
    QVERIFY(await(m_chat->conversations.list(m_chat->mallory))->empty());
}

void ConversationServiceTest::tellsWhoIsInThem()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    m_chat->clock.advance(std::chrono::seconds(1));
    const ConversationId team = m_chat->group(m_chat->alice, {m_chat->bob, m_chat->carol});

    const auto list = await(m_chat->conversations.listDetails(m_chat->bob));
    QVERIFY(list);
    QCOMPARE(list->size(), 2u);
    QCOMPARE((*list)[0].view.conversation.id, team);
    QCOMPARE((*list)[0].members.size(), 3u);
    QCOMPARE((*list)[1].view.conversation.id, direct);
    QCOMPARE((*list)[1].view.other->id, m_chat->alice);
    QCOMPARE((*list)[1].members.size(), 2u);

    const auto members = await(m_chat->conversations.members(m_chat->bob, team));
    QVERIFY(members);
    QCOMPARE(members->size(), 3u);
    const auto stranger = await(m_chat->conversations.members(m_chat->mallory, team));
    QVERIFY(!stranger);
    QCOMPARE(stranger.error().kind, Error::Kind::NotFound);
}

void ConversationServiceTest::listsChatsBehindLargeGroups()
{
    using Service = ConversationService;
    constexpr int Size = GroupService::MostMembers;
    constexpr int Groups = int(Service::MostMembers) / Size + 1;
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    const ConversationId old = addLargeGroup(Size);
    for (int i = 0; i < Groups; ++i)
        addLargeGroup(Size);

    const auto list = await(m_chat->conversations.listDetails(m_chat->alice));
    QVERIFY(list);
    QCOMPARE(list->size(), size_t(Groups + 2));
    QCOMPARE(list->front().members.size(), size_t(Size));
    const ConversationDetails &cut = (*list)[size_t(Groups)];
    QCOMPARE(cut.view.conversation.id, old);
    QCOMPARE(cut.members.size(), size_t(Service::FewMembers));
    QCOMPARE(cut.members.front().user.id, m_chat->alice);
    QCOMPARE(list->back().view.conversation.id, direct);
    QCOMPARE(list->back().members.size(), 2u);
}

void ConversationServiceTest::listsPageByPage()
{
    std::vector<ConversationId> expected;
    for (const UserId other : {m_chat->bob, m_chat->carol, m_chat->mallory}) {
        m_chat->clock.advance(std::chrono::seconds(1));
        expected.insert(expected.begin(), m_chat->directChat(m_chat->alice, other));
    }

    std::vector<ConversationId> listed;
    std::optional<ConversationCursor> cursor;
    for (int page = 0; page < 2; ++page) {
        const auto part = await(m_chat->conversations.page(m_chat->alice, cursor, 2));
        QVERIFY(part);
        for (const ConversationView &view : part->views)
            listed.push_back(view.conversation.id);
        QCOMPARE(part->next.has_value(), page == 0);
        cursor = part->next;
    }
    QCOMPARE(listed, expected);
}

void ConversationServiceTest::listsAtLeastOneAndNotTooMany()
{
    m_chat->directChat(m_chat->alice, m_chat->bob);
    for (const int limit : {-1, 0, 1, 1'000'000})
        QCOMPARE(await(m_chat->conversations.page(m_chat->alice, {}, limit))->views.size(), 1u);
}

void ConversationServiceTest::existsForMembersOnly()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    QVERIFY(await(m_chat->conversations.find(m_chat->alice, direct)));
    QVERIFY(await(m_chat->conversations.requireMember(m_chat->bob, direct)));
    const auto found = await(m_chat->conversations.find(m_chat->mallory, direct));
    QVERIFY(!found);
    QCOMPARE(found.error().kind, Error::Kind::NotFound);
    const auto member = await(m_chat->conversations.requireMember(m_chat->mallory, direct));
    QVERIFY(!member);
    QCOMPARE(member.error().kind, Error::Kind::NotFound);
}

void ConversationServiceTest::tellsWhoHasLeftOfNobody()
{
    const ConversationId team = m_chat->group(m_chat->alice, {m_chat->bob});
    QVERIFY(await(m_chat->groups.remove(m_chat->alice, team, m_chat->bob)));
    QVERIFY(await(m_chat->groups.add(m_chat->alice, team, {m_chat->carol})));
    const auto members = await(m_chat->conversations.members(m_chat->bob, team));
    QVERIFY(members);
    QVERIFY(members->empty());
    QCOMPARE(await(m_chat->conversations.members(m_chat->carol, team))->size(), 2u);
}

void ConversationServiceTest::tellsOfOneAsTheListDoes()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->carol});
    m_chat->say(m_chat->bob, direct, u"Hi Alice"_s);
    for (const ConversationId each : {direct, group}) {
        const auto listed = await(m_chat->conversations.listDetails(m_chat->alice));
        const auto row = std::find_if(listed->begin(), listed->end(), [&](const auto &details) {
            return details.view.conversation.id == each;
        });
        const auto one = await(m_chat->conversations.details(m_chat->alice, each));
        QVERIFY(one && row != listed->end());
        QCOMPARE(one->view.conversation.id, each);
        QCOMPARE(one->view.unread, row->view.unread);
        QCOMPARE(one->view.lastMessage.has_value(), row->view.lastMessage.has_value());
        QCOMPARE(one->members.size(), row->members.size());
        QVERIFY(!await(m_chat->conversations.details(m_chat->mallory, each)));
    }
    const auto said = await(m_chat->conversations.details(m_chat->alice, direct));
    QCOMPARE(said->view.lastMessage->body, u"Hi Alice"_s);
    QCOMPARE(said->view.unread, 1);
    QVERIFY(await(m_chat->groups.remove(m_chat->carol, group, m_chat->carol)));
    QCOMPARE(await(m_chat->conversations.details(m_chat->carol, group)).error().kind,
             Error::Kind::NotFound);
}

QTEST_GUILESS_MAIN(ConversationServiceTest)
#include "tst_conversationservice.moc"

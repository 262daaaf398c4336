// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/admingroupservice.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

using Writing = AdminGroupService::Writing;

QString codeOf(const auto &result)
{
    return result ? u"ok"_s : QString(result.error().code);
}

} // namespace

class AdminGroupServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void findsGroups();
    void knowsNoDirectChats();
    void renamesAndTellsTheMembers();
    void writesNothingDownThatStaysTheSame();
    void freezesForWriters();
    void keepsWhatWasSentBeforeIdempotent();
    void letsPeopleLeaveWhatIsFrozen();
    void letsNobodyBeThrownOutOfWhatIsFrozen();
    void keepsWhatIsFrozenWhenAnAdministratorLeaves();
    void thaws();
    void changesRoles();
    void keepsAnAdministrator();
    void transfersToAMember();
    void dissolvesAndKeepsTheHistory();
    void dissolvesWithoutAnAccount();
    void doesNothingWithWhatIsDissolved();
    void rehearses();

private:
    GroupView ok(QCoro::Task<Result<GroupView>> task)
    {
        return ChatFixture::orFatal(await(std::move(task)));
    }
    std::vector<AuditEntry> audit();

    const Actor m_actor = Actor::account(UserId(104), u"192.0.2.9"_s, u"r"_s);
    std::unique_ptr<ChatFixture> m_chat;
    std::unique_ptr<AdminGroupService> m_groups;
    ConversationId m_group;
};

void AdminGroupServiceTest::init()
{
    m_chat = std::make_unique<ChatFixture>();
    m_groups = std::make_unique<AdminGroupService>(m_chat->context);
    m_group = m_chat->group(m_chat->alice, {m_chat->bob, m_chat->carol});
    m_chat->recorder.clear();
}

void AdminGroupServiceTest::cleanup()
{
    m_groups.reset();
    m_chat.reset();
}

std::vector<AuditEntry> AdminGroupServiceTest::audit()
{
    return await(m_chat->database->read(
                     [](Stores &stores) { return stores.audit.listAfter(0, 100); }))
        .value();
}

void AdminGroupServiceTest::findsGroups()
{
    const ConversationId second = m_chat->group(m_chat->bob, {});
    m_chat->directChat(m_chat->alice, m_chat->bob);
    const auto first = await(m_groups->list({.limit = 1}));
    QCOMPARE(first->groups.size(), 1U);
    QCOMPARE(first->groups.front().group.id, second);
    QCOMPARE(first->next, std::optional(ListPlace{second.value()}));
    const auto last = await(m_groups->list({.after = first->next, .limit = 1}));
    QCOMPARE(last->groups.front().group.id, m_group);
    QCOMPARE(last->groups.front().members, 3);
    QVERIFY(!last->next);
    QCOMPARE(await(m_groups->count(m_groups->parse(u"members:3"_s).value())).value(), 1);
    QCOMPARE(await(m_groups->members(m_group))->size(), 3U);
    QCOMPARE(codeOf(m_groups->parse(u"nonsense:1"_s)), u"invalid_filter"_s);
}

void AdminGroupServiceTest::knowsNoDirectChats()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    for (const ConversationId none : {direct, ConversationId(7)}) {
        QCOMPARE(codeOf(await(m_groups->find(none))), u"conversation_not_found"_s);
        QCOMPARE(codeOf(await(m_groups->members(none))), u"conversation_not_found"_s);
        QCOMPARE(codeOf(await(m_groups->rename(m_actor, none, u"X"_s, Run::ForReal))),
                 u"conversation_not_found"_s);
        QCOMPARE(codeOf(await(m_groups->setWriting(m_actor, none, Writing::Frozen, Run::ForReal))),
                 u"conversation_not_found"_s);
        QCOMPARE(codeOf(await(m_groups->dissolve(m_actor, none, Run::ForReal))),
                 u"conversation_not_found"_s);
    }
}

void AdminGroupServiceTest::renamesAndTellsTheMembers()
{
    const GroupView renamed = ok(m_groups->rename(m_actor, m_group, u" Cooking "_s, Run::ForReal));
    QCOMPARE(renamed.group.title, u"Cooking"_s);
    const auto told = m_chat->recorder.events<ConversationChanged>();
    QCOMPARE(told.size(), 1U);
    QCOMPARE(std::get<ConversationChanged>(told.front()->payload).conversation.title, u"Cooking"_s);
    QCOMPARE(told.front()->audience.size(), 3U);
    QCOMPARE(audit().size(), 1U);
    QCOMPARE(audit().front().action, u"group.rename"_s);
    QCOMPARE(audit().front().target, u"group:"_s + m_group.toString());
    QCOMPARE(audit().front().before, u"{\"title\":\"Project Team\"}"_s);
    QCOMPARE(audit().front().after, u"{\"title\":\"Cooking\"}"_s);
    QCOMPARE(codeOf(await(m_groups->rename(m_actor, m_group, u" "_s, Run::ForReal))),
             u"invalid_input"_s);
}

void AdminGroupServiceTest::writesNothingDownThatStaysTheSame()
{
    ok(m_groups->rename(m_actor, m_group, u"Project Team"_s, Run::ForReal));
    ok(m_groups->setWriting(m_actor, m_group, Writing::Allowed, Run::ForReal));
    ok(m_groups->setRole(m_actor, m_group, m_chat->bob, Role::Member, Run::ForReal));
    ok(m_groups->transfer(m_actor, m_group, m_chat->alice, Run::ForReal));
    QVERIFY(audit().empty());
    QVERIFY(m_chat->recorder.events<ConversationChanged>().empty());
}

void AdminGroupServiceTest::freezesForWriters()
{
    m_chat->say(m_chat->alice, m_group, u"Before"_s);
    const GroupView frozen =
        ok(m_groups->setWriting(m_actor, m_group, Writing::Frozen, Run::ForReal));
    QCOMPARE(stateOf(frozen), GroupState::Frozen);
    for (const UserId user : {m_chat->alice, m_chat->bob})
        QCOMPARE(codeOf(await(m_chat->messages.send(m_chat->draft(user, m_group, u"Now"_s)))),
                 u"group_frozen"_s);
    QCOMPARE(codeOf(await(m_chat->groups.change(m_chat->alice, m_group, {u"Mine"_s, {}, {}}))),
             u"group_frozen"_s);
    QCOMPARE(codeOf(await(m_chat->groups.add(m_chat->alice, m_group, {m_chat->mallory}))),
             u"group_frozen"_s);
    const auto history = await(m_chat->messages.history(m_chat->bob, {.conversation = m_group}));
    QCOMPARE(history->messages.size(), 1U);
    QCOMPARE(codeOf(await(m_chat->messages.send(m_chat->draft(m_chat->mallory, m_group, u"X"_s)))),
             u"conversation_not_found"_s);
    QCOMPARE(audit().back().after, u"{\"frozen\":true}"_s);
}

void AdminGroupServiceTest::keepsWhatWasSentBeforeIdempotent()
{
    Draft draft = m_chat->draft(m_chat->alice, m_group, u"Once"_s);
    draft.clientId = u"c1"_s;
    const auto first = await(m_chat->messages.send(draft));
    ok(m_groups->setWriting(m_actor, m_group, Writing::Frozen, Run::ForReal));
    const auto again = await(m_chat->messages.send(draft));
    QVERIFY(again);
    QCOMPARE(again->id, first->id);
}

void AdminGroupServiceTest::letsPeopleLeaveWhatIsFrozen()
{
    ok(m_groups->setWriting(m_actor, m_group, Writing::Frozen, Run::ForReal));
    QVERIFY(await(m_chat->groups.remove(m_chat->bob, m_group, m_chat->bob)));
    QCOMPARE(await(m_groups->members(m_group))->size(), 2U);
    QCOMPARE(await(m_groups->find(m_group))->group.lastSeq, 0);
}

void AdminGroupServiceTest::letsNobodyBeThrownOutOfWhatIsFrozen()
{
    ok(m_groups->setWriting(m_actor, m_group, Writing::Frozen, Run::ForReal));
    const auto refused = await(m_chat->groups.remove(m_chat->alice, m_group, m_chat->bob));
    QCOMPARE(codeOf(refused), u"group_frozen"_s);
    QCOMPARE(await(m_groups->members(m_group))->size(), 3U);
}

void AdminGroupServiceTest::keepsWhatIsFrozenWhenAnAdministratorLeaves()
{
    constexpr auto Goes = GroupService::Remainder::Goes;
    QVERIFY(await(m_chat->groups.remove(m_chat->bob, m_group, m_chat->bob)));
    ok(m_groups->setWriting(m_actor, m_group, Writing::Frozen, Run::ForReal));
    QVERIFY(await(m_chat->groups.remove(m_chat->alice, m_group, m_chat->alice, Goes)));
    QCOMPARE(await(m_groups->members(m_group))->size(), 1U);
}

void AdminGroupServiceTest::thaws()
{
    ok(m_groups->setWriting(m_actor, m_group, Writing::Frozen, Run::ForReal));
    ok(m_groups->setWriting(m_actor, m_group, Writing::Allowed, Run::ForReal));
    m_chat->say(m_chat->alice, m_group, u"Again"_s);
    QCOMPARE(audit().back().action, u"group.unfreeze"_s);
}

void AdminGroupServiceTest::changesRoles()
{
    ok(m_groups->setRole(m_actor, m_group, m_chat->bob, Role::Admin, Run::ForReal));
    QVERIFY(await(m_chat->groups.add(m_chat->bob, m_group, {m_chat->mallory})));
    QCOMPARE(m_chat->recorder.events<ConversationChanged>().front()->audience.size(), 3U);
    QCOMPARE(audit().front().action, u"group.set-role"_s);
    QCOMPARE(audit().front().after, u"{\"role\":\"admin\",\"user\":\"102\"}"_s);
    QCOMPARE(
        codeOf(await(m_groups->setRole(m_actor, m_group, UserId(9), Role::Admin, Run::ForReal))),
        u"member_not_found"_s);
}

void AdminGroupServiceTest::keepsAnAdministrator()
{
    const auto demoted =
        await(m_groups->setRole(m_actor, m_group, m_chat->alice, Role::Member, Run::ForReal));
    QCOMPARE(codeOf(demoted), u"last_admin"_s);
    ok(m_groups->setRole(m_actor, m_group, m_chat->bob, Role::Admin, Run::ForReal));
    ok(m_groups->setRole(m_actor, m_group, m_chat->alice, Role::Member, Run::ForReal));
}

void AdminGroupServiceTest::transfersToAMember()
{
    const GroupView given = ok(m_groups->transfer(m_actor, m_group, m_chat->bob, Run::ForReal));
    QCOMPARE(given.group.createdBy, m_chat->bob);
    QCOMPARE(given.ownerName, u"User 102"_s);
    const auto members = await(m_groups->members(m_group));
    for (const MemberView &member : *members)
        QCOMPARE(member.member.role == Role::Admin, member.user.id != m_chat->carol);
    QVERIFY(await(m_chat->groups.remove(m_chat->bob, m_group, m_chat->carol)));
    for (const UserId none : {m_chat->mallory, m_chat->carol})
        QCOMPARE(codeOf(await(m_groups->transfer(m_actor, m_group, none, Run::ForReal))),
                 u"member_not_found"_s);
}

void AdminGroupServiceTest::dissolvesAndKeepsTheHistory()
{
    m_chat->say(m_chat->alice, m_group, u"Hello"_s);
    m_chat->recorder.clear();
    const GroupView gone = ok(m_groups->dissolve(m_actor, m_group, Run::ForReal));
    QCOMPARE(stateOf(gone), GroupState::Dissolved);
    const auto told = m_chat->recorder.payloads<MembersChanged>();
    QCOMPARE(told.size(), 1U);
    QCOMPARE(told.front().removed.size(), 3U);
    QCOMPARE(told.front().actor.id, UserId(104));
    QCOMPARE(codeOf(await(m_chat->messages.send(m_chat->draft(m_chat->bob, m_group, u"?"_s)))),
             u"conversation_not_found"_s);
    const auto history = await(m_chat->messages.history(m_chat->bob, {.conversation = m_group}));
    QCOMPARE(history->messages.size(), 1U);
    QCOMPARE(audit().back().before, u"{\"members\":3,\"title\":\"Project Team\"}"_s);
}

void AdminGroupServiceTest::dissolvesWithoutAnAccount()
{
    ok(m_groups->dissolve({.user = {}, .name = u"local:0"_s}, m_group, Run::ForReal));
    QCOMPARE(m_chat->recorder.payloads<MembersChanged>().front().actor.id, m_chat->alice);
    QCOMPARE(audit().back().actor, u"local:0"_s);
}

void AdminGroupServiceTest::doesNothingWithWhatIsDissolved()
{
    ok(m_groups->dissolve(m_actor, m_group, Run::ForReal));
    QCOMPARE(codeOf(await(m_groups->dissolve(m_actor, m_group, Run::ForReal))),
             u"group_dissolved"_s);
    QCOMPARE(codeOf(await(m_groups->rename(m_actor, m_group, u"X"_s, Run::ForReal))),
             u"group_dissolved"_s);
    QCOMPARE(audit().size(), 1U);
}

void AdminGroupServiceTest::rehearses()
{
    QCOMPARE(stateOf(ok(m_groups->dissolve(m_actor, m_group, Run::Rehearsal))),
             GroupState::Dissolved);
    QCOMPARE(ok(m_groups->rename(m_actor, m_group, u"X"_s, Run::Rehearsal)).group.title, u"X"_s);
    ok(m_groups->setWriting(m_actor, m_group, Writing::Frozen, Run::Rehearsal));
    QCOMPARE(stateOf(ok(m_groups->find(m_group))), GroupState::Active);
    m_chat->say(m_chat->bob, m_group, u"Still here"_s);
    QVERIFY(m_chat->recorder.events<ConversationChanged>().empty());
    QVERIFY(audit().empty());
}

QTEST_GUILESS_MAIN(AdminGroupServiceTest)
#include "tst_admingroupservice.moc"

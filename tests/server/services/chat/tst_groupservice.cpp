// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

#include <atomic>
#include <memory>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class GroupServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_chat = std::make_unique<ChatFixture>(); }
    void cleanup() { m_chat.reset(); }

    void makesTheCreatorAdministrator();
    void addsEverybodyOnce();
    void refusesUnknownMembers();
    void refusesWhoIsErased();
    void isRenamedByAnyMember();
    void changesNothingWhenNothingIsToChange();
    void rights_data();
    void rights();
    void looksTheSameWhetherForeignOrMissing();
    void keepsAnAdministrator();
    void leavesAGroupToNobodyWhoIsSuspended();
    void forgetsNothingForARefusal();
    void letsTheLastOneGo();
    void tellsThoseConcerned();
    void treatsDirectChatsAsNoGroups();
    void goesWithAllButOneIfTheAdministratorSaysSo();
    void staysWhereThatIsNotAskedFor();
    void hasABio();

private:
    Role roleOf(ConversationId group, UserId user) const
    {
        const auto members = await(m_chat->groups.members(user, group));
        for (const MemberView &view : *members) {
            if (view.user.id == user)
                return view.member.role;
        }
        qFatal("No member.");
    }

    std::unique_ptr<ChatFixture> m_chat;
};

void GroupServiceTest::makesTheCreatorAdministrator()
{
    GroupChange details;
    details.title = u"Team"_s;
    details.avatarUrl = u"https://example.org/t.png"_s;
    const auto created = await(m_chat->groups.create(m_chat->alice, details, {m_chat->bob}));
    QVERIFY(created);
    QCOMPARE(created->group.title, u"Team"_s);
    QCOMPARE(created->group.avatarUrl, u"https://example.org/t.png"_s);
    QCOMPARE(created->group.createdBy, m_chat->alice);
    QCOMPARE(created->members.size(), 2u);
    QCOMPARE(roleOf(created->group.id, m_chat->alice), Role::Admin);
    QCOMPARE(roleOf(created->group.id, m_chat->bob), Role::Member);
}

void GroupServiceTest::addsEverybodyOnce()
{
    const ConversationId group =
        m_chat->group(m_chat->alice, {m_chat->bob, m_chat->alice, m_chat->bob});
    QCOMPARE(await(m_chat->groups.members(m_chat->alice, group))->size(), 2u);
    const auto members =
        await(m_chat->groups.add(m_chat->alice, group, {m_chat->bob, m_chat->carol}));
    QVERIFY(members);
    QCOMPARE(members->size(), 3u);
    QCOMPARE(roleOf(group, m_chat->alice), Role::Admin);
}

void GroupServiceTest::refusesUnknownMembers()
{
    GroupChange details;
    details.title = u"Team"_s;
    const auto created = await(m_chat->groups.create(m_chat->alice, details, {UserId(999)}));
    QVERIFY(!created);
    QCOMPARE(created.error().kind, Error::Kind::NotFound);
    QVERIFY(await(m_chat->conversations.list(m_chat->alice))->empty());
}

void GroupServiceTest::refusesWhoIsErased()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    m_chat->beginErasure(m_chat->carol);
    const auto added = await(m_chat->groups.add(m_chat->alice, group, {m_chat->carol}));
    QCOMPARE(added.error().code, "user_not_found"_L1);
    QCOMPARE(await(m_chat->groups.members(m_chat->alice, group))->size(), 2u);
}

void GroupServiceTest::isRenamedByAnyMember()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    GroupChange change;
    change.title = u"New name"_s;
    const auto changed = await(m_chat->groups.change(m_chat->bob, group, change));
    QVERIFY(changed);
    QCOMPARE(changed->title, u"New name"_s);
    QCOMPARE(await(m_chat->conversations.find(m_chat->alice, group))->title, u"New name"_s);

    change.title = u"a\nb"_s;
    QCOMPARE(await(m_chat->groups.change(m_chat->bob, group, change)).error().kind,
             Error::Kind::InvalidInput);
}

void GroupServiceTest::changesNothingWhenNothingIsToChange()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    m_chat->recorder.clear();
    QVERIFY(await(m_chat->groups.change(m_chat->bob, group, {})));
    QVERIFY(m_chat->recorder.events<ConversationChanged>().empty());
}

void GroupServiceTest::rights_data()
{
    QTest::addColumn<qint64>("user");
    QTest::addColumn<QString>("rename"); // The error's code; empty: allowed.
    QTest::addColumn<QString>("add");
    QTest::addColumn<QString>("remove");

    const QString no = u"not_a_member"_s;
    QTest::newRow("admin") << qint64(101) << QString() << QString() << QString();
    QTest::newRow("member") << qint64(102) << QString() << u"admin_required"_s
                            << u"admin_required"_s;
    QTest::newRow("stranger") << qint64(104) << no << no << no;
}

void GroupServiceTest::rights()
{
    QFETCH(qint64, user);
    QFETCH(QString, rename);
    QFETCH(QString, add);
    QFETCH(QString, remove);
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob, m_chat->carol});
    const auto codeOf = [](const auto &result) {
        return result ? QString() : QString(result.error().code);
    };
    GroupChange change;
    change.title = u"New"_s;
    QCOMPARE(codeOf(await(m_chat->groups.change(UserId(user), group, change))), rename);
    QCOMPARE(codeOf(await(m_chat->groups.add(UserId(user), group, {m_chat->carol}))), add);
    QCOMPARE(codeOf(await(m_chat->groups.remove(UserId(user), group, m_chat->carol))), remove);
}

void GroupServiceTest::looksTheSameWhetherForeignOrMissing()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    QVERIFY(await(m_chat->groups.remove(m_chat->alice, group, m_chat->bob)));
    for (const UserId user : {m_chat->mallory, m_chat->bob}) {
        const auto foreign = await(m_chat->groups.change(user, group, {}));
        const auto missing = await(m_chat->groups.change(user, ConversationId(1), {}));
        QCOMPARE(foreign.error().kind, missing.error().kind);
        QCOMPARE(foreign.error().message, missing.error().message);
        const auto members = await(m_chat->groups.members(user, group));
        const auto none = await(m_chat->groups.members(user, ConversationId(1)));
        QCOMPARE(members.error().kind, Error::Kind::NotFound);
        QCOMPARE(members.error().message, none.error().message);
    }
}

void GroupServiceTest::keepsAnAdministrator()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->carol});
    m_chat->clock.advance(std::chrono::seconds(1));
    QVERIFY(await(m_chat->groups.add(m_chat->alice, group, {m_chat->bob})));
    QVERIFY(await(m_chat->groups.remove(m_chat->alice, group, m_chat->alice)));
    QCOMPARE(roleOf(group, m_chat->carol), Role::Admin); // The longest member.
    QCOMPARE(roleOf(group, m_chat->bob), Role::Member);
    QVERIFY(await(m_chat->groups.remove(m_chat->carol, group, m_chat->bob)));
}

void GroupServiceTest::leavesAGroupToNobodyWhoIsSuspended()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    m_chat->clock.advance(std::chrono::seconds(1));
    QVERIFY(await(m_chat->groups.add(m_chat->alice, group, {m_chat->carol})));
    QVERIFY(await(m_chat->database->write(
        [this](Stores &stores) { return stores.suspensions.put(m_chat->bob, {}); })));
    QVERIFY(await(m_chat->groups.remove(m_chat->alice, group, m_chat->alice)));
    QCOMPARE(roleOf(group, m_chat->carol), Role::Admin);
    QCOMPARE(roleOf(group, m_chat->bob), Role::Member);
}

//! What had been written would have to be undone, and all be forgotten that is remembered.
void GroupServiceTest::forgetsNothingForARefusal()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    QVERIFY(await(m_chat->groups.remove(m_chat->alice, group, m_chat->bob)));
    const auto undone = std::make_shared<std::atomic<int>>(0);
    m_chat->database->whenUndone([undone] { ++*undone; });
    for (const UserId user : {m_chat->bob, m_chat->carol, UserId(999)}) {
        const auto removed = await(m_chat->groups.remove(m_chat->alice, group, user));
        QCOMPARE(removed.error().kind, Error::Kind::NotFound);
    }
    const auto added = await(m_chat->groups.add(m_chat->alice, group, {m_chat->bob, UserId(999)}));
    QCOMPARE(added.error().kind, Error::Kind::NotFound);
    QCOMPARE(undone->load(), 0);
}

void GroupServiceTest::letsTheLastOneGo()
{
    const ConversationId group = m_chat->group(m_chat->alice, {});
    QVERIFY(await(m_chat->groups.remove(m_chat->alice, group, m_chat->alice)));
    QCOMPARE(await(m_chat->groups.change(m_chat->alice, group, {})).error().code,
             QLatin1String("not_a_member"));
}

void GroupServiceTest::tellsThoseConcerned()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    m_chat->recorder.clear();
    QVERIFY(await(m_chat->groups.remove(m_chat->alice, group, m_chat->bob)));
    const auto events = m_chat->recorder.events<ConversationChanged>();
    QCOMPARE(events.size(), 1u);
    QCOMPARE(events[0]->audience, (std::vector{m_chat->alice, m_chat->bob}));
}

void GroupServiceTest::treatsDirectChatsAsNoGroups()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    GroupChange change;
    change.title = u"Mine"_s;
    QVERIFY(!await(m_chat->groups.change(m_chat->alice, direct, change)));
    QVERIFY(!await(m_chat->groups.add(m_chat->alice, direct, {m_chat->carol})));
    QVERIFY(!await(m_chat->groups.remove(m_chat->alice, direct, m_chat->bob)));
    QVERIFY(!await(m_chat->groups.members(m_chat->alice, direct)));
}

void GroupServiceTest::goesWithAllButOneIfTheAdministratorSaysSo()
{
    constexpr auto Goes = GroupService::Remainder::Goes;
    const auto [alice, bob, carol] = std::tuple(m_chat->alice, m_chat->bob, m_chat->carol);
    const ConversationId group = m_chat->group(alice, {bob, carol});
    m_chat->say(alice, group, u"Farewell"_s);
    QVERIFY(await(m_chat->groups.remove(alice, group, carol, Goes)));
    QCOMPARE(await(m_chat->groups.members(alice, group))->size(), 2u);
    const auto codeOf = [](const Result<> &outcome) { return outcome.error().code; };
    QCOMPARE(codeOf(await(m_chat->groups.remove(bob, group, alice, Goes))), "admin_required"_L1);
    QCOMPARE(codeOf(await(m_chat->groups.remove(m_chat->mallory, group, bob, Goes))),
             "not_a_member"_L1);
    QVERIFY(!await(m_chat->groups.remove(alice, group, carol, Goes))); // Who has gone already.
    QCOMPARE(await(m_chat->groups.members(alice, group))->size(), 2u);

    m_chat->recorder.clear();
    QVERIFY(await(m_chat->groups.remove(alice, group, bob, Goes)));
    QCOMPARE(m_chat->recorder.payloads<MembersChanged>().front().removed.size(), 2u);
    for (const UserId user : {alice, bob}) {
        QVERIFY(await(m_chat->conversations.list(user))->empty());
        QVERIFY(!await(m_chat->messages.send(m_chat->draft(user, group, u"Hi"_s))));
        HistoryQuery query;
        query.conversation = group;
        const auto history = await(m_chat->messages.history(user, query));
        QCOMPARE(history->messages.back().message.body, u"Farewell"_s);
    }
}

void GroupServiceTest::staysWhereThatIsNotAskedFor()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    QVERIFY(await(m_chat->groups.remove(m_chat->alice, group, m_chat->bob)));
    QCOMPARE(await(m_chat->groups.members(m_chat->alice, group))->size(), 1u);
    // Somebody who is no administrator takes only themselves out.
    const ConversationId other = m_chat->group(m_chat->alice, {m_chat->bob});
    QVERIFY(await(
        m_chat->groups.remove(m_chat->bob, other, m_chat->bob, GroupService::Remainder::Goes)));
    QCOMPARE(await(m_chat->groups.members(m_chat->alice, other))->size(), 1u);
}

void GroupServiceTest::hasABio()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    GroupChange change;
    change.bio = u"We meet on Mondays."_s;
    QCOMPARE(await(m_chat->groups.change(m_chat->bob, group, change))->bio, *change.bio);
    QCOMPARE(await(m_chat->conversations.find(m_chat->alice, group))->bio, *change.bio);
    change.bio = QString(1'000, u'x');
    QVERIFY(!await(m_chat->groups.change(m_chat->bob, group, change)));
}

QTEST_GUILESS_MAIN(GroupServiceTest)
#include "tst_groupservice.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/conversationimport.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class ConversationImportTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void makesAGroupOfTheSameId();
    void countsChangesOnFromNow();
    void leavesAGroupToAnAdministrator();
    void makesADirectChatOnce();
    void findsWhatItMadeAgain();
    void refusesWhatCannotBe_data();
    void refusesWhatCannotBe();
    void refusesStrangers();
    void mistakesNoConversationForAnother();
    void letsPeopleComeAndGo();
    void changesNoGroupThatIsInUse();
    void keepsSinceWhenPeopleAreThere();
    void asksAndTellsNobody();
    void closesAChatOfTwoOfWhomOneBlocks();
    void knowsWhoWroteBeforeTheyCameAgain();
    void rehearses();
    void isWrittenDown();

private:
    ConversationDraft team() const
    {
        return {.id = ConversationId(1'000),
                .kind = ConversationKind::Group,
                .title = u"Team"_s,
                .bio = u"Us"_s,
                .owner = m_chat->bob,
                .createdAt = test::at(5),
                .isFrozen = true,
                .members = {{m_chat->alice, Role::Admin}, {m_chat->bob, Role::Member}}};
    }
    Result<ImportedConversation> add(const ConversationDraft &draft,
                                     OnConflict policy = OnConflict::Fail, Run run = Run::ForReal)
    {
        return await(m_import->add(m_actor, draft, policy, run));
    }
    QString codeOf(const ConversationDraft &draft, OnConflict policy = OnConflict::Fail)
    {
        const auto added = add(draft, policy);
        return added ? QString(nameOf(added->outcome)) : QString(added.error().code);
    }
    Result<GroupView> group(ConversationId id)
    {
        return await(
            m_chat->database->read([id](Stores &stores) { return stores.groupList.find(id); }));
    }
    Result<MembersMoved> change(const GroupMoves &moves, Run run = Run::ForReal)
    {
        return await(m_import->change(m_actor, moves, run));
    }

    const Actor m_actor = Actor::local(0, u"r"_s);
    std::unique_ptr<ChatFixture> m_chat;
    std::unique_ptr<ConversationImport> m_import;
};

void ConversationImportTest::init()
{
    m_chat = std::make_unique<ChatFixture>();
    m_import = std::make_unique<ConversationImport>(m_chat->context);
}

void ConversationImportTest::cleanup()
{
    m_import.reset();
    m_chat.reset();
}

void ConversationImportTest::makesAGroupOfTheSameId()
{
    const auto added = add(team());
    QVERIFY2(added, added ? "" : qPrintable(added.error().message));
    QCOMPARE(added->id, ConversationId(1'000));
    const auto view = group(added->id);
    QCOMPARE(view->group.title, u"Team"_s);
    QCOMPARE(view->group.bio, u"Us"_s);
    QCOMPARE(view->group.createdBy, m_chat->bob);
    QCOMPARE(view->group.createdAt, test::at(5));
    QVERIFY(view->group.isFrozen);
    const auto members = await(m_chat->database->read(
        [](Stores &stores) { return stores.members.list(ConversationId(1'000)); }));
    QCOMPARE(members->size(), 2U);
    for (const Member &member : *members)
        QCOMPARE(member.role, member.user == m_chat->alice ? Role::Admin : Role::Member);
}

//! Clients come with cursors of the server that it is from, which has counted further.
void ConversationImportTest::countsChangesOnFromNow()
{
    const qint64 now = m_chat->clock.now().time_since_epoch().count();
    ConversationDraft chat = team();
    chat.id = ConversationId(1'001);
    chat.kind = ConversationKind::Direct;
    for (const ConversationDraft &draft : {team(), chat}) {
        const ConversationId id = add(draft)->id;
        const auto found = await(m_chat->database->read(
            [id](Stores &stores) { return stores.conversations.locate(id); }));
        QVERIFY(found->lastChange > now);
        const auto members = await(m_chat->database->read(
            [id, now](Stores &stores) { return stores.members.listChanges(id, now, 10); }));
        QCOMPARE(members->size(), 2U);
    }
}

void ConversationImportTest::leavesAGroupToAnAdministrator()
{
    ConversationDraft draft = team();
    draft.owner = m_chat->carol;
    QVERIFY(add(draft));
    QCOMPARE(group(draft.id)->group.createdBy, m_chat->alice);
}

void ConversationImportTest::makesADirectChatOnce()
{
    ConversationDraft draft = team();
    draft.kind = ConversationKind::Direct;
    const auto added = add(draft);
    QCOMPARE(added->id, draft.id);
    draft.id = ConversationId(1'001);
    QCOMPARE(add(draft, OnConflict::Skip)->id, ConversationId(1'000));
    QCOMPARE(m_chat->directChat(m_chat->alice, m_chat->bob), ConversationId(1'000));

    QVERIFY(add(ConversationDraft{.id = ConversationId(1'002),
                                  .title = u"Other"_s,
                                  .createdAt = {},
                                  .members = {{m_chat->carol, Role::Admin}}}));
    draft.id = ConversationId(1'002);
    draft.members = {{m_chat->alice}, {m_chat->carol}};
    QVERIFY(add(draft)->id != ConversationId(1'002));
}

void ConversationImportTest::findsWhatItMadeAgain()
{
    QCOMPARE(codeOf(team()), u"created"_s);
    QCOMPARE(codeOf(team()), u"conversation_exists"_s);
    ConversationDraft renamed = team();
    renamed.title = u"Crew"_s;
    QCOMPARE(codeOf(renamed, OnConflict::Skip), u"skipped"_s);
    QCOMPARE(group(renamed.id)->group.title, u"Team"_s);
    QCOMPARE(codeOf(renamed, OnConflict::Update), u"updated"_s);
    QCOMPARE(group(renamed.id)->group.title, u"Crew"_s);
    QCOMPARE(codeOf(renamed, OnConflict::Update), u"unchanged"_s);
}

void ConversationImportTest::refusesWhatCannotBe_data()
{
    QTest::addColumn<std::function<void(ConversationDraft &)>>("spoil");
    QTest::addColumn<QString>("message");

    using Spoil = std::function<void(ConversationDraft &)>;
    const auto row = [](const char *name, const Spoil &spoil, const QString &message) {
        QTest::newRow(name) << spoil << message;
    };
    const QString foreignId = u"id must be the one that a server gave it"_s;
    row(
        "no id", [](auto &draft) { draft.id = ConversationId(0); }, foreignId);
    row(
        "an id to come",
        [](auto &draft) { draft.id = ConversationId(std::numeric_limits<qint64>::max()); },
        foreignId);
    row(
        "the future", [](auto &draft) { draft.createdAt = Timestamp::max(); },
        u"createdAt must be in the past"_s);
    row(
        "somebody of the future", [](auto &draft) { draft.members[0].joinedAt = Timestamp::max(); },
        u"joinedAt must be in the past"_s);
    row(
        "nobody", [](auto &draft) { draft.members.clear(); }, u"members must be from 1 to 1024"_s);
    row(
        "somebody twice", [](auto &draft) { draft.members.push_back(draft.members[0]); },
        u"members must name everybody once"_s);
    row(
        "a chat of one",
        [](auto &draft) {
            draft.kind = ConversationKind::Direct;
            draft.members.pop_back();
        },
        u"members of a direct chat must be two"_s);
    row(
        "no title", [](auto &draft) { draft.title = u" "_s; }, u"title must not be blank"_s);
}

void ConversationImportTest::refusesWhatCannotBe()
{
    QFETCH(const std::function<void(ConversationDraft &)>, spoil);
    ConversationDraft draft = team();
    spoil(draft);
    const auto added = add(draft);
    QVERIFY(!added);
    QCOMPARE(added.error().kind, Error::Kind::InvalidInput);
    QTEST(added.error().message, "message");
}

void ConversationImportTest::refusesStrangers()
{
    ConversationDraft draft = team();
    draft.members.push_back({UserId(99)});
    QCOMPARE(codeOf(draft), u"user_not_found"_s);
    draft.kind = ConversationKind::Direct;
    draft.members = {{m_chat->alice}, {UserId(99)}};
    QCOMPARE(codeOf(draft), u"user_not_found"_s);
    QVERIFY(!group(draft.id));
}

void ConversationImportTest::mistakesNoConversationForAnother()
{
    ConversationDraft draft = team();
    draft.id = m_chat->directChat(m_chat->alice, m_chat->bob);
    QCOMPARE(codeOf(draft, OnConflict::Skip), u"conversation_differs"_s);
}

void ConversationImportTest::letsPeopleComeAndGo()
{
    QVERIFY(add(team()));
    const GroupMoves moves{ConversationId(1'000),
                           {{m_chat->carol, Role::Admin}, {m_chat->bob}},
                           {m_chat->alice, m_chat->mallory}};
    const auto moved = change(moves);
    QCOMPARE(moved->joined, 1);
    QCOMPARE(moved->left, 1);
    const auto again = change(moves);
    QCOMPARE(again->joined, 0);
    QCOMPARE(again->left, 0);
    const auto carol = await(m_chat->database->read([this](Stores &stores) {
        return stores.members.find(ConversationId(1'000), m_chat->carol);
    }));
    QCOMPARE(carol->role, Role::Admin);
    QCOMPARE(change({ConversationId(7), {}, {}}).error().kind, Error::Kind::NotFound);
    QCOMPARE(change({ConversationId(1'000), {{UserId(99)}}, {}}).error().kind,
             Error::Kind::NotFound);
}

//! Whoever has gone since is not brought back by another go at the same file.
void ConversationImportTest::changesNoGroupThatIsInUse()
{
    ConversationDraft draft = team();
    draft.isFrozen = false;
    QVERIFY(add(draft));
    const auto moved = change({draft.id, {{m_chat->carol}}, {m_chat->bob}});
    QCOMPARE(moved->joined, 0);
    QCOMPARE(moved->left, 0);
    QCOMPARE(group(draft.id)->members, 2);
}

void ConversationImportTest::keepsSinceWhenPeopleAreThere()
{
    ConversationDraft draft = team();
    draft.members[1].joinedAt = test::at(7);
    draft.members[1].mutedUntil = test::at(99);
    QVERIFY(add(draft));
    QVERIFY(change({draft.id, {{m_chat->carol, Role::Member, test::at(8)}}, {}}));
    const auto members = await(m_chat->database->read([](Stores &stores) {
        return stores.exports.listMembers(ConversationId(1'000), UserId(), 10);
    }));
    QCOMPARE(members->at(1).member.joinedAt, test::at(7));
    QCOMPARE(members->at(1).mutedUntil, std::optional(test::at(99)));
    QCOMPARE(members->at(2).member.joinedAt, test::at(8));
    QVERIFY(!members->at(2).mutedUntil);
    QCOMPARE(change({draft.id, {{m_chat->carol, Role::Member, Timestamp::max()}}, {}}).error().kind,
             Error::Kind::InvalidInput);
}

//! They are in it already, elsewhere.
void ConversationImportTest::asksAndTellsNobody()
{
    QVERIFY(await(m_chat->privacy.change(m_chat->alice, {{}, {}, Audience::Nobody, {}})));
    QVERIFY(await(m_chat->blocks.block(m_chat->carol, m_chat->bob)));
    ConversationDraft draft = team();
    draft.members.push_back({m_chat->carol});
    QCOMPARE(codeOf(draft), u"created"_s);
    QVERIFY(m_chat->recorder.events<NotificationAdded>().empty());
    const auto news = await(m_chat->database->read(
        [this](Stores &stores) { return stores.notifications.list({.user = m_chat->alice}); }));
    QVERIFY(news->empty());
}

void ConversationImportTest::closesAChatOfTwoOfWhomOneBlocks()
{
    QVERIFY(await(m_chat->blocks.block(m_chat->bob, m_chat->alice)));
    ConversationDraft draft = team();
    draft.kind = ConversationKind::Direct;
    const auto added = add(draft);
    QVERIFY(added);
    const auto chat = await(m_chat->database->read(
        [&](Stores &stores) { return stores.conversations.locate(added->id); }));
    QVERIFY(chat->isClosed);
}

void ConversationImportTest::knowsWhoWroteBeforeTheyCameAgain()
{
    QVERIFY(add(team()));
    const ConversationId group = team().id;
    QVERIFY(change({.group = group, .past = {m_chat->carol, m_chat->bob}}));
    const auto member = [&](UserId user) {
        return await(m_chat->database->read(
            [=](Stores &stores) { return stores.members.find(group, user); }));
    };
    QCOMPARE(member(m_chat->carol)->leftSeq, std::optional(member(m_chat->carol)->joinedSeq));
    QVERIFY(!member(m_chat->bob)->leftSeq);
    QCOMPARE(change({.group = group, .joined = {{m_chat->carol}}})->joined, 1);
    QVERIFY(!member(m_chat->carol)->leftSeq);
    QVERIFY(change({.group = group, .past = {m_chat->carol}}));
    QVERIFY(!member(m_chat->carol)->leftSeq);
    QCOMPARE(change({.group = group, .past = {UserId(99)}}).error().kind, Error::Kind::NotFound);
}

void ConversationImportTest::rehearses()
{
    QCOMPARE(add(team(), OnConflict::Fail, Run::Rehearsal)->outcome,
             ImportedAccount::Outcome::Created);
    QVERIFY(!group(team().id));
    QVERIFY(add(team()));
    QCOMPARE(change({team().id, {}, {m_chat->bob}}, Run::Rehearsal)->left, 1);
    QCOMPARE(group(team().id)->members, 2);
}

void ConversationImportTest::isWrittenDown()
{
    QVERIFY(add(team()));
    QVERIFY(add(team(), OnConflict::Skip));
    QVERIFY(change({team().id, {}, {m_chat->bob}}));
    const auto entries =
        await(m_chat->database->read([](Stores &stores) { return stores.audit.listAfter(0, 10); }));
    QCOMPARE(entries->size(), 2U);
    QCOMPARE(entries->front().action, u"conversation.import"_s);
    QCOMPARE(entries->front().target, u"group:1000"_s);
    QCOMPARE(entries->back().action, u"conversation.import-members"_s);
}

QTEST_GUILESS_MAIN(ConversationImportTest)
#include "tst_conversationimport.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/tieimport.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class TieImportTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void bringsInBlocks();
    void endsWhatABlockEnds();
    void bringsInFriendships();
    void leavesFriendshipsThatDiffer();
    void letsNoFriendshipPastABlock();
    void bringsInStarsAndReadings();
    void changesNothingTheSecondTime();
    void takesEachByItself();
    void refusesWhatCannotBe();
    void refusesToSpeakForTheMorePowerful();
    void blocksNoMoreThanAnybodyCan();
    void notifiesNobody();
    void rehearses();
    void isWrittenDown();

private:
    //! \return an outcome, or the code of an error, for each of \p ties.
    QStringList add(const std::vector<Result<PastTie>> &ties, OnConflict policy = OnConflict::Fail,
                    Run run = Run::ForReal)
    {
        const auto imported =
            ChatFixture::orFatal(await(m_import->add(m_actor, ties, policy, run)));
        QStringList words;
        for (const ImportedTie &tie : imported)
            words.append(tie.error ? QString(tie.error->code) : QString(nameOf(tie.outcome)));
        return words;
    }
    Block block(UserId blocker, UserId blocked) const { return {blocker, blocked, test::at(5)}; }
    Friendship friendship(UserId from, UserId to, FriendshipState state) const
    {
        return {{}, from, to, state, test::at(5), test::at(6)};
    }
    std::optional<Friendship> between(UserId one, UserId other)
    {
        return ChatFixture::orFatal(await(m_chat->database->read(
            [=](Stores &stores) { return stores.friends.findBetween(one, other); })));
    }
    bool isBlocked(UserId one, UserId other)
    {
        return ChatFixture::orFatal(await(m_chat->database->read([=](Stores &stores) {
                   return stores.blocks.findBetween(one, other);
               })))
            .own;
    }
    //! Has a message of Alice be known by a name of its own.
    PastReference say(ConversationId conversation, const QString &name)
    {
        Draft draft = m_chat->draft(m_chat->alice, conversation, u"Hi"_s);
        draft.clientId = name;
        ChatFixture::orFatal(await(m_chat->messages.send(draft)));
        return {m_chat->alice, name};
    }

    Actor m_actor = Actor::local(0, u"r"_s);
    std::unique_ptr<ChatFixture> m_chat;
    std::unique_ptr<TieImport> m_import;
};

void TieImportTest::init()
{
    m_actor = Actor::local(0, u"r"_s);
    m_chat = std::make_unique<ChatFixture>();
    m_import = std::make_unique<TieImport>(m_chat->context);
}

void TieImportTest::cleanup()
{
    m_import.reset();
    m_chat.reset();
}

void TieImportTest::bringsInBlocks()
{
    QCOMPARE(add({PastTie(block(m_chat->alice, m_chat->bob))}), QStringList(u"created"_s));
    QVERIFY(isBlocked(m_chat->alice, m_chat->bob));
    QVERIFY(!isBlocked(m_chat->bob, m_chat->alice));
    const auto refused = await(m_chat->friends.request(m_chat->bob, m_chat->alice));
    QVERIFY(!refused);
}

void TieImportTest::endsWhatABlockEnds()
{
    m_chat->befriend(m_chat->alice, m_chat->bob);
    const ConversationId chat = m_chat->directChat(m_chat->alice, m_chat->bob);
    QCOMPARE(add({PastTie(block(m_chat->alice, m_chat->bob))}), QStringList(u"created"_s));
    QCOMPARE(between(m_chat->alice, m_chat->bob)->state, FriendshipState::Removed);
    QVERIFY(!await(m_chat->messages.send(m_chat->draft(m_chat->bob, chat, u"Hi"_s))));
}

void TieImportTest::bringsInFriendships()
{
    const auto pending = friendship(m_chat->alice, m_chat->bob, FriendshipState::Pending);
    const auto accepted = friendship(m_chat->carol, m_chat->bob, FriendshipState::Accepted);
    QCOMPARE(add({PastTie(pending), PastTie(accepted)}), (QStringList{u"created"_s, u"created"_s}));
    const auto stored = between(m_chat->bob, m_chat->alice);
    QCOMPARE(stored->from, m_chat->alice);
    QCOMPARE(stored->state, FriendshipState::Pending);
    QCOMPARE(stored->createdAt, test::at(5));
    QCOMPARE(stored->changedAt, test::at(6));
    QVERIFY(await(m_chat->friends.accept(m_chat->bob, stored->id.value())));
    QCOMPARE(between(m_chat->carol, m_chat->bob)->state, FriendshipState::Accepted);
}

void TieImportTest::leavesFriendshipsThatDiffer()
{
    m_chat->befriend(m_chat->alice, m_chat->bob);
    const PastTie removed = friendship(m_chat->alice, m_chat->bob, FriendshipState::Removed);
    QCOMPARE(add({removed}), QStringList(u"friendship_differs"_s));
    QCOMPARE(add({removed}, OnConflict::Skip), QStringList(u"skipped"_s));
    QCOMPARE(between(m_chat->alice, m_chat->bob)->state, FriendshipState::Accepted);
    QCOMPARE(add({removed}, OnConflict::Update), QStringList(u"updated"_s));
    QCOMPARE(between(m_chat->alice, m_chat->bob)->state, FriendshipState::Removed);
    QCOMPARE(add({removed}, OnConflict::Update), QStringList(u"unchanged"_s));
}

void TieImportTest::letsNoFriendshipPastABlock()
{
    const auto tie = [this](FriendshipState state) {
        return PastTie(friendship(m_chat->alice, m_chat->bob, state));
    };
    QCOMPARE(add({PastTie(block(m_chat->bob, m_chat->alice)), tie(FriendshipState::Accepted),
                  tie(FriendshipState::Pending), tie(FriendshipState::Declined)}),
             (QStringList{u"created"_s, u"blocked_between"_s, u"blocked_between"_s, u"created"_s}));
}

void TieImportTest::bringsInStarsAndReadings()
{
    const ConversationId chat = m_chat->directChat(m_chat->alice, m_chat->bob);
    const PastReference first = say(chat, u"one"_s);
    const PastReference second = say(chat, u"two"_s);
    const UserId bob = m_chat->bob;
    QCOMPARE(add({PastTie(PastStar{bob, chat, second, test::at(7)}),
                  PastTie(PastReading{bob, chat, {}, first, test::at(8)}),
                  PastTie(PastReading{bob, chat, first, second, test::at(9)})}),
             (QStringList{u"created"_s, u"created"_s, u"created"_s}));
    const auto stars = await(m_chat->database->read(
        [chat](Stores &stores) { return stores.exports.listStars(chat, {}, 10); }));
    QCOMPARE(stars->size(), 1U);
    QCOMPARE(stars->front().seq, 2);
    QCOMPARE(stars->front().at, test::at(7));
    const auto readings = await(m_chat->database->read(
        [chat](Stores &stores) { return stores.exports.listReadings(chat, {}, 10); }));
    QCOMPARE(readings->size(), 2U);
    QCOMPARE(readings->back().step.after, 1);
    QCOMPARE(readings->back().step.through, 2);
    QCOMPARE(readings->back().step.at, test::at(9));
}

void TieImportTest::changesNothingTheSecondTime()
{
    const ConversationId chat = m_chat->directChat(m_chat->alice, m_chat->bob);
    const PastReference said = say(chat, u"one"_s);
    const std::vector<Result<PastTie>> ties{
        PastTie(block(m_chat->alice, m_chat->mallory)),
        PastTie(friendship(m_chat->alice, m_chat->bob, FriendshipState::Accepted)),
        PastTie(PastStar{m_chat->bob, chat, said, test::at(7)}),
        PastTie(PastReading{m_chat->bob, chat, {}, said, test::at(8)})};
    QCOMPARE(add(ties), QStringList(4, u"created"_s));
    m_chat->recorder.clear();
    for (const OnConflict policy : {OnConflict::Fail, OnConflict::Skip, OnConflict::Update})
        QCOMPARE(add(ties, policy), QStringList(4, u"unchanged"_s));
    QVERIFY(m_chat->recorder.events<BlockChanged>().empty());
    const auto entries =
        await(m_chat->database->read([](Stores &stores) { return stores.audit.listAfter(0, 10); }));
    QCOMPARE(entries->size(), 1U);
}

void TieImportTest::takesEachByItself()
{
    const Error wrong{Error::Kind::InvalidInput, "invalid_input"_L1, u"It is wrong."_s};
    QCOMPARE(
        add({PastTie(block(m_chat->alice, UserId(7))), wrong,
             PastTie(block(m_chat->alice, m_chat->alice)),
             PastTie(block(m_chat->alice, m_chat->bob))}),
        (QStringList{u"user_not_found"_s, u"invalid_input"_s, u"invalid_input"_s, u"created"_s}));
    QVERIFY(isBlocked(m_chat->alice, m_chat->bob));
}

void TieImportTest::refusesWhatCannotBe()
{
    const ConversationId chat = m_chat->directChat(m_chat->alice, m_chat->bob);
    const PastReference first = say(chat, u"one"_s);
    const PastReference second = say(chat, u"two"_s);
    const PastReference unknown{m_chat->alice, u"none"_s};
    Block early = block(m_chat->alice, m_chat->bob);
    early.at = Timestamp::max();
    auto turned = friendship(m_chat->alice, m_chat->bob, FriendshipState::Accepted);
    std::swap(turned.createdAt, turned.changedAt);
    const UserId bob = m_chat->bob;
    QCOMPARE(add({PastTie(early), PastTie(turned), PastTie(PastStar{bob, chat, unknown, {}}),
                  PastTie(PastStar{m_chat->carol, chat, first, {}}),
                  PastTie(PastStar{bob, ConversationId(7), first, {}}),
                  PastTie(PastReading{bob, chat, second, first, {}}),
                  PastTie(PastReading{bob, chat, unknown, first, {}})}),
             (QStringList{u"invalid_input"_s, u"invalid_input"_s, u"message_not_found"_s,
                          u"not_a_member"_s, u"conversation_not_found"_s, u"invalid_input"_s,
                          u"message_not_found"_s}));
}

void TieImportTest::refusesToSpeakForTheMorePowerful()
{
    QVERIFY(await(m_chat->database->write(
        [this](Stores &stores) { return stores.staff.setRole(m_chat->alice, StaffRole::Owner); })));
    m_actor = Actor::account(m_chat->carol, u"192.0.2.9"_s, u"r"_s);
    QCOMPARE(
        add({PastTie(block(m_chat->alice, m_chat->bob)), PastTie(block(m_chat->bob, m_chat->alice)),
             PastTie(block(m_chat->bob, m_chat->mallory))}),
        (QStringList{u"outranked"_s, u"outranked"_s, u"created"_s}));
}

void TieImportTest::blocksNoMoreThanAnybodyCan()
{
    const UserId alice = m_chat->alice;
    ChatFixture::orFatal(await(m_chat->database->write([alice](Stores &stores) -> Result<int> {
        for (int i = 0; i < BlockService::MostBlocked; ++i) {
            addUser(stores, UserId(1'000'000 + i));
            const auto added = stores.blocks.add(alice, UserId(1'000'000 + i), test::at(1));
            if (!added)
                return added.error();
        }
        return 0;
    })));
    QCOMPARE(add({PastTie(block(alice, m_chat->bob)), PastTie(block(alice, UserId(1'000'000)))}),
             (QStringList{u"block_list_full"_s, u"unchanged"_s}));
    QVERIFY(!isBlocked(alice, m_chat->bob));
}

//! Of a block, the clients of who blocks hear alone.
void TieImportTest::notifiesNobody()
{
    m_chat->recorder.clear();
    QCOMPARE(add({PastTie(friendship(m_chat->alice, m_chat->bob, FriendshipState::Pending)),
                  PastTie(block(m_chat->alice, m_chat->mallory))}),
             QStringList(2, u"created"_s));
    QVERIFY(m_chat->recorder.events<NotificationAdded>().empty());
    QVERIFY(m_chat->recorder.events<FriendshipChanged>().empty());
    const auto told = m_chat->recorder.events<BlockChanged>();
    QCOMPARE(told.size(), 1U);
    QCOMPARE(told.front()->audience, std::vector<UserId>{m_chat->alice});
    for (const UserId user : {m_chat->alice, m_chat->bob, m_chat->mallory}) {
        const auto news = await(m_chat->database->read(
            [user](Stores &stores) { return stores.notifications.list({.user = user}); }));
        QVERIFY(news->empty());
    }
    QVERIFY(!m_chat->nextMail());
}

void TieImportTest::rehearses()
{
    const std::vector<Result<PastTie>> ties{PastTie(block(m_chat->alice, m_chat->bob))};
    QCOMPARE(add(ties, OnConflict::Fail, Run::Rehearsal), QStringList(u"created"_s));
    QVERIFY(!isBlocked(m_chat->alice, m_chat->bob));
    QVERIFY(m_chat->recorder.events<BlockChanged>().empty());
    QCOMPARE(add(ties), QStringList(u"created"_s));
}

void TieImportTest::isWrittenDown()
{
    QCOMPARE(add({PastTie(block(m_chat->alice, m_chat->bob)),
                  PastTie(block(m_chat->alice, m_chat->carol)),
                  PastTie(friendship(m_chat->bob, m_chat->carol, FriendshipState::Accepted)),
                  PastTie(block(m_chat->alice, UserId(7)))})
                 .size(),
             4);
    const auto entries =
        await(m_chat->database->read([](Stores &stores) { return stores.audit.listAfter(0, 10); }));
    QCOMPARE(entries->size(), 1U);
    QCOMPARE(entries->front().action, u"ties.import"_s);
    QCOMPARE(entries->front().target, u"server"_s);
    QCOMPARE(entries->front().after, u"{\"blocks\":2,\"friendships\":1}"_s);
}

QTEST_GUILESS_MAIN(TieImportTest)
#include "tst_tieimport.moc"

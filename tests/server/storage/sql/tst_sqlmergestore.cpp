// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlmergestore.h"
#include "tests/server/storage/sql/mergefixture.h"

#include <QTest>

#include <algorithm>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class SqlMergeStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_fixture = std::make_unique<MergeFixture>(); }
    void keepsWhoWasMerged();
    void listsWhoWasMerged();
    void keepsHowFarItIs();
    void knowsWhoIsStillBeingMerged();
    void keepsTheSourceOutOfGroups();
    void movesBelongings();
    void keepsTheCloserFriendship_data();
    void keepsTheCloserFriendship();
    void letsABlockWin();
    void leavesOthersAlone();

private:
    void befriend(qint64 id, UserId from, UserId to, FriendshipState state)
    {
        QVERIFY(m_fixture->stores().friends.put(
            {.id = FriendshipId(id), .from = from, .to = to, .state = state}));
    }

    std::unique_ptr<MergeFixture> m_fixture;
};

void SqlMergeStoreTest::keepsWhoWasMerged()
{
    MergeStore &store = m_fixture->stores().merges;
    QVERIFY(!*store.find(m_fixture->from));
    QVERIFY(store.put(m_fixture->merger));
    QCOMPARE(store.find(m_fixture->from).value(), std::optional(m_fixture->merger));
    const Merger next{m_fixture->into, m_fixture->other, test::at(60), u"system"_s};
    QVERIFY(store.put(next));
    QCOMPARE(store.find(m_fixture->from)->value().into, m_fixture->other);
    QCOMPARE(store.listSources(m_fixture->other).value(),
             (std::vector{m_fixture->from, m_fixture->into}));
    QCOMPARE(store.list()->size(), 2U);
    QVERIFY2(!store.put({m_fixture->other, m_fixture->other, {}, {}}), "into itself");
}

void SqlMergeStoreTest::listsWhoWasMerged()
{
    Stores &stores = m_fixture->stores();
    QVERIFY(stores.merges.put(m_fixture->merger));
    QCOMPARE(stores.accountList.find(m_fixture->from)->merger, std::optional(m_fixture->merger));
    QVERIFY(!stores.accountList.find(m_fixture->into)->merger);
    const auto merged = parseFilter(u"state:merged", accountFields(), test::at(60)).value();
    const auto listed = stores.accountList.list({.filter = merged, .now = test::at(60)});
    QCOMPARE(listed->size(), 1U);
    QCOMPARE(listed->front().user.id, m_fixture->from);
    const auto found = stores.accounts.search({.except = m_fixture->other});
    QVERIFY(std::ranges::find(*found, m_fixture->into, &User::id) != found->end());
    QVERIFY(std::ranges::find(*found, m_fixture->from, &User::id) == found->end());
}

void SqlMergeStoreTest::keepsHowFarItIs()
{
    MergeStore &store = m_fixture->stores().merges;
    QVERIFY(store.put(m_fixture->merger));
    QVERIFY2(!*store.findProgress(m_fixture->from), "as if it were from before there were steps");
    MergeProgress progress{.from = m_fixture->from,
                           .endedSessions = 2,
                           .before = {{u"source"_s, QJsonObject{{u"messages"_s, 3}}}}};
    QVERIFY(store.putProgress(progress));
    QCOMPARE(store.findProgress(m_fixture->from).value(), std::optional(progress));
    progress.state = MergeProgress::State::Failed;
    progress.phase = MergePhase::Readings;
    progress.conversation = ConversationId(5);
    progress.place = 17;
    progress.steps = 4;
    progress.rows = 700;
    progress.after = progress.before;
    progress.freed = {u"+4915101"_s, u"old"_s};
    progress.endedAt = test::at(9);
    progress.problem = u"The disk is full."_s;
    QVERIFY(store.putProgress(progress));
    QCOMPARE(store.findProgress(m_fixture->from).value(), std::optional(progress));
}

void SqlMergeStoreTest::knowsWhoIsStillBeingMerged()
{
    Stores &stores = m_fixture->stores();
    const auto stateOfSource = [&] {
        return nameOf(stateOf(stores.accountList.find(m_fixture->from).value(), test::at(60)));
    };
    const auto countListed = [&](const QString &filter) {
        const auto parsed = parseFilter(filter, accountFields(), test::at(60)).value();
        return stores.accountList.list({.filter = parsed, .now = test::at(60)})->size();
    };
    QVERIFY(stores.merges.put(m_fixture->merger));
    QVERIFY(!*stores.merges.isUnderWayInto(m_fixture->into));
    MergeProgress progress{.from = m_fixture->from};
    for (const auto state : {MergeProgress::State::Waiting, MergeProgress::State::Running,
                             MergeProgress::State::Failed}) {
        progress.state = state;
        QVERIFY(stores.merges.putProgress(progress));
        QVERIFY(*stores.merges.isUnderWayInto(m_fixture->into));
        QVERIFY(!*stores.merges.isUnderWayInto(m_fixture->from));
        QCOMPARE(stateOfSource(), "merging"_L1);
        QCOMPARE(countListed(u"state:merging"_s), 1U);
        QCOMPARE(countListed(u"state:merged"_s), 0U);
    }
    progress.state = MergeProgress::State::Done;
    QVERIFY(stores.merges.putProgress(progress));
    QVERIFY(!*stores.merges.isUnderWayInto(m_fixture->into));
    QCOMPARE(stateOfSource(), "merged"_L1);
    QCOMPARE(countListed(u"state:merging"_s), 0U);
    QCOMPARE(countListed(u"state:merged"_s), 1U);
}

void SqlMergeStoreTest::keepsTheSourceOutOfGroups()
{
    QVERIFY(m_fixture->stores().merges.put(m_fixture->merger));
    QCOMPARE(m_fixture->stores().accounts.find(m_fixture->from)->privacy.groups, Audience::Nobody);
    QCOMPARE(m_fixture->stores().accounts.find(m_fixture->into)->privacy.groups,
             Audience::Everyone);
}

void SqlMergeStoreTest::movesBelongings()
{
    const ConversationId group =
        m_fixture->addGroup({m_fixture->other, m_fixture->from, m_fixture->into});
    const Message one = m_fixture->say(group, m_fixture->other);
    const Message two = m_fixture->say(group, m_fixture->other);
    QVERIFY(m_fixture->stores().stars.add(m_fixture->from, one, test::at(1)));
    QVERIFY(m_fixture->stores().stars.add(m_fixture->from, two, test::at(1)));
    QVERIFY(m_fixture->stores().stars.add(m_fixture->into, two, test::at(1)));
    QVERIFY(m_fixture->stores().media.add({.id = MediaId(1),
                                           .name = "a.png",
                                           .sha256 = "sum",
                                           .contentType = "image/png",
                                           .owner = m_fixture->from}));
    QVERIFY(m_fixture->stores().blocks.add(m_fixture->from, UserId(4), test::at(1)));
    QVERIFY(m_fixture->stores().blocks.add(m_fixture->from, m_fixture->into, test::at(1)));
    befriend(1, m_fixture->from, m_fixture->other, FriendshipState::Accepted);
    befriend(2, m_fixture->from, m_fixture->into, FriendshipState::Accepted);
    m_fixture->merge();
    QVERIFY(m_fixture->stores().erasures.eraseIdentity(m_fixture->from, test::at(50)));
    const QJsonObject tally = m_fixture->stores().merges.tally(m_fixture->into).value();
    QCOMPARE(tally["conversations"_L1].toInt(), 1);
    QCOMPARE(tally["stars"_L1].toInt(), 2);
    QCOMPARE(tally["files"_L1].toInt(), 1);
    QCOMPARE(tally["blocks"_L1].toInt(), 1);
    QCOMPARE(tally["friends"_L1].toInt(), 1);
    const QJsonObject left = m_fixture->stores().merges.tally(m_fixture->from).value();
    for (auto count = left.begin(); count != left.end(); ++count)
        QVERIFY2(count.value().toInt() == 0, qPrintable(count.key()));
}

void SqlMergeStoreTest::keepsTheCloserFriendship_data()
{
    QTest::addColumn<FriendshipState>("from");
    QTest::addColumn<FriendshipState>("into");
    QTest::addColumn<qint64>("kept");

    using enum FriendshipState;
    QTest::newRow("a friend") << Accepted << Pending << qint64(1);
    QTest::newRow("a friend of the target") << Pending << Accepted << qint64(2);
    QTest::newRow("a friend of both") << Accepted << Accepted << qint64(2);
    QTest::newRow("a request") << Pending << Declined << qint64(1);
    QTest::newRow("nothing any more") << Removed << Withdrawn << qint64(2);
}

void SqlMergeStoreTest::keepsTheCloserFriendship()
{
    QFETCH(FriendshipState, from);
    QFETCH(FriendshipState, into);
    QFETCH(qint64, kept);
    befriend(1, m_fixture->other, m_fixture->from, from);
    befriend(2, m_fixture->into, m_fixture->other, into);
    m_fixture->merge();
    const auto friendship =
        m_fixture->stores().friends.findBetween(m_fixture->into, m_fixture->other).value();
    QVERIFY(friendship);
    QCOMPARE(friendship->id.value(), kept);
    QCOMPARE(friendship->from, kept == 1 ? m_fixture->other : m_fixture->into);
    QCOMPARE(friendship->to, kept == 1 ? m_fixture->into : m_fixture->other);
}

void SqlMergeStoreTest::letsABlockWin()
{
    const ConversationId chat = m_fixture->addDirect(m_fixture->into, m_fixture->other);
    befriend(2, m_fixture->into, m_fixture->other, FriendshipState::Accepted);
    QVERIFY(m_fixture->stores().blocks.add(m_fixture->other, m_fixture->from, test::at(1)));
    QCOMPARE(m_fixture->merge(), std::vector{chat});
    QVERIFY(m_fixture->stores().blocks.findBetween(m_fixture->into, m_fixture->other)->others);
    QVERIFY(m_fixture->stores().conversations.locate(chat)->isClosed);
    QCOMPARE(
        m_fixture->stores().friends.findBetween(m_fixture->into, m_fixture->other)->value().state,
        FriendshipState::Removed);
}

void SqlMergeStoreTest::leavesOthersAlone()
{
    const ConversationId group = m_fixture->addGroup({m_fixture->other, UserId(4)});
    m_fixture->say(group, m_fixture->other, u"1"_s, {UserId(4)});
    befriend(1, m_fixture->other, UserId(4), FriendshipState::Accepted);
    const auto before = m_fixture->stores().conversations.locate(group).value();
    QVERIFY(m_fixture->merge().empty());
    QCOMPARE(m_fixture->stores().conversations.locate(group)->lastChange, before.lastChange);
    QCOMPARE(m_fixture->stores().merges.tally(m_fixture->other)->value("friends"_L1).toInt(), 1);
}

QTEST_GUILESS_MAIN(SqlMergeStoreTest)
#include "tst_sqlmergestore.moc"

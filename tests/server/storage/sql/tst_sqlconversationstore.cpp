// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlconversationstore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

const UserId Alice(1);
const UserId Bob(2);
const UserId Carol(3);

Conversation direct(qint64 id, UserId creator, qint64 time = 0)
{
    return {.id = ConversationId(id),
            .createdBy = creator,
            .createdAt = test::at(time),
            .updatedAt = test::at(time)};
}

Conversation group(qint64 id, const QString &title, qint64 time = 0)
{
    Conversation conversation = direct(id, Alice, time);
    conversation.kind = ConversationKind::Group;
    conversation.title = title;
    return conversation;
}

} // namespace

class SqlConversationStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stores.reset(); }

    void givesAPairOneDirectChat();
    void letsSomebodyTalkToThemselves();
    void hidesConversationsFromStrangers();
    void updatesATitle();
    void changesHandsAndFreezes();
    void listsNewestFirstAndPages();
    void showsWhatARowNeeds();
    void leavesOutWhatOneLeft();
    void showsNoMessageFromBeforeOneJoined();

private:
    Stores &stores() { return **m_stores; }
    void send(qint64 conversation, UserId sender, qint64 id);

    std::unique_ptr<test::TestStores> m_stores;
};

void SqlConversationStoreTest::init()
{
    m_stores = std::make_unique<test::TestStores>();
    for (const UserId user : {Alice, Bob, Carol})
        test::addUser(stores(), user);
}

void SqlConversationStoreTest::send(qint64 conversation, UserId sender, qint64 id)
{
    QVERIFY(stores().messages.append({.id = MessageId(id),
                                      .conversation = ConversationId(conversation),
                                      .sender = sender,
                                      .body = u"Message %1"_s.arg(id),
                                      .createdAt = test::at(id)}));
}

void SqlConversationStoreTest::givesAPairOneDirectChat()
{
    QVERIFY(!*stores().conversations.findDirect(Alice, Bob));
    const auto first = stores().conversations.addDirect(direct(10, Bob), Alice);
    const auto second = stores().conversations.addDirect(direct(11, Alice), Bob);
    QCOMPARE(first->id, ConversationId(10));
    QCOMPARE(second->id, ConversationId(10));
    QCOMPARE(second->createdBy, Bob);
    QCOMPARE((*stores().conversations.findDirect(Bob, Alice))->id, ConversationId(10));
    QCOMPARE(int(stores().members.list(ConversationId(10))->size()), 2);
    QVERIFY(stores().conversations.addDirect(direct(12, Alice), Carol));
}

void SqlConversationStoreTest::letsSomebodyTalkToThemselves()
{
    QVERIFY(stores().conversations.addDirect(direct(10, Alice), Alice));
    QCOMPARE(int(stores().members.list(ConversationId(10))->size()), 1);
    QVERIFY(!stores().conversations.list(Alice, {}, 10)->front().other);
}

void SqlConversationStoreTest::hidesConversationsFromStrangers()
{
    QVERIFY(stores().conversations.addDirect(direct(10, Alice), Bob));
    QVERIFY(stores().conversations.find(ConversationId(10), Bob));
    QCOMPARE(stores().conversations.find(ConversationId(10), Carol).error().kind,
             Error::Kind::NotFound);
    QCOMPARE(stores().conversations.find(ConversationId(99), Alice).error().kind,
             Error::Kind::NotFound);
}

void SqlConversationStoreTest::updatesATitle()
{
    Conversation team = group(10, u"Team"_s, 5);
    QVERIFY(stores().conversations.addGroup(team, {Bob}));
    team.title = u"Crew"_s;
    team.avatarUrl = u"/a.png"_s;
    team.updatedAt = test::at(9);
    const auto updated = stores().conversations.update(team);
    QCOMPARE(updated->title, u"Crew"_s);
    QCOMPARE(updated->avatarUrl, u"/a.png"_s);
    QCOMPARE(updated->updatedAt, test::at(9));
    QCOMPARE(updated->createdAt, test::at(5));
    QVERIFY(updated->lastChange > stores().members.find(team.id, Bob)->changeSeq);
    QCOMPARE(stores().conversations.update(group(99, u"x"_s)).error().kind, Error::Kind::NotFound);
}

void SqlConversationStoreTest::changesHandsAndFreezes()
{
    Conversation team = group(10, u"Team"_s, 5);
    QVERIFY(stores().conversations.addGroup(team, {Bob}));
    QVERIFY(!stores().conversations.locate(team.id)->isFrozen);
    team.createdBy = Bob;
    team.isFrozen = true;
    QVERIFY(stores().conversations.update(team));
    QCOMPARE(stores().conversations.locate(team.id)->createdBy, Bob);
    QVERIFY(stores().conversations.locate(team.id)->isFrozen);
    const auto refused = stores().messages.append({.id = MessageId(1),
                                                   .conversation = team.id,
                                                   .sender = Bob,
                                                   .body = u"Hi"_s,
                                                   .createdAt = test::at(9)});
    QCOMPARE(refused.error().code, "group_frozen"_L1);
    team.isFrozen = false;
    QVERIFY(stores().conversations.update(team));
    send(10, Bob, 2);
}

void SqlConversationStoreTest::listsNewestFirstAndPages()
{
    constexpr int Count = 25;
    for (int i = 0; i < Count; ++i) // Three at a time were changed at the same moment.
        QVERIFY(stores().conversations.addGroup(group(100 + i, u"Group"_s, i / 3), {}));

    std::vector<ConversationId> seen;
    std::optional<ConversationCursor> after;
    for (int page = 0; page < 10; ++page) {
        const auto rows = stores().conversations.list(Alice, after, 4);
        QVERIFY(rows);
        if (rows->empty())
            break;
        for (const ConversationView &row : *rows)
            seen.push_back(row.conversation.id);
        after = {rows->back().conversation.updatedAt, rows->back().conversation.id};
    }
    QCOMPARE(int(seen.size()), Count);
    QVERIFY(std::is_sorted(seen.rbegin(), seen.rend()));
    QVERIFY(std::adjacent_find(seen.begin(), seen.end()) == seen.end());
}

void SqlConversationStoreTest::showsWhatARowNeeds()
{
    QVERIFY(stores().conversations.addDirect(direct(10, Alice), Bob));
    QVERIFY(stores().conversations.addGroup(group(11, u"Team"_s), {Bob, Carol}));
    send(11, Carol, 101);
    send(10, Bob, 102);
    send(10, Bob, 103);

    const auto rows = stores().conversations.list(Alice, {}, 10);
    QCOMPARE(int(rows->size()), 2);
    const ConversationView &chat = rows->at(0);
    QCOMPARE(chat.conversation.id, ConversationId(10));
    QCOMPARE(chat.unread, 2);
    QCOMPARE(chat.lastMessage->body, u"Message 103"_s);
    QCOMPARE(chat.lastMessage->sender, Bob);
    QCOMPARE(chat.lastSenderName, u"User 2"_s);
    QCOMPARE(chat.other->id, Bob);
    QCOMPARE(chat.other->displayName, u"User 2"_s);
    QCOMPARE(chat.other->avatarUrl, u"/avatars/2"_s);
    QCOMPARE(chat.other->statusText, u"Hello"_s);
    const ConversationView &team = rows->at(1);
    QCOMPARE(team.conversation.title, u"Team"_s);
    QCOMPARE(team.unread, 1);
    QCOMPARE(team.lastSenderName, u"User 3"_s);
    QVERIFY(!team.other);
}

void SqlConversationStoreTest::leavesOutWhatOneLeft()
{
    QVERIFY(stores().conversations.addGroup(group(11, u"Team"_s), {Bob}));
    QVERIFY(stores().members.leave(ConversationId(11), Bob));
    QVERIFY(stores().conversations.list(Bob, {}, 10)->empty());
    QVERIFY(stores().conversations.find(ConversationId(11), Bob));
}

void SqlConversationStoreTest::showsNoMessageFromBeforeOneJoined()
{
    QVERIFY(stores().conversations.addGroup(group(11, u"Team"_s), {Bob}));
    send(11, Bob, 101);
    QVERIFY(stores().members.add(ConversationId(11), Carol, Role::Member, test::at(200)));
    const auto rows = stores().conversations.list(Carol, {}, 10);
    QVERIFY(!rows->front().lastMessage);
    QCOMPARE(rows->front().unread, 0);
}

QTEST_GUILESS_MAIN(SqlConversationStoreTest)
#include "tst_sqlconversationstore.moc"

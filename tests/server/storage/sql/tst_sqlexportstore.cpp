// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlexportstore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class SqlExportStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void listsConversationsOfBothKinds();
    void listsFormerMembersToo();
    void listsMessagesOfOneConversation();
    void listsFilesThatWereRemoved();
    void listsBlocks();
    void listsFriendships();
    void listsReadings();
    void listsStars();
    void listsWhereSomebodyIsOrWas();

private:
    static constexpr ConversationId Direct{10};
    static constexpr ConversationId Group{11};

    std::unique_ptr<test::TestStores> m_stores;
};

void SqlExportStoreTest::init()
{
    m_stores = std::make_unique<test::TestStores>();
    Stores &stores = **m_stores;
    for (const qint64 user : {1, 2, 3})
        test::addUser(stores, UserId(user));
    Conversation direct;
    direct.id = Direct;
    direct.createdBy = UserId(1);
    QVERIFY(stores.conversations.addDirect(direct, UserId(2)));
    Conversation group = direct;
    group.id = Group;
    group.kind = ConversationKind::Group;
    group.title = u"Team"_s;
    QVERIFY(stores.conversations.addGroup(group, {UserId(2), UserId(3)}));
}

void SqlExportStoreTest::listsConversationsOfBothKinds()
{
    ExportStore &exports = (*m_stores)->exports;
    const auto all = exports.listConversations(ConversationId(), 10);
    QVERIFY(all);
    QCOMPARE(all->size(), 2U);
    QCOMPARE(all->front().id, Direct);
    QCOMPARE(all->back().title, u"Team"_s);
    QCOMPARE(exports.listConversations(ConversationId(), 1)->size(), 1U);
    QCOMPARE(exports.listConversations(Direct, 10)->front().id, Group);
    QVERIFY(exports.listConversations(Group, 10)->empty());
}

void SqlExportStoreTest::listsFormerMembersToo()
{
    QVERIFY((*m_stores)->members.leave(Group, UserId(2)));
    const auto members = (*m_stores)->exports.listMembers(Group, UserId(), 10);
    QCOMPARE(members->size(), 3U);
    QCOMPARE(members->front().member.role, Role::Admin);
    QVERIFY(members->at(1).member.leftSeq.has_value());
    const auto rest = (*m_stores)->exports.listMembers(Group, UserId(1), 1);
    QCOMPARE(rest->size(), 1U);
    QCOMPARE(rest->front().member.user, UserId(2));
}

void SqlExportStoreTest::listsMessagesOfOneConversation()
{
    for (const qint64 id : {20, 21, 22}) {
        QVERIFY((*m_stores)->messages.append({.id = MessageId(id),
                                              .conversation = id == 22 ? Direct : Group,
                                              .sender = UserId(1),
                                              .body = QString::number(id),
                                              .createdAt = test::at(id)}));
    }
    QVERIFY((*m_stores)->messages.remove(MessageId(20), test::at(30)));
    const auto messages = (*m_stores)->exports.listMessages(Group, 0, 10);
    QCOMPARE(messages->size(), 2U);
    QVERIFY(messages->front().deletedAt.has_value());
    QCOMPARE(messages->back().body, u"21"_s);
    QCOMPARE((*m_stores)->exports.listMessages(Group, 1, 10)->size(), 1U);
}

void SqlExportStoreTest::listsFilesThatWereRemoved()
{
    for (const qint64 id : {1, 2}) {
        Media media;
        media.id = MediaId(id);
        media.name = "name" + QByteArray::number(id);
        media.sha256 = "sum";
        media.owner = UserId(1);
        QVERIFY((*m_stores)->media.add(media));
    }
    QVERIFY((*m_stores)->sweeps.markRemoved(MediaId(1), {test::at(9), MediaRemoval::Why::TooOld}));
    const auto files = (*m_stores)->exports.listFiles(MediaId(), 10);
    QCOMPARE(files->size(), 2U);
    QVERIFY(files->front().removal.has_value());
    QCOMPARE((*m_stores)->exports.listFiles(MediaId(1), 10)->front().id, MediaId(2));
}

void SqlExportStoreTest::listsBlocks()
{
    Stores &stores = **m_stores;
    for (const auto &[blocker, blocked] : {std::pair{1, 2}, {1, 3}, {3, 1}})
        QVERIFY(stores.blocks.add(UserId(blocker), UserId(blocked), test::at(blocked)));
    const auto all = stores.exports.listBlocks({}, 10);
    QCOMPARE(all->size(), 3U);
    QCOMPARE(all->front().blocked, UserId(2));
    QCOMPARE(all->front().at, test::at(2));
    const auto rest = stores.exports.listBlocks(all->at(1), 10);
    QCOMPARE(rest->size(), 1U);
    QCOMPARE(rest->front().blocker, UserId(3));
    QCOMPARE(stores.exports.listBlocksBy(UserId(1), UserId(2), 10)->front().blocked, UserId(3));
    QVERIFY(stores.exports.listBlocksBy(UserId(2), UserId(), 10)->empty());
}

void SqlExportStoreTest::listsFriendships()
{
    Stores &stores = **m_stores;
    const Friendship first{.id = FriendshipId(7),
                           .from = UserId(2),
                           .to = UserId(1),
                           .state = FriendshipState::Declined,
                           .createdAt = test::at(1),
                           .changedAt = test::at(2)};
    Friendship second = first;
    second.id = FriendshipId(8);
    second.from = UserId(3);
    QVERIFY(stores.friends.put(first));
    QVERIFY(stores.friends.put(second));
    const auto all = stores.exports.listFriendships(FriendshipId(), 10);
    QCOMPARE(all->size(), 2U);
    QCOMPARE(all->front().from, UserId(2));
    QCOMPARE(all->front().state, FriendshipState::Declined);
    QCOMPARE(all->front().changedAt, test::at(2));
    QCOMPARE(stores.exports.listFriendships(first.id, 10)->front().id, second.id);
    QCOMPARE(stores.exports.listFriendshipsOf(UserId(1), FriendshipId(), 10)->size(), 2U);
    QCOMPARE(stores.exports.listFriendshipsOf(UserId(3), FriendshipId(), 10)->size(), 1U);
    QVERIFY(stores.exports.listFriendshipsOf(UserId(3), second.id, 10)->empty());
}

void SqlExportStoreTest::listsReadings()
{
    Stores &stores = **m_stores;
    for (const auto &[reader, through] : {std::pair{1, 5}, {2, 5}, {1, 9}})
        QVERIFY(
            stores.members.noteReading(Direct, {UserId(reader), 0, through, test::at(through)}));
    const auto all = stores.exports.listReadings(Direct, {}, 10);
    QCOMPARE(all->size(), 3U);
    QCOMPARE(all->front().step.reader, UserId(1));
    QCOMPARE(all->back().step.through, 9);
    QCOMPARE(all->back().step.at, test::at(9));
    QCOMPARE(stores.exports.listReadings(Direct, all->at(1).step, 10)->size(), 1U);
    QVERIFY(stores.exports.listReadings(Group, {}, 10)->empty());
    const auto own = stores.exports.listReadingsOf(UserId(1), {}, 10);
    QCOMPARE(own->size(), 2U);
    QCOMPARE(own->front().conversation, Direct);
    QCOMPARE(stores.exports.listReadingsOf(UserId(1), own->front(), 10)->front().step.through, 9);
}

void SqlExportStoreTest::listsStars()
{
    Stores &stores = **m_stores;
    std::vector<Message> messages;
    for (const qint64 id : {20, 21}) {
        const Message message{.id = MessageId(id),
                              .conversation = Group,
                              .sender = UserId(1),
                              .body = u"Hi"_s,
                              .createdAt = test::at(id)};
        messages.push_back(stores.messages.append(message)->message);
    }
    QVERIFY(stores.stars.add(UserId(2), messages[1], test::at(1)));
    QVERIFY(stores.stars.add(UserId(1), messages[1], test::at(2)));
    QVERIFY(stores.stars.add(UserId(1), messages[0], test::at(3)));
    const auto all = stores.exports.listStars(Group, {}, 10);
    QCOMPARE(all->size(), 3U);
    QCOMPARE(all->front().message, MessageId(20));
    QCOMPARE(all->front().at, test::at(3));
    QCOMPARE(all->at(1).user, UserId(1));
    const auto rest = stores.exports.listStars(Group, all->at(1), 10);
    QCOMPARE(rest->size(), 1U);
    QCOMPARE(rest->front().user, UserId(2));
    QVERIFY(stores.exports.listStars(Direct, {}, 10)->empty());
    const auto own = stores.exports.listStarsOf(UserId(1), {}, 10);
    QCOMPARE(own->size(), 2U);
    QCOMPARE(stores.exports.listStarsOf(UserId(1), own->front(), 10)->front().message,
             MessageId(21));
}

void SqlExportStoreTest::listsWhereSomebodyIsOrWas()
{
    Stores &stores = **m_stores;
    QVERIFY(stores.members.mute(Group, UserId(2), test::at(77)));
    QVERIFY(stores.members.hide(Direct));
    QVERIFY(stores.members.leave(Group, UserId(2)));
    const auto own = stores.exports.listMembershipsOf(UserId(2), ConversationId(), 10);
    QCOMPARE(own->size(), 2U);
    QCOMPARE(own->front().member.conversation, Direct);
    QCOMPARE(own->front().hiddenSeq, std::optional<qint64>(0));
    QVERIFY(!own->front().mutedUntil);
    QCOMPARE(own->back().mutedUntil, std::optional(test::at(77)));
    QVERIFY(own->back().member.leftSeq);
    QCOMPARE(stores.exports.listMembershipsOf(UserId(2), Direct, 10)->size(), 1U);
}

QTEST_GUILESS_MAIN(SqlExportStoreTest)
#include "tst_sqlexportstore.moc"

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
    QCOMPARE(members->front().role, Role::Admin);
    QVERIFY(members->at(1).leftSeq.has_value());
    const auto rest = (*m_stores)->exports.listMembers(Group, UserId(1), 1);
    QCOMPARE(rest->size(), 1U);
    QCOMPARE(rest->front().user, UserId(2));
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

QTEST_GUILESS_MAIN(SqlExportStoreTest)
#include "tst_sqlexportstore.moc"

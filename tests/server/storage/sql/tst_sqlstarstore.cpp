// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlstarstore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class SqlStarStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stores.reset(); }

    void listsWhatIsStarredInOneConversation();
    void showsNothingThatWasDeletedOrCameAfterLeaving();
    void isOfMembersOnly();

private:
    Message say(qint64 id, ConversationId conversation)
    {
        return (*m_stores)
            ->messages
            .append({.id = MessageId(id),
                     .conversation = conversation,
                     .sender = UserId(1),
                     .body = u"Hello"_s,
                     .createdAt = test::at(id)})
            ->message;
    }

    std::vector<qint64> starred(UserId user, ConversationId conversation)
    {
        std::vector<qint64> ids;
        const auto views = (*m_stores)->stars.list({.user = user, .conversation = conversation});
        for (const MessageView &view : *views)
            ids.push_back(view.message.id.value());
        return ids;
    }

    std::unique_ptr<test::TestStores> m_stores;
};

void SqlStarStoreTest::init()
{
    m_stores = std::make_unique<test::TestStores>();
    for (const qint64 id : {1, 2, 3})
        test::addUser(**m_stores, UserId(id));
    for (const qint64 id : {10, 11}) {
        QVERIFY((*m_stores)->conversations.addGroup({.id = ConversationId(id),
                                                     .kind = ConversationKind::Group,
                                                     .createdBy = UserId(1),
                                                     .createdAt = test::at(0),
                                                     .updatedAt = test::at(0)},
                                                    {UserId(2)}));
    }
}

void SqlStarStoreTest::listsWhatIsStarredInOneConversation()
{
    StarStore &stars = (*m_stores)->stars;
    for (const qint64 id : {101, 102})
        QVERIFY(stars.add(UserId(2), say(id, ConversationId(10)), test::at(5)));
    QVERIFY(stars.add(UserId(2), say(103, ConversationId(11)), test::at(5)));
    QCOMPARE(starred(UserId(2), ConversationId(10)), (std::vector<qint64>{102, 101}));
    QVERIFY(starred(UserId(1), ConversationId(10)).empty());
}

void SqlStarStoreTest::showsNothingThatWasDeletedOrCameAfterLeaving()
{
    StarStore &stars = (*m_stores)->stars;
    const Message before = say(101, ConversationId(10));
    const Message deleted = say(102, ConversationId(10));
    QVERIFY((*m_stores)->members.leave(ConversationId(10), UserId(2)));
    for (const Message &message : {before, deleted, say(103, ConversationId(10))})
        QVERIFY(stars.add(UserId(2), message, test::at(5)));
    QVERIFY((*m_stores)->messages.remove(deleted.id, test::at(6)));
    QCOMPARE(starred(UserId(2), ConversationId(10)), (std::vector<qint64>{101}));
}

void SqlStarStoreTest::isOfMembersOnly()
{
    const auto listed =
        (*m_stores)->stars.list({.user = UserId(3), .conversation = ConversationId(10)});
    QCOMPARE(listed.error().kind, Error::Kind::NotFound);
}

QTEST_GUILESS_MAIN(SqlStarStoreTest)
#include "tst_sqlstarstore.moc"

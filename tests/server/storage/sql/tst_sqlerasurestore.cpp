// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlerasurestore.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class SqlErasureStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void keepsWhatItIsGiven();
    void takesOutWhoItWas();
    void leavesOthersAlone();
    void listsWhatTheyWrote();

private:
    ErasureStore &store() { return (*m_stores)->erasures; }

    std::unique_ptr<TestStores> m_stores;
};

void SqlErasureStoreTest::init()
{
    m_stores = std::make_unique<TestStores>();
    for (const qint64 user : {1, 2})
        addUser(**m_stores, UserId(user));
}

void SqlErasureStoreTest::keepsWhatItIsGiven()
{
    QVERIFY(!*store().find(UserId(1)));
    Erasure erasure{.user = UserId(1),
                    .requestedAt = test::at(5),
                    .requestedBy = u"user:9"_s,
                    .dueAt = test::at(10),
                    .messages = Erasure::Messages::Removed};
    QVERIFY(store().put(erasure));
    QCOMPARE(store().find(UserId(1)).value(), std::optional(erasure));
    erasure.begunAt = test::at(11);
    erasure.erasedAt = test::at(12);
    erasure.counts = {{"sessions"_L1, 2}};
    erasure.receipt = "a.b.c";
    QVERIFY(store().put(erasure));
    QCOMPARE(store().list().value(), std::vector{erasure});
    QVERIFY(store().remove(UserId(1)));
    QVERIFY(store().list()->empty());
    erasure.user = UserId(99);
    QVERIFY2(!store().put(erasure), "of nobody");
}

void SqlErasureStoreTest::takesOutWhoItWas()
{
    Stores &stores = **m_stores;
    User user = stores.accounts.find(UserId(1)).value();
    user.avatarUrl = u"/a.png"_s;
    user.bio = u"Likes birds"_s;
    user.username = u"one"_s;
    QVERIFY(stores.accounts.updateProfile(user));
    QVERIFY(stores.passwords.put({UserId(1), u"hash"_s, test::at(1)}));
    QVERIFY(stores.blocks.add(UserId(2), UserId(1), test::at(1)));
    QVERIFY(stores.staff.setRole(UserId(1), StaffRole::Admin));

    const auto counts = store().eraseIdentity(UserId(1), test::at(9));

    QVERIFY(counts);
    QCOMPARE(counts->value("identifiers"_L1).toInt(), 2);
    QCOMPARE(counts->value("passwords"_L1).toInt(), 1);
    QCOMPARE(counts->value("blocks"_L1).toInt(), 1);
    const User erased = stores.accounts.find(UserId(1)).value();
    QCOMPARE(erased.displayName, QString(ErasedName));
    QVERIFY(erased.phone.isEmpty() && erased.email.isEmpty() && erased.username.isEmpty());
    QVERIFY(erased.avatarUrl.isEmpty() && erased.bio.isEmpty());
    QCOMPARE(stores.staff.roleOf(UserId(1)).value(), StaffRole::None);
    QVERIFY(!stores.passwords.find(UserId(1)));
}

void SqlErasureStoreTest::leavesOthersAlone()
{
    Stores &stores = **m_stores;
    const User before = stores.accounts.find(UserId(2)).value();
    QVERIFY(store().eraseIdentity(UserId(1), test::at(9)));
    QCOMPARE(stores.accounts.find(UserId(2)).value().phone, before.phone);
    QCOMPARE(stores.accounts.find(UserId(2)).value().displayName, before.displayName);
}

void SqlErasureStoreTest::listsWhatTheyWrote()
{
    Stores &stores = **m_stores;
    Conversation group;
    group.id = ConversationId(10);
    group.kind = ConversationKind::Group;
    group.createdBy = UserId(1);
    QVERIFY(stores.conversations.addGroup(group, {UserId(2)}));
    const auto write = [&](qint64 id, qint64 sender, MessageKind kind) {
        Message message;
        message.id = MessageId(id);
        message.conversation = group.id;
        message.sender = UserId(sender);
        message.kind = kind;
        message.body = u"Hi"_s;
        if (kind == MessageKind::System)
            message.mentions = {UserId(1)};
        return stores.messages.append(message).has_value();
    };
    QVERIFY(write(100, 1, MessageKind::Text));
    QVERIFY(write(101, 2, MessageKind::Text));
    QVERIFY(write(102, 2, MessageKind::System));
    QCOMPARE(store().listMessages(UserId(1), 10).value(), std::vector{MessageId(100)});
    const auto lines = store().listLines(UserId(1), MessageId(), 10);
    QCOMPARE(lines->size(), 1U);
    QCOMPARE(lines->front().id, MessageId(102));
    QVERIFY(store().listLines(UserId(1), MessageId(102), 10)->empty());
    QVERIFY(stores.messages.remove(MessageId(100), test::at(9)));
    QVERIFY(store().listMessages(UserId(1), 10)->empty());
}

QTEST_GUILESS_MAIN(SqlErasureStoreTest)
#include "tst_sqlerasurestore.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/contactrules.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class ContactRulesTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_chat = std::make_unique<ChatFixture>(); }
    void cleanup() { m_chat.reset(); }

    void hidesTheOneWhoBlocks();
    void tellsTheOneWhoBlocksWhy();
    void neitherPutsTheOtherIntoAGroup();

private:
    Result<int> ask(UserId user, UserId other)
    {
        return await(m_chat->database->read([user, other](Stores &stores) -> Result<int> {
            const auto allowed = requireNoBlock(stores, user, other);
            if (!allowed)
                return allowed.error();
            return 0;
        }));
    }

    std::unique_ptr<ChatFixture> m_chat;
};

void ContactRulesTest::hidesTheOneWhoBlocks()
{
    QVERIFY(ask(m_chat->bob, m_chat->alice));
    QVERIFY(await(m_chat->blocks.block(m_chat->alice, m_chat->bob)));
    const auto hidden = ask(m_chat->bob, m_chat->alice);
    const auto nobody = await(m_chat->people.find(UserId(999)));
    QCOMPARE(hidden.error().code, nobody.error().code);
    QCOMPARE(hidden.error().message, nobody.error().message);
}

void ContactRulesTest::tellsTheOneWhoBlocksWhy()
{
    QVERIFY(await(m_chat->blocks.block(m_chat->alice, m_chat->bob)));
    QCOMPARE(ask(m_chat->alice, m_chat->bob).error().code, "blocked_by_you"_L1);
}

void ContactRulesTest::neitherPutsTheOtherIntoAGroup()
{
    QVERIFY(await(m_chat->blocks.block(m_chat->alice, m_chat->bob)));
    GroupChange details;
    details.title = u"Team"_s;
    for (const auto &[creator, other] :
         {std::pair(m_chat->alice, m_chat->bob), std::pair(m_chat->bob, m_chat->alice)}) {
        const auto refused = await(m_chat->groups.create(creator, details, {m_chat->carol, other}));
        QCOMPARE(refused.error().code, "cannot_add_member"_L1);
        const ConversationId group = m_chat->group(creator, {m_chat->carol});
        QCOMPARE(await(m_chat->groups.add(creator, group, {other})).error().code,
                 "cannot_add_member"_L1);
    }
}

QTEST_GUILESS_MAIN(ContactRulesTest)
#include "tst_contactrules.moc"

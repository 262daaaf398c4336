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
    void putsIntoAGroupWhoAllowsIt_data();
    void putsIntoAGroupWhoAllowsIt();
    void namesThoseWhoDoNotAllowIt();
    void addsAllOrNone();

private:
    void setGroups(UserId user, Audience audience)
    {
        PrivacyChange change;
        change.groups = audience;
        ChatFixture::orFatal(await(m_chat->privacy.change(user, change)));
    }

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

void ContactRulesTest::putsIntoAGroupWhoAllowsIt_data()
{
    QTest::addColumn<int>("audience");
    QTest::addColumn<bool>("areFriends");
    QTest::addColumn<bool>("isAllowed");
    QTest::newRow("everyone") << int(Audience::Everyone) << false << true;
    QTest::newRow("friends, strangers") << int(Audience::Friends) << false << false;
    QTest::newRow("friends, friends") << int(Audience::Friends) << true << true;
    QTest::newRow("nobody, friends") << int(Audience::Nobody) << true << false;
}

void ContactRulesTest::putsIntoAGroupWhoAllowsIt()
{
    QFETCH(int, audience);
    QFETCH(bool, areFriends);
    QFETCH(bool, isAllowed);
    setGroups(m_chat->bob, Audience(audience));
    if (areFriends)
        m_chat->befriend(m_chat->alice, m_chat->bob);
    GroupChange details;
    details.title = u"Team"_s;
    const auto made = await(m_chat->groups.create(m_chat->alice, details, {m_chat->bob}));
    QCOMPARE(made.has_value(), isAllowed);
    const ConversationId group = m_chat->group(m_chat->alice, {});
    QCOMPARE(await(m_chat->groups.add(m_chat->alice, group, {m_chat->bob})).has_value(), isAllowed);
    if (!isAllowed)
        QCOMPARE(made.error().code, "cannot_add_member"_L1);
}

void ContactRulesTest::namesThoseWhoDoNotAllowIt()
{
    setGroups(m_chat->bob, Audience::Nobody);
    // Of who blocks one it says the same, so that it does not tell.
    QVERIFY(await(m_chat->blocks.block(m_chat->carol, m_chat->alice)));
    GroupChange details;
    details.title = u"Team"_s;
    const auto refused = await(m_chat->groups.create(
        m_chat->alice, details, {m_chat->mallory, m_chat->carol, m_chat->bob}));
    QCOMPARE(refused.error().kind, Error::Kind::Forbidden);
    QCOMPARE(refused.error().about, QStringList({u"102"_s, u"103"_s}));
    QCOMPARE(refused.error().message,
             u"You cannot add these people to groups: User 102 and User 103"_s);
}

//! Who is in already is not asked again, and whoever left has to be.
void ContactRulesTest::addsAllOrNone()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    setGroups(m_chat->bob, Audience::Nobody);
    setGroups(m_chat->carol, Audience::Friends);
    const auto refused = await(
        m_chat->groups.add(m_chat->alice, group, {m_chat->bob, m_chat->carol, m_chat->mallory}));
    QCOMPARE(refused.error().about, QStringList({u"103"_s}));
    QCOMPARE(await(m_chat->groups.members(m_chat->alice, group))->size(), 2u);
    QVERIFY(await(m_chat->groups.add(m_chat->alice, group, {m_chat->bob, m_chat->mallory})));
    QVERIFY(await(m_chat->groups.remove(m_chat->bob, group, m_chat->bob)));
    QCOMPARE(await(m_chat->groups.add(m_chat->alice, group, {m_chat->bob})).error().code,
             "cannot_add_member"_L1);
}

QTEST_GUILESS_MAIN(ContactRulesTest)
#include "tst_contactrules.moc"

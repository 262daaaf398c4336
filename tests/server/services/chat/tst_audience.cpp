// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/audience.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;

class AudienceTest : public QObject
{
    Q_OBJECT

private slots:
    void leavesOneOut();
    void isTheMembersForAMember();
    void doesNotExistForOthers();
    void isNobodyAcrossABlock();
};

void AudienceTest::leavesOneOut()
{
    const std::vector<UserId> users{UserId(1), UserId(2), UserId(3)};
    QCOMPARE(without(users, UserId(2)), (std::vector<UserId>{UserId(1), UserId(3)}));
    QCOMPARE(without(users, UserId(9)), users);
}

void AudienceTest::isTheMembersForAMember()
{
    ChatFixture chat;
    const ConversationId group = chat.group(chat.bob, {chat.alice, chat.carol});
    for (int i = 0; i < 2; ++i) { // From the database, then from memory.
        const auto members = await(findAudience(chat.context, chat.carol, group));
        QVERIFY(members);
        QCOMPARE(**members, (std::vector<UserId>{chat.alice, chat.bob, chat.carol}));
    }
}

void AudienceTest::doesNotExistForOthers()
{
    ChatFixture chat;
    const ConversationId group = chat.group(chat.bob, {chat.alice});
    const auto foreign = await(findAudience(chat.context, chat.mallory, group));
    const auto missing = await(findAudience(chat.context, chat.mallory, ConversationId(1)));
    QVERIFY(!foreign);
    QVERIFY(!missing);
    QCOMPARE(foreign.error().kind, Error::Kind::NotFound);
    QCOMPARE(foreign.error().code, missing.error().code);
    QCOMPARE(foreign.error().message, missing.error().message);
}

void AudienceTest::isNobodyAcrossABlock()
{
    ChatFixture chat;
    const ConversationId group = chat.group(chat.bob, {chat.alice, chat.carol});
    const auto heardBy = [&](UserId member) {
        return *ChatFixture::orFatal(await(findAudience(chat.context, member, group)));
    };
    QCOMPARE(heardBy(chat.carol).size(), 3u); // From now on memory knows it.
    QVERIFY(await(chat.blocks.block(chat.carol, chat.alice)));
    for (int i = 0; i < 2; ++i) { // From the database, then from memory.
        QCOMPARE(heardBy(chat.carol), (std::vector{chat.bob, chat.carol}));
        QCOMPARE(heardBy(chat.alice), (std::vector{chat.alice, chat.bob}));
        QCOMPARE(heardBy(chat.bob).size(), 3u);
    }
    QVERIFY(await(chat.blocks.unblock(chat.carol, chat.alice)));
    QCOMPARE(heardBy(chat.alice).size(), 3u);
}

QTEST_GUILESS_MAIN(AudienceTest)
#include "tst_audience.moc"

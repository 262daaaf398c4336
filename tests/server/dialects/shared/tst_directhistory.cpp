// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/directhistory.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QJsonArray>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class DirectHistoryTest : public QObject
{
    Q_OBJECT

private slots:
    void readsAChatOldestFirst();
    void readsOnlyTheNewestIfAskedTo();
    void findsTheChatOfTwo();
    void hasNothingOfWhoWroteNothing();
    void showsNobodyAForeignChat();
    void showsWhoLeftWhatCameBefore();

private:
    static HistoryServices services(ChatFixture &chat)
    {
        return {chat.conversations, chat.messages, chat.receipts};
    }
    static Call callOf(UserId user)
    {
        Call call;
        call.caller.user = user;
        return call;
    }
    static QJsonArray rows(const Result<Answer> &answer)
    {
        return answer ? answer->body.value().toArray() : QJsonArray{"failed"_L1};
    }
};

void DirectHistoryTest::readsAChatOldestFirst()
{
    ChatFixture chat;
    const auto direct = chat.directChat(chat.alice, chat.bob);
    chat.say(chat.bob, direct, u"One"_s);
    chat.say(chat.alice, direct, u"Two"_s);
    const QJsonArray read =
        rows(await(readConversation(services(chat), callOf(chat.alice), direct)));
    QCOMPARE(read.size(), 2);
    QCOMPARE(read[0]["text"_L1], QJsonValue(u"One"_s));
    QCOMPARE(read[0]["receiverId"_L1], QJsonValue(chat.alice.toString()));
    QCOMPARE(read[1]["receiverId"_L1], QJsonValue(chat.bob.toString()));
    QCOMPARE(await(chat.conversations.list(chat.alice))->front().unread, 0);
}

void DirectHistoryTest::readsOnlyTheNewestIfAskedTo()
{
    ChatFixture chat;
    const auto direct = chat.directChat(chat.alice, chat.bob);
    chat.say(chat.bob, direct, u"One"_s);
    chat.say(chat.bob, direct, u"Two"_s);
    Call call = callOf(chat.alice);
    call.params = {{"limit"_L1, 1}};
    const QJsonArray read = rows(await(readConversation(services(chat), call, direct)));
    QCOMPARE(read.size(), 1);
    QCOMPARE(read[0]["text"_L1], QJsonValue(u"Two"_s));
}

void DirectHistoryTest::findsTheChatOfTwo()
{
    ChatFixture chat;
    chat.say(chat.bob, chat.directChat(chat.alice, chat.bob), u"Hi"_s);
    const QJsonArray read = rows(await(readDirect(services(chat), callOf(chat.alice), chat.bob)));
    QCOMPARE(read.size(), 1);
    QCOMPARE(read[0]["text"_L1], QJsonValue(u"Hi"_s));
}

void DirectHistoryTest::hasNothingOfWhoWroteNothing()
{
    ChatFixture chat;
    QCOMPARE(rows(await(readDirect(services(chat), callOf(chat.alice), chat.bob))), QJsonArray());
    const auto nobodys = await(readDirect(services(chat), callOf(chat.alice), UserId(7)));
    QVERIFY(!nobodys);
    QCOMPARE(nobodys.error().code, "user_not_found"_L1);
}

void DirectHistoryTest::showsNobodyAForeignChat()
{
    ChatFixture chat;
    const auto direct = chat.directChat(chat.alice, chat.bob);
    for (const ConversationId id : {direct, ConversationId(7)}) {
        const auto read = await(readConversation(services(chat), callOf(chat.carol), id));
        QVERIFY(!read);
        QCOMPARE(read.error().kind, Error::Kind::NotFound);
    }
}

void DirectHistoryTest::showsWhoLeftWhatCameBefore()
{
    ChatFixture chat;
    const auto group = chat.group(chat.alice, {chat.bob});
    chat.say(chat.alice, group, u"Before"_s);
    QVERIFY(await(chat.groups.remove(chat.alice, group, chat.bob)));
    chat.say(chat.alice, group, u"After"_s);
    const QJsonArray read = rows(await(readConversation(services(chat), callOf(chat.bob), group)));
    QVERIFY(!read.isEmpty());
    for (const QJsonValue &row : read)
        QVERIFY(row["text"_L1].toString() != u"After"_s);
}

QTEST_GUILESS_MAIN(DirectHistoryTest)
#include "tst_directhistory.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/openchatapi.h"
#include "server/services/chat/typingservice.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

struct World : ChatFixture
{
    Call callOf(UserId user, const QString &id) const
    {
        Call call;
        call.caller.user = user;
        call.caller.session = SessionId(user.value() + 1000);
        call.params = {{"room"_L1, id}};
        return call;
    }

    TypingService typing{context};
    OpenChatApi openChat{conversations, typing, {"room"_L1, QJsonObject{{"ok"_L1, true}}}};
    ConversationId chat = directChat(alice, bob);
};

const QJsonObject Done{{"ok"_L1, true}};

} // namespace

class OpenChatApiTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_world = std::make_unique<World>(); }
    void cleanup() { m_world.reset(); }

    void movesBetweenRooms();
    void letsNobodyIntoAForeignRoom();
    void hidesWhatIsOpenWhereNoChatIsNamed();
    void letsEverybodyOut();
    void tellsTheOthersWhoTypes();
    void letsNobodyTypeInAForeignChat();

private:
    std::unique_ptr<World> m_world;
};

void OpenChatApiTest::movesBetweenRooms()
{
    const Call call = m_world->callOf(m_world->alice, m_world->chat.toString());
    const auto entered = await(m_world->openChat.enter(call));
    QVERIFY(entered && entered->room);
    QCOMPARE(entered->body.toObject(), Done);
    QCOMPARE(entered->room->direction, RoomMove::Direction::Enter);
    QCOMPARE(entered->room->conversation, m_world->chat);
    const auto instead = await(m_world->openChat.enterInstead(call));
    QVERIFY(instead && instead->room);
    QCOMPARE(instead->room->direction, RoomMove::Direction::EnterInstead);
    QCOMPARE(instead->room->conversation, m_world->chat);
    const auto left = await(m_world->openChat.leave(call));
    QVERIFY(left && left->room);
    QCOMPARE(left->body.toObject(), Done);
    QCOMPARE(left->room->direction, RoomMove::Direction::Leave);
}

void OpenChatApiTest::letsNobodyIntoAForeignRoom()
{
    for (const QString &id : {m_world->chat.toString(), u"7"_s, u"undefined"_s, QString()}) {
        const auto entered = await(m_world->openChat.enter(m_world->callOf(m_world->carol, id)));
        QVERIFY(!entered);
        QCOMPARE(entered.error().code, "conversation_not_found"_L1);
        if (!id.isEmpty())
            QVERIFY(!await(m_world->openChat.enterInstead(m_world->callOf(m_world->carol, id))));
    }
}

void OpenChatApiTest::hidesWhatIsOpenWhereNoChatIsNamed()
{
    Call unnamed = m_world->callOf(m_world->alice, {});
    unnamed.params = {};
    for (const Call &call : {m_world->callOf(m_world->alice, QString()), unnamed}) {
        const auto hidden = await(m_world->openChat.enterInstead(call));
        QVERIFY(hidden && hidden->room);
        QCOMPARE(hidden->body.toObject(), Done);
        QCOMPARE(hidden->room->direction, RoomMove::Direction::Hide);
        QVERIFY(hidden->room->conversation.isNull());
    }
}

void OpenChatApiTest::letsEverybodyOut()
{
    const Call call = m_world->callOf(m_world->carol, m_world->chat.toString());
    QVERIFY(await(m_world->openChat.leave(call)));
    QVERIFY(!await(m_world->openChat.leave(m_world->callOf(m_world->carol, u"undefined"_s))));
}

void OpenChatApiTest::tellsTheOthersWhoTypes()
{
    const Call call = m_world->callOf(m_world->alice, m_world->chat.toString());
    QCOMPARE(await(m_world->openChat.startTyping(call))->body.toObject(), Done);
    QCOMPARE(await(m_world->openChat.stopTyping(call))->body.toObject(), Done);
    const auto told = m_world->recorder.payloads<TypingChanged>();
    QCOMPARE(told.size(), 2u);
    QVERIFY(told.front().isTyping);
    QVERIFY(!told.back().isTyping);
    QCOMPARE(told.front().user, m_world->alice);
}

void OpenChatApiTest::letsNobodyTypeInAForeignChat()
{
    for (const QString &id : {m_world->chat.toString(), u"undefined"_s}) {
        const Call call = m_world->callOf(m_world->carol, id);
        QCOMPARE(await(m_world->openChat.startTyping(call)).error().code,
                 "conversation_not_found"_L1);
        QCOMPARE(await(m_world->openChat.stopTyping(call)).error().code,
                 "conversation_not_found"_L1);
    }
    QVERIFY(m_world->recorder.payloads<TypingChanged>().empty());
}

QTEST_GUILESS_MAIN(OpenChatApiTest)
#include "tst_openchatapi.moc"

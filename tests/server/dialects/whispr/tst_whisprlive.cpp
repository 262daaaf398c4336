// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/whispr/whisprfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class WhisprLiveTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_whispr = std::make_unique<WhisprFixture>();
        m_chat = m_whispr->directChat(m_whispr->alice, m_whispr->bob);
    }
    void cleanup() { m_whispr.reset(); }

    void opensAndClosesAChat();
    void takesAMissingChatForNone();
    void opensNobodyElsesChat();
    void tellsThatSomebodyTypes();

private:
    QJsonObject here() const { return {{"chatId"_L1, m_chat.toString()}}; }

    std::unique_ptr<WhisprFixture> m_whispr;
    ConversationId m_chat;
};

void WhisprLiveTest::opensAndClosesAChat()
{
    const auto joined = m_whispr->tell("joinRoom", m_whispr->alice, here());
    QVERIFY(joined);
    QVERIFY(joined->room);
    QCOMPARE(joined->room->conversation, m_chat);
    QCOMPARE(joined->room->direction, RoomMove::Direction::EnterInstead);
    const auto left = m_whispr->tell("leaveRoom", m_whispr->alice, here());
    QVERIFY(left);
    QCOMPARE(left->room->direction, RoomMove::Direction::Leave);
}

void WhisprLiveTest::takesAMissingChatForNone()
{
    for (const QJsonObject &params : {QJsonObject(), QJsonObject{{"chatId"_L1, QJsonValue()}}}) {
        const auto joined = m_whispr->tell("joinRoom", m_whispr->alice, params);
        QVERIFY(joined && joined->room);
        QCOMPARE(joined->room->direction, RoomMove::Direction::Hide);
        const auto left = m_whispr->tell("leaveRoom", m_whispr->alice, params);
        QVERIFY(left);
        QVERIFY(!left->room);
    }
}

void WhisprLiveTest::opensNobodyElsesChat()
{
    for (const char *event : {"joinRoom", "startTyping", "stopTyping"}) {
        const auto outcome = m_whispr->tell(event, m_whispr->mallory, here());
        QCOMPARE(m_whispr->kindOf(outcome), Error::Kind::NotFound);
    }
    QVERIFY(!m_whispr->tell("joinRoom", m_whispr->alice, {{"chatId"_L1, "nonsense"_L1}}));
}

void WhisprLiveTest::tellsThatSomebodyTypes()
{
    m_whispr->recorder.clear();
    QVERIFY(m_whispr->tell("startTyping", m_whispr->alice, here()));
    QVERIFY(m_whispr->tell("stopTyping", m_whispr->alice, here()));
    const auto told = m_whispr->recorder.payloads<TypingChanged>();
    QCOMPARE(told.size(), 2u);
    QCOMPARE(told[0].user, m_whispr->alice);
    QVERIFY(told[0].isTyping);
    QVERIFY(!told[1].isTyping);
}

QTEST_GUILESS_MAIN(WhisprLiveTest)
#include "tst_whisprlive.moc"

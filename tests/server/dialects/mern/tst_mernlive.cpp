// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/mern/mernfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class MernLiveTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_mern = std::make_unique<MernFixture>();
        m_chat = m_mern->directChat(m_mern->alice, m_mern->bob);
    }
    void cleanup() { m_mern.reset(); }

    void readsAChatByOpeningIt_data();
    void readsAChatByOpeningIt();
    void hidesWhatIsOpenWhereNoChatIsNamed();
    void leavesAChat();
    void tellsThatSomebodyTypesUnderAnyName();
    void opensNobodyElsesChat();
    void takesASetUpForNoNews();

private:
    QJsonObject here() const { return {{"chatId"_L1, m_chat.toString()}}; }

    ConversationId m_chat;
    std::unique_ptr<MernFixture> m_mern;
};

void MernLiveTest::readsAChatByOpeningIt_data()
{
    QTest::addColumn<QByteArray>("event");
    for (const char *event : {"joinRoom", "join chat", "join_chat"})
        QTest::newRow(event) << QByteArray(event);
}

void MernLiveTest::readsAChatByOpeningIt()
{
    m_mern->say(m_mern->bob, m_chat, u"Hi"_s);
    QFETCH(QByteArray, event);
    const auto joined = m_mern->tell(event, m_mern->alice, here());
    QVERIFY(joined && joined->room);
    QCOMPARE(joined->room->direction, RoomMove::Direction::EnterInstead);
    QCOMPARE(joined->room->conversation, m_chat);
    const auto chats = await(m_mern->conversations.list(m_mern->alice));
    QCOMPARE(chats->front().unread, 0);
    QCOMPARE(m_mern->recorder.payloads<StatusChanged>().size(), 1u);
}

void MernLiveTest::hidesWhatIsOpenWhereNoChatIsNamed()
{
    m_mern->say(m_mern->bob, m_chat, u"Hi"_s);
    const auto joined = m_mern->tell("joinRoom", m_mern->alice, {});
    QVERIFY(joined && joined->room);
    QCOMPARE(joined->room->direction, RoomMove::Direction::Hide);
    QCOMPARE(await(m_mern->conversations.list(m_mern->alice))->front().unread, 1);
}

void MernLiveTest::leavesAChat()
{
    const auto left = m_mern->tell("leaveRoom", m_mern->alice, here());
    QVERIFY(left && left->room);
    QCOMPARE(left->room->direction, RoomMove::Direction::Leave);
}

void MernLiveTest::tellsThatSomebodyTypesUnderAnyName()
{
    for (const char *event : {"startTyping", "typing"}) {
        QVERIFY(m_mern->tell(event, m_mern->alice, here()));
        QVERIFY(m_mern->recorder.payloads<TypingChanged>().back().isTyping);
    }
    for (const char *event : {"stopTyping", "stop typing", "stop_typing"}) {
        QVERIFY(m_mern->tell("typing", m_mern->alice, here()));
        QVERIFY(m_mern->tell(event, m_mern->alice, here()));
        QVERIFY(!m_mern->recorder.payloads<TypingChanged>().back().isTyping);
    }
}

void MernLiveTest::opensNobodyElsesChat()
{
    for (const char *event : {"joinRoom", "join chat", "startTyping", "stopTyping"}) {
        const auto outcome = m_mern->tell(event, m_mern->carol, here());
        QCOMPARE(m_mern->kindOf(outcome), Error::Kind::NotFound);
        const auto nowhere = m_mern->tell(event, m_mern->carol, {{"chatId"_L1, "7"_L1}});
        QCOMPARE(m_mern->complaint(outcome), m_mern->complaint(nowhere));
        if (!QByteArrayView(event).startsWith("join"))
            QCOMPARE(m_mern->complaint(m_mern->tell(event, m_mern->carol, {})),
                     m_mern->complaint(outcome));
    }
}

void MernLiveTest::takesASetUpForNoNews()
{
    QVERIFY(m_mern->tell("setup", m_mern->alice, {{"_id"_L1, m_mern->bob.toString()}}));
}

QTEST_GUILESS_MAIN(MernLiveTest)
#include "tst_mernlive.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bus/event.h"

#include <QTest>

using namespace linnet;

class EventTest : public QObject
{
    Q_OBJECT

private slots:
    void knowsWhereItHappened();
};

void EventTest::knowsWhereItHappened()
{
    constexpr ConversationId Chat(5);
    Message message;
    message.conversation = Chat;
    Conversation conversation;
    conversation.id = Chat;
    QCOMPARE(conversationOf(MessageAdded{message, {}}), Chat);
    QCOMPARE(conversationOf(MessageSent{message, {}}), Chat);
    QCOMPARE(conversationOf(TypingChanged{Chat, UserId(1), true}), Chat);
    QCOMPARE(conversationOf(ConversationChanged{conversation}), Chat);
    QCOMPARE(conversationOf(PresenceChanged{UserId(1), true, {}}), ConversationId());
}

QTEST_APPLESS_MAIN(EventTest)
#include "tst_event.moc"

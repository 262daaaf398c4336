// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/typingservice.h"
#include "tests/server/services/chat/chatfixture.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;

class TypingServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsTheOthersOnly();
    void stopsByItself();
    void stopsByItselfAfterTheClockWasSetBack();
    void saysNothingOfWhoDidNotType();
    void goesOnWhileItIsRenewed();
    void isRefusedToThoseOutside_data();
    void isRefusedToThoseOutside();
};

void TypingServiceTest::tellsTheOthersOnly()
{
    ChatFixture chat;
    TypingService typing(chat.context);
    const ConversationId group = chat.group(chat.alice, {chat.bob, chat.carol});
    QVERIFY(await(typing.start(chat.bob, SessionId(5), group)));
    QVERIFY(await(typing.stop(chat.bob, SessionId(5), group)));

    const auto events = chat.recorder.events<TypingChanged>();
    QCOMPARE(events.size(), 2u);
    QCOMPARE(events[0]->audience, (std::vector{chat.alice, chat.carol}));
    QCOMPARE(events[0]->except, SessionId(5));
    const auto changes = chat.recorder.payloads<TypingChanged>();
    QVERIFY(changes[0].isTyping);
    QVERIFY(!changes[1].isTyping);
    QCOMPARE(changes[1].user, chat.bob);
    QCOMPARE(changes[1].conversation, group);
}

void TypingServiceTest::stopsByItself()
{
    ChatFixture chat;
    TypingService typing(chat.context, std::chrono::milliseconds(120));
    const ConversationId direct = chat.directChat(chat.alice, chat.bob);
    QVERIFY(await(typing.start(chat.bob, {}, direct)));
    chat.clock.advance(std::chrono::milliseconds(120));
    QTRY_COMPARE(chat.recorder.events<TypingChanged>().size(), 2u);
    QVERIFY(!chat.recorder.payloads<TypingChanged>()[1].isTyping);

    // Said once; and the next one starts the timer anew.
    QVERIFY(await(typing.start(chat.alice, {}, direct)));
    chat.clock.advance(std::chrono::milliseconds(120));
    QTRY_COMPARE(chat.recorder.events<TypingChanged>().size(), 4u);
    QCOMPARE(chat.recorder.payloads<TypingChanged>()[3].user, chat.alice);
}

void TypingServiceTest::stopsByItselfAfterTheClockWasSetBack()
{
    ChatFixture chat;
    TypingService typing(chat.context, std::chrono::milliseconds(120));
    const ConversationId direct = chat.directChat(chat.alice, chat.bob);
    QVERIFY(await(typing.start(chat.bob, {}, direct)));
    chat.clock.advance(-std::chrono::hours(1));
    QTRY_COMPARE(chat.recorder.events<TypingChanged>().size(), 2u);
    QVERIFY(!chat.recorder.payloads<TypingChanged>()[1].isTyping);
}

void TypingServiceTest::saysNothingOfWhoDidNotType()
{
    ChatFixture chat;
    TypingService typing(chat.context);
    const ConversationId direct = chat.directChat(chat.alice, chat.bob);
    QVERIFY(await(typing.stop(chat.bob, {}, direct)));
    QVERIFY(chat.recorder.events<TypingChanged>().empty());
    QVERIFY(await(typing.start(chat.bob, {}, direct)));
    QVERIFY(await(typing.stop(chat.alice, {}, direct)));
    QVERIFY(await(typing.stop(chat.bob, {}, direct)));
    QVERIFY(await(typing.stop(chat.bob, {}, direct)));
    QCOMPARE(chat.recorder.events<TypingChanged>().size(), 2u);
}

void TypingServiceTest::goesOnWhileItIsRenewed()
{
    ChatFixture chat;
    TypingService typing(chat.context, std::chrono::milliseconds(120));
    const ConversationId direct = chat.directChat(chat.alice, chat.bob);
    const ConversationId other = chat.directChat(chat.alice, chat.carol);
    QVERIFY(await(typing.start(chat.carol, {}, other)));
    QVERIFY(await(typing.start(chat.bob, {}, direct)));
    chat.clock.advance(std::chrono::milliseconds(100));
    QVERIFY(await(typing.start(chat.bob, {}, direct)));
    chat.clock.advance(std::chrono::milliseconds(100));
    const auto stopped = [&] {
        std::vector<UserId> users;
        for (const TypingChanged &change : chat.recorder.payloads<TypingChanged>()) {
            if (!change.isTyping)
                users.push_back(change.user);
        }
        return users;
    };
    QTRY_COMPARE(stopped(), std::vector{chat.carol}); // Carol's time is over, Bob's is not.
}

void TypingServiceTest::isRefusedToThoseOutside_data()
{
    QTest::addColumn<bool>("former");
    QTest::newRow("stranger") << false;
    QTest::newRow("former member") << true;
}

void TypingServiceTest::isRefusedToThoseOutside()
{
    QFETCH(bool, former);
    ChatFixture chat;
    TypingService typing(chat.context);
    const ConversationId group = chat.group(chat.alice, {chat.bob});
    const UserId user = former ? chat.bob : chat.mallory;
    if (former) {
        QVERIFY(await(typing.start(chat.bob, {}, group)));
        QVERIFY(await(chat.groups.remove(chat.alice, group, chat.bob)));
    }
    chat.recorder.clear();
    const auto started = await(typing.start(user, {}, group));
    const auto stopped = await(typing.stop(user, {}, group));
    QVERIFY(!started);
    QVERIFY(!stopped);
    QCOMPARE(started.error().kind, Error::Kind::NotFound);
    QVERIFY(chat.recorder.events<TypingChanged>().empty());
}

QTEST_GUILESS_MAIN(TypingServiceTest)
#include "tst_typingservice.moc"

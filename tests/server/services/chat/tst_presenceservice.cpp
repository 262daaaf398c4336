// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/presenceservice.h"
#include "server/services/identity/lastseen.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;

class PresenceServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsOfTheFirstAndTheLastSocket();
    void tellsOnlyThoseWhoShareAConversation();
    void saysNothingOfAFlicker();
    void notesWhenASessionWasSeen();
};

namespace {

//! Starts \p task and runs the event loop until it is done.
void finish(QCoro::Task<> task)
{
    bool isDone = false;
    std::move(task).then([&isDone] { isDone = true; });
    QTRY_VERIFY(isDone);
}

} // namespace

void PresenceServiceTest::tellsOfTheFirstAndTheLastSocket()
{
    ChatFixture chat;
    LastSeen lastSeen;
    PresenceService presence(chat.context, lastSeen);
    chat.directChat(chat.alice, chat.bob);

    finish(presence.connected(chat.alice, SessionId(1)));
    finish(presence.connected(chat.alice, SessionId(2)));
    QVERIFY(presence.isOnline(chat.alice));
    QCOMPARE(chat.recorder.events<PresenceChanged>().size(), 1u);
    finish(presence.disconnected(chat.alice, SessionId(1)));
    QVERIFY(presence.isOnline(chat.alice));
    QCOMPARE(chat.recorder.events<PresenceChanged>().size(), 1u);
    finish(presence.disconnected(chat.alice, SessionId(2)));
    QVERIFY(!presence.isOnline(chat.alice));

    const auto changes = chat.recorder.payloads<PresenceChanged>();
    QCOMPARE(changes.size(), 2u);
    QVERIFY(changes[0].isOnline);
    QVERIFY(!changes[1].isOnline);
    QCOMPARE(changes[1].user, chat.alice);
    QCOMPARE(changes[1].lastSeen, chat.clock.now());
}

void PresenceServiceTest::tellsOnlyThoseWhoShareAConversation()
{
    ChatFixture chat;
    LastSeen lastSeen;
    PresenceService presence(chat.context, lastSeen);
    chat.directChat(chat.alice, chat.bob);
    const ConversationId group = chat.group(chat.alice, {chat.carol, chat.mallory});
    QVERIFY(await(chat.groups.remove(chat.alice, group, chat.mallory)));
    finish(presence.connected(chat.alice, SessionId(1)));
    const auto events = chat.recorder.events<PresenceChanged>();
    QCOMPARE(events.size(), 1u);
    auto audience = events[0]->audience;
    std::sort(audience.begin(), audience.end());
    QCOMPARE(audience, (std::vector{chat.bob, chat.carol}));
}

void PresenceServiceTest::saysNothingOfAFlicker()
{
    ChatFixture chat;
    LastSeen lastSeen;
    PresenceService presence(chat.context, lastSeen);
    chat.directChat(chat.alice, chat.bob);
    auto connected = presence.connected(chat.alice, SessionId(1));
    auto disconnected = presence.disconnected(chat.alice, SessionId(1));
    finish(std::move(connected));
    finish(std::move(disconnected));
    QVERIFY(chat.recorder.events<PresenceChanged>().empty());
    finish(presence.connected(chat.alice, SessionId(1))); // And counts on as before.
    QCOMPARE(chat.recorder.events<PresenceChanged>().size(), 1u);
}

void PresenceServiceTest::notesWhenASessionWasSeen()
{
    ChatFixture chat;
    LastSeen lastSeen;
    PresenceService presence(chat.context, lastSeen);
    finish(presence.connected(chat.alice, SessionId(7)));
    const auto seen = lastSeen.take();
    QCOMPARE(seen.size(), 1u);
    QCOMPARE(seen[0].session, SessionId(7));
    QCOMPARE(seen[0].at, chat.clock.now());
}

QTEST_GUILESS_MAIN(PresenceServiceTest)
#include "tst_presenceservice.moc"

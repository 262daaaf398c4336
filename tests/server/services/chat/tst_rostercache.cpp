// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

#include <thread>

using namespace linnet;
using namespace linnet::test;

class RosterCacheTest : public QObject
{
    Q_OBJECT

private slots:
    void readsARosterOnce();
    void doesNotKeepWhatDoesNotExist();
    void doesNotKeepWhatWasForgottenWhileItWasRead();
    void staysWithinItsBound();
    void isSafeFromManyThreads();
};

namespace {

size_t sizeOf(const Roster &roster)
{
    return roster.users()->size();
}

//! \return the group of Alice and Bob, with the cache given to look at.
ConversationId addGroup(Stores &stores, qint64 id)
{
    Conversation group;
    group.id = ConversationId(id);
    group.kind = ConversationKind::Group;
    group.createdBy = UserId(101);
    const auto added = stores.conversations.addGroup(group, {UserId(102)});
    if (!added)
        qFatal("%s", qPrintable(added.error().detail));
    return group.id;
}

} // namespace

void RosterCacheTest::readsARosterOnce()
{
    TestStores stores;
    addUser(*stores, UserId(101));
    addUser(*stores, UserId(102));
    const ConversationId group = addGroup(*stores, 7);
    RosterCache cache;

    QVERIFY(!cache.look(group, sizeOf));
    QCOMPARE(*cache.with(group, *stores, sizeOf), 2u);
    QCOMPARE(cache.look(group, sizeOf), std::optional<size_t>(2));

    QVERIFY(stores->members.leave(group, UserId(102)));
    QCOMPARE(*cache.with(group, *stores, sizeOf), 2u); // From memory: nobody said forget().
    cache.forget(group);
    QCOMPARE(*cache.with(group, *stores, sizeOf), 1u);
}

void RosterCacheTest::doesNotKeepWhatDoesNotExist()
{
    TestStores stores;
    RosterCache cache;
    QCOMPARE(*cache.with(ConversationId(9), *stores, sizeOf), 0u);
    QVERIFY(!cache.look(ConversationId(9), sizeOf));
}

void RosterCacheTest::doesNotKeepWhatWasForgottenWhileItWasRead()
{
    TestStores stores;
    addUser(*stores, UserId(101));
    addUser(*stores, UserId(102));
    const ConversationId group = addGroup(*stores, 7);
    RosterCache cache;
    const auto used = cache.with(group, *stores, [&](const Roster &roster) {
        cache.forget(group);
        return sizeOf(roster);
    });
    QCOMPARE(*used, 2u);
    QVERIFY(!cache.look(group, sizeOf));
}

void RosterCacheTest::staysWithinItsBound()
{
    TestStores stores;
    addUser(*stores, UserId(101));
    addUser(*stores, UserId(102));
    RosterCache cache(9); // Three rosters of two members.
    for (qint64 id = 1; id <= 5; ++id)
        QVERIFY(cache.with(addGroup(*stores, id), *stores, sizeOf));
    int kept = 0;
    for (qint64 id = 1; id <= 5; ++id)
        kept += cache.look(ConversationId(id), sizeOf).has_value();
    QCOMPARE(kept, 3);
    QVERIFY(cache.look(ConversationId(5), sizeOf));
}

void RosterCacheTest::isSafeFromManyThreads()
{
    ChatFixture chat;
    const ConversationId group = chat.group(chat.alice, {chat.bob});
    std::atomic<bool> stops = false;
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([&] {
            while (!stops) {
                const auto size = chat.memory.rosters.look(group, sizeOf);
                if (size && *size != 2)
                    qFatal("A roster of another size.");
                chat.memory.rosters.forget(group);
            }
        });
    }
    for (int i = 0; i < 50; ++i)
        chat.say(i % 2 ? chat.alice : chat.bob, group, QString::number(i));
    stops = true;
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(chat.recorder.events<MessageAdded>().size(), 50u);
}

QTEST_GUILESS_MAIN(RosterCacheTest)
#include "tst_rostercache.moc"

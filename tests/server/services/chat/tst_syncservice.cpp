// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

#include <set>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class SyncServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_chat = std::make_unique<ChatFixture>(); }
    void cleanup() { m_chat.reset(); }

    void readsFromAMomentOnWithTheMomentItself();
    void readsAllPagesByTimeWithoutAGap();
    void readsAllPagesByCursorWithoutAGap();
    void deliversWhatItHandsOut();
    void tellsReceiptsByCursor();
    void costsNothingWhenNothingChanged();
    void staysWithinMembership();
    void ignoresForeignCursors();

private:
    //! Fills several conversations of Alice's. \return how many messages.
    int fill(int each);
    SyncResult after(UserId user, const SyncResult::Cursors &cursors)
    {
        return ChatFixture::orFatal(await(m_chat->sync.after(user, cursors)));
    }

    std::unique_ptr<ChatFixture> m_chat;
};

int SyncServiceTest::fill(int each)
{
    const ConversationId one = m_chat->directChat(m_chat->alice, m_chat->bob);
    const ConversationId other = m_chat->directChat(m_chat->alice, m_chat->carol);
    const ConversationId group = m_chat->group(m_chat->bob, {m_chat->alice, m_chat->carol});
    std::vector<QCoro::Task<Result<Message>>> sends;
    for (int i = 0; i < each; ++i) {
        if (i % 7 == 0) // Some share a millisecond, some do not.
            m_chat->clock.advance(std::chrono::milliseconds(1));
        sends.push_back(m_chat->messages.send(m_chat->draft(m_chat->bob, one, u"x"_s)));
        sends.push_back(m_chat->messages.send(m_chat->draft(m_chat->alice, other, u"y"_s)));
        sends.push_back(m_chat->messages.send(m_chat->draft(m_chat->carol, group, u"z"_s)));
        if (sends.size() >= 300) {
            awaitAll(std::move(sends));
            sends.clear();
        }
    }
    awaitAll(std::move(sends));
    return 3 * each;
}

void SyncServiceTest::readsFromAMomentOnWithTheMomentItself()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    m_chat->say(m_chat->alice, direct, u"long ago"_s);
    m_chat->clock.advance(std::chrono::seconds(1));
    const Message seen = m_chat->say(m_chat->alice, direct, u"seen"_s);
    const Message missed = m_chat->say(m_chat->alice, direct, u"in the same moment"_s);

    const auto result = await(m_chat->sync.since(m_chat->bob, seen.createdAt));
    QVERIFY(result);
    QCOMPARE(result->messages.size(), 2u);
    QCOMPARE(result->messages[0].message.id, seen.id);
    QCOMPARE(result->messages[1].message.id, missed.id);
    QVERIFY(!result->hasMore);
}

void SyncServiceTest::readsAllPagesByTimeWithoutAGap()
{
    const int count = fill(400);
    std::set<MessageId> seen;
    Timestamp since{};
    bool hasMore = true;
    for (int page = 0; hasMore && page < 10; ++page) {
        const auto result = await(m_chat->sync.since(m_chat->alice, since));
        QVERIFY(result);
        QVERIFY(result->messages.size() <= size_t(SyncService::MostMessages));
        for (const MessageView &view : result->messages) {
            QVERIFY(view.message.createdAt >= since);
            since = view.message.createdAt;
            seen.insert(view.message.id);
        }
        hasMore = result->hasMore;
    }
    QVERIFY(!hasMore);
    QCOMPARE(seen.size(), size_t(count));
}

void SyncServiceTest::readsAllPagesByCursorWithoutAGap()
{
    const int count = fill(400);
    std::map<ConversationId, qint64> lastSeq;
    SyncResult::Cursors cursors;
    int messages = 0;
    bool hasMore = true;
    for (int page = 0; hasMore && page < 10; ++page) {
        const SyncResult result = after(m_chat->alice, cursors);
        QVERIFY(result.messages.size() <= size_t(SyncService::MostMessages));
        for (const MessageView &view : result.messages) {
            QCOMPARE(view.message.seq, ++lastSeq[view.message.conversation]);
            ++messages;
        }
        for (const auto &[conversation, change] : result.cursors)
            cursors[conversation] = change;
        hasMore = result.hasMore;
    }
    QVERIFY(!hasMore);
    QCOMPARE(messages, count); // Each exactly once.
}

void SyncServiceTest::deliversWhatItHandsOut()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    const Message message = m_chat->say(m_chat->alice, direct, u"1"_s);
    QVERIFY(await(m_chat->sync.since(m_chat->bob, {})));
    const auto changes = m_chat->recorder.payloads<StatusChanged>();
    QCOMPARE(changes.size(), 1u);
    QCOMPARE(changes[0].messages, std::vector{message.id});
    QCOMPARE(changes[0].status, DeliveryStatus::Delivered);

    QVERIFY(await(m_chat->sync.since(m_chat->alice, {}))); // One's own are not.
    QCOMPARE(m_chat->recorder.events<StatusChanged>().size(), 1u);
}

void SyncServiceTest::tellsReceiptsByCursor()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    m_chat->say(m_chat->alice, direct, u"1"_s);
    const SyncResult first = after(m_chat->alice, {});
    QVERIFY(await(m_chat->receipts.markRead(m_chat->bob, direct)));

    const SyncResult second = after(m_chat->alice, first.cursors);
    QVERIFY(second.messages.empty());
    QCOMPARE(second.receipts.size(), 1u);
    QCOMPARE(second.receipts[0].user, m_chat->bob);
    QCOMPARE(second.receipts[0].readSeq, 1);
    QVERIFY(second.cursors.at(direct) > first.cursors.at(direct));
}

void SyncServiceTest::costsNothingWhenNothingChanged()
{
    fill(3);
    SyncResult last = after(m_chat->alice, {});
    last = after(m_chat->alice, last.cursors); // What the first one delivered is a change, too.
    const SyncResult again = after(m_chat->alice, last.cursors);
    QVERIFY(again.messages.empty());
    QVERIFY(again.receipts.empty());
    QVERIFY(!again.hasMore);
    QVERIFY(again.cursors == last.cursors);
}

void SyncServiceTest::staysWithinMembership()
{
    const ConversationId group = m_chat->group(m_chat->alice, {m_chat->bob});
    m_chat->say(m_chat->alice, group, u"1"_s);
    QVERIFY(await(m_chat->groups.remove(m_chat->alice, group, m_chat->bob)));
    m_chat->say(m_chat->alice, group, u"2"_s);
    QVERIFY(await(m_chat->groups.add(m_chat->alice, group, {m_chat->carol})));
    m_chat->say(m_chat->alice, group, u"3"_s);

    const SyncResult former = after(m_chat->bob, {{group, 0}});
    QCOMPARE(former.messages.size(), 2u); // The last one says that he was taken out.
    QCOMPARE(former.messages[0].message.seq, 1);
    QCOMPARE(former.messages[1].message.seq, 2);
    QVERIFY(former.receipts.empty());
    const SyncResult fresh = after(m_chat->carol, {});
    QCOMPARE(fresh.messages.size(), 1u);
    QCOMPARE(fresh.messages[0].message.seq, 5);
    const auto byTime = await(m_chat->sync.since(m_chat->bob, {}));
    QVERIFY(byTime);
    for (const MessageView &view : byTime->messages)
        QVERIFY(view.message.seq <= 2);
}

void SyncServiceTest::ignoresForeignCursors()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    m_chat->say(m_chat->alice, direct, u"secret"_s);
    const SyncResult result = after(m_chat->mallory, {{direct, 0}, {ConversationId(1), 0}});
    QVERIFY(result.messages.empty());
    QVERIFY(result.cursors.empty());
}

QTEST_GUILESS_MAIN(SyncServiceTest)
#include "tst_syncservice.moc"

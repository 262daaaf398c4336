// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/snapshot.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

#include <array>
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

    void leavesOutTheOneMessageThatAMomentIsKnownFrom();
    void readsAllThatShareAMoment();
    void deliversWhatAMomentIsKnownFrom();
    void readsAllPagesByTimeWithoutAGap();
    void readsAllPagesByCursorWithoutAGap();
    void endsAnAnswerBeforeItsTextsGetTooLong_data() { longTexts(); }
    void endsAnAnswerBeforeItsTextsGetTooLong();
    void endsAnAnswerByTimeLaterThanItBegins_data() { longTexts(); }
    void endsAnAnswerByTimeLaterThanItBegins();
    void boundsReceiptsOfAllConversations();
    void tellsAllThatCameToBeWithAGroup();
    void deliversWhatItHandsOut();
    void tellsReceiptsByCursor();
    void costsNothingWhenNothingChanged();
    void staysWithinMembership();
    void ignoresForeignCursors();
    void beginsAnewWhereACursorIsOfAnotherDatabase();
    void findsAllThatCameAfterCursorsOfLostTimes();

private:
    //! Fills several conversations of Alice's. \return how many messages.
    int fill(int each);
    SyncResult after(UserId user, const SyncResult::Cursors &cursors)
    {
        return ChatFixture::orFatal(await(m_chat->sync.after(user, cursors)));
    }

    static void longTexts();
    //! Texts of up to the greatest length, of \p unit, in several conversations of Alice's, some in
    //! the same millisecond. \return them.
    std::map<MessageId, QString> fillWithLong(const QString &unit);
    //! Asks until there is no more. \return what came.
    std::vector<SyncResult> catchUp(UserId user, SyncResult::Cursors cursors);

    std::unique_ptr<ChatFixture> m_chat;
};

namespace {

qsizetype textBytes(const SyncResult &result)
{
    qsizetype bytes = 0;
    for (const MessageView &view : result.messages)
        bytes += view.message.body.toUtf8().size();
    return bytes;
}

} // namespace

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

void SyncServiceTest::leavesOutTheOneMessageThatAMomentIsKnownFrom()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    m_chat->say(m_chat->alice, direct, u"long ago"_s);
    m_chat->clock.advance(std::chrono::seconds(1));
    const Message seen = m_chat->say(m_chat->alice, direct, u"seen"_s);
    const Message missed = m_chat->say(m_chat->alice, direct, u"in the same moment"_s);

    const auto result = await(m_chat->sync.since(m_chat->bob, seen.createdAt));
    QVERIFY(result);
    QCOMPARE(result->messages.size(), 1u);
    QCOMPARE(result->messages[0].message.id, missed.id);
    QVERIFY(!result->hasMore);
    for (const UserId user : {m_chat->alice, m_chat->bob})
        QVERIFY(await(m_chat->sync.since(user, missed.createdAt))->messages.empty());
    const auto justBefore = missed.createdAt - std::chrono::milliseconds(1);
    QCOMPARE(await(m_chat->sync.since(m_chat->bob, justBefore))->messages.size(), 1u);
}

void SyncServiceTest::readsAllThatShareAMoment()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    const ConversationId group = m_chat->group(m_chat->carol, {m_chat->bob});
    const Message seen = m_chat->say(m_chat->alice, direct, u"seen"_s);
    const Message missed = m_chat->say(m_chat->carol, group, u"missed"_s);
    QCOMPARE(seen.createdAt, missed.createdAt);

    const auto result = await(m_chat->sync.since(m_chat->bob, seen.createdAt));
    QVERIFY(result);
    QCOMPARE(result->messages.size(), 2u);
    QVERIFY(await(m_chat->sync.since(m_chat->alice, seen.createdAt))->messages.empty());
}

void SyncServiceTest::deliversWhatAMomentIsKnownFrom()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    const Message seen = m_chat->say(m_chat->alice, direct, u"seen"_s);
    QVERIFY(await(m_chat->sync.since(m_chat->bob, seen.createdAt)));
    const auto changes = m_chat->recorder.payloads<StatusChanged>();
    QCOMPARE(changes.size(), 1u);
    QCOMPARE(changes[0].messages, std::vector{seen.id});
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

void SyncServiceTest::longTexts()
{
    QTest::addColumn<QString>("unit");

    QTest::newRow("one byte") << u"x"_s;
    QTest::newRow("two bytes") << u"ä"_s;
    QTest::newRow("three bytes, longer than an answer") << u"€"_s;
    QTest::newRow("four bytes, longer than an answer") << u"🐦"_s;
}

std::map<MessageId, QString> SyncServiceTest::fillWithLong(const QString &unit)
{
    const std::array chats{m_chat->directChat(m_chat->alice, m_chat->bob),
                           m_chat->group(m_chat->bob, {m_chat->alice, m_chat->carol}),
                           m_chat->group(m_chat->bob, {m_chat->alice})};
    std::map<MessageId, QString> texts;
    const auto say = [&](ConversationId chat, int length) {
        const QString text = unit.repeated(length);
        texts[m_chat->say(m_chat->bob, chat, text).id] = text;
    };
    for (int i = 0; i < 4; ++i) {
        for (const ConversationId chat : chats) {
            say(chat, 65'536 / (1 + i % 3));
            say(chat, 1);
        }
        m_chat->clock.advance(std::chrono::milliseconds(3 * (i % 2)));
    }
    return texts;
}

std::vector<SyncResult> SyncServiceTest::catchUp(UserId user, SyncResult::Cursors cursors)
{
    std::vector<SyncResult> results;
    do {
        results.push_back(after(user, cursors));
        for (const auto &[conversation, change] : results.back().cursors)
            cursors[conversation] = change;
    } while (results.back().hasMore && results.size() < 100);
    return results;
}

void SyncServiceTest::endsAnAnswerBeforeItsTextsGetTooLong()
{
    QFETCH(QString, unit);
    std::map<MessageId, QString> missed = fillWithLong(unit);
    std::map<ConversationId, qint64> lastSeq;
    for (const SyncResult &result : catchUp(m_chat->alice, {})) {
        QVERIFY(!result.messages.empty() || !result.receipts.empty());
        qsizetype longest = 0;
        for (const MessageView &view : result.messages) {
            QCOMPARE(view.message.seq, ++lastSeq[view.message.conversation]);
            longest = std::max(longest, view.message.body.toUtf8().size());
            const auto found = missed.extract(view.message.id);
            QVERIFY(!found || found.mapped() == view.message.body);
        }
        const bool isOneLong = longest > SyncService::MostTextBytes;
        QVERIFY(isOneLong ? textBytes(result) == longest
                          : textBytes(result) <= SyncService::MostTextBytes);
    }
    QVERIFY(missed.empty());
}

void SyncServiceTest::endsAnAnswerByTimeLaterThanItBegins()
{
    QFETCH(QString, unit);
    std::map<MessageId, QString> missed = fillWithLong(unit);
    Timestamp since{};
    bool hasMore = true;
    for (int page = 0; hasMore && page < 100; ++page) {
        const auto result = await(m_chat->sync.since(m_chat->alice, since));
        QVERIFY(result);
        hasMore = result->hasMore;
        const auto &messages = result->messages;
        const Timestamp first = messages.front().message.createdAt;
        QVERIFY(!hasMore || messages.back().message.createdAt > first);
        // Longer than it should be is only what goes no further than it has to.
        const bool isOneText = textBytes(*result) == messages.back().message.body.toUtf8().size();
        if (!isOneText && textBytes(*result) > SyncService::MostTextBytes)
            QVERIFY(messages[messages.size() - 2].message.createdAt == first);
        since = messages.back().message.createdAt;
        for (const MessageView &view : messages) {
            const auto found = missed.extract(view.message.id);
            QVERIFY(!found || found.mapped() == view.message.body);
        }
    }
    QVERIFY(!hasMore);
    QVERIFY(missed.empty());
}

void SyncServiceTest::boundsReceiptsOfAllConversations()
{
    const std::vector others{m_chat->bob, m_chat->carol, m_chat->mallory};
    std::map<ConversationId, qint64> lastSeq;
    for (int i = 0; i < 350; ++i) {
        const ConversationId group = m_chat->group(m_chat->alice, others);
        lastSeq[group] = m_chat->say(m_chat->alice, group, u"1"_s).seq;
    }
    SyncResult::Cursors cursors;
    for (const SyncResult &result : catchUp(m_chat->alice, {})) {
        for (const auto &[conversation, change] : result.cursors)
            cursors[conversation] = change;
    }
    for (const UserId user : others)
        catchUp(user, {}); // Has all delivered to them.

    std::map<std::pair<ConversationId, UserId>, qint64> delivered;
    const std::vector<SyncResult> results = catchUp(m_chat->alice, cursors);
    for (const SyncResult &result : results) {
        QVERIFY(result.receipts.size() <= size_t(SyncService::MostReceipts));
        for (const Member &member : result.receipts)
            delivered[{member.conversation, member.user}] = member.deliveredSeq;
    }
    QVERIFY(results.size() > 1);
    for (const auto &[group, seq] : lastSeq) {
        for (const UserId user : others)
            QCOMPARE((delivered[{group, user}]), seq);
    }
}

void SyncServiceTest::tellsAllThatCameToBeWithAGroup()
{
    std::vector<UserId> others;
    QVERIFY(await(m_chat->database->write([&others](Stores &stores) -> Result<> {
        others.clear();
        for (int i = 1; i < GroupService::MostMembers; ++i) {
            others.emplace_back(1'000'000 + i);
            addUser(stores, others.back());
        }
        return {};
    })));
    const ConversationId large = m_chat->group(m_chat->alice, others);
    const ConversationId busy = m_chat->group(m_chat->alice, {m_chat->bob});
    m_chat->clock.advance(std::chrono::seconds(1));
    m_chat->say(m_chat->alice, busy, u"1"_s); // So it comes first, and takes of the room.

    std::set<UserId> told;
    for (const SyncResult &result : catchUp(m_chat->alice, {})) {
        for (const Member &member : result.receipts) {
            if (member.conversation == large)
                QVERIFY(told.insert(member.user).second);
        }
    }
    QCOMPARE(told.size(), size_t(GroupService::MostMembers));
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

//! As after a restore from a backup that is older than the cursor.
void SyncServiceTest::beginsAnewWhereACursorIsOfAnotherDatabase()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    m_chat->say(m_chat->alice, direct, u"1"_s);
    const qint64 newest = after(m_chat->alice, {}).cursors.at(direct);
    m_chat->say(m_chat->alice, direct, u"2"_s);

    const SyncResult result = after(m_chat->alice, {{direct, newest + 20}});
    QCOMPARE(result.messages.size(), 2u);
    const qint64 cursor = result.cursors.at(direct);
    QVERIFY(cursor < newest + 20);
    m_chat->say(m_chat->alice, direct, u"3"_s);
    QCOMPARE(after(m_chat->alice, {{direct, cursor}}).messages.size(), 1u);
}

//! Whoever was here last before what a backup holds, and comes back when much has been written
//! since.
void SyncServiceTest::findsAllThatCameAfterCursorsOfLostTimes()
{
    const ConversationId direct = m_chat->directChat(m_chat->alice, m_chat->bob);
    m_chat->say(m_chat->alice, direct, u"kept"_s);
    const qint64 kept = after(m_chat->bob, {}).cursors.at(direct);
    const qint64 lost = kept + 20;
    QVERIFY(outrunCursors(m_chat->database.file(), m_chat->clock.now()));

    for (int i = 0; i < 30; ++i)
        m_chat->say(m_chat->alice, direct, QString::number(i));
    const SyncResult result = after(m_chat->bob, {{direct, lost}});
    QCOMPARE(result.messages.size(), 30u);
    QCOMPARE(after(m_chat->bob, {{direct, kept}}).messages.size(), 30u);
    QCOMPARE(after(m_chat->bob, {}).messages.size(), 31u);

    const qint64 cursor = result.cursors.at(direct);
    QVERIFY(after(m_chat->bob, {{direct, cursor}}).messages.empty());
    const Message last = m_chat->say(m_chat->alice, direct, u"last"_s);
    QCOMPARE(after(m_chat->bob, {{direct, cursor}}).messages.front().message.id, last.id);
}

QTEST_GUILESS_MAIN(SyncServiceTest)
#include "tst_syncservice.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/syncservice.h"

#include "server/services/chat/groupservice.h"
#include "server/services/chat/receiptservice.h"
#include "server/services/chat/viewer.h"
#include "server/storage/database.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace linnet {

namespace {

constexpr int ConversationsAtOnce = 100;
constexpr int MostReceiptsOfOneChange = GroupService::MostMembers; //!< That of a group's making.
constexpr qint64 Nowhere = std::numeric_limits<qint64>::max();

//! \brief How much room for texts an answer has left.
class TextRoom
{
public:
    //! \return whether there was room. The first text has it, whatever its length.
    bool take(const MessageView &view)
    {
        const bool isFirst = m_taken == 0;
        m_taken += view.message.body.toUtf8().size();
        return isFirst || m_taken <= SyncService::MostTextBytes;
    }

private:
    qsizetype m_taken = 0;
};

//! \return how many of \p messages one answer has. Who asks again does so from the time of the
//! last, and gets no further unless that is later than the first one's.
size_t countForOneAnswer(const std::vector<MessageView> &messages)
{
    const size_t most = std::min(messages.size(), size_t(SyncService::MostMessages));
    TextRoom room;
    Timestamp last = messages.empty() ? Timestamp() : messages.front().message.createdAt;
    for (size_t i = 0; i < most; ++i) {
        const bool isNeeded = last == messages.front().message.createdAt;
        if (!room.take(messages[i]) && !isNeeded)
            return i;
        last = messages[i].message.createdAt;
    }
    return most;
}

//! Takes out of \p messages, which begin at \p time, what a client has that says this time: the one
//! message that has it. Of several, it may have been cut off between two.
std::optional<MessageView> takeKnown(std::vector<MessageView> &messages, Timestamp time)
{
    const auto isLater = [time](const MessageView &view) { return view.message.createdAt > time; };
    const auto later = std::find_if(messages.begin(), messages.end(), isLater);
    if (later - messages.begin() != 1)
        return std::nullopt;
    auto known = std::optional(std::move(messages.front()));
    messages.erase(messages.begin());
    return known;
}

//! \brief Fills a SyncResult from cursors, within one read transaction.
class Collector
{
public:
    Collector(Stores &stores, UserId viewer, SyncResult::Cursors cursors)
        : m_stores(stores)
        , m_viewer(viewer)
        , m_people(stores, viewer)
        , m_since(std::move(cursors))
    {}

    Result<SyncResult> run()
    {
        if (const auto current = collectCurrent(); !current)
            return current.error();
        if (const auto former = collectFormer(); !former)
            return former.error();
        return std::move(m_result);
    }

private:
    //! What one is a member of; most of it has not changed and costs no query of its own.
    Result<> collectCurrent()
    {
        std::optional<ConversationCursor> place;
        while (!m_result.hasMore) {
            const auto page = m_stores.conversations.list(m_viewer, place, ConversationsAtOnce,
                                                          ConversationStore::Hidden::Included);
            if (!page)
                return page.error();
            for (const ConversationView &view : *page) {
                if (const auto done = collectOne(view.conversation); !done)
                    return done.error();
            }
            if (page->size() < size_t(ConversationsAtOnce))
                break;
            const Conversation &last = page->back().conversation;
            place = ConversationCursor{last.updatedAt, last.id};
        }
        return {};
    }

    Result<> collectOne(const Conversation &conversation)
    {
        if (m_result.hasMore)
            return {};
        const auto known = m_since.extract(conversation.id);
        // A cursor above the last change was given before a restore: what came after it is unknown.
        const bool isOurs = known && known.mapped() <= conversation.lastChange;
        const qint64 since = isOurs ? known.mapped() : 0;
        m_result.cursors[conversation.id] = since;
        if (conversation.lastChange <= since)
            return {};
        auto receipts = m_stores.members.listChanges(conversation.id, since,
                                                     receiptRoom() + MostReceiptsOfOneChange);
        if (!receipts)
            return receipts.error();
        for (Member &member : *receipts) {
            if (member.user != m_viewer)
                member.readSeq = member.shownReadSeq;
        }
        return collect(conversation.id, std::move(*receipts), conversation.lastChange);
    }

    //! What one has left: messages up to then, but not who read what. Foreign ids find nothing, and
    //! cost nothing.
    Result<> collectFormer()
    {
        if (m_result.hasMore || m_since.empty())
            return {};
        const auto left = m_stores.members.listLeft(m_viewer);
        if (!left)
            return left.error();
        for (const ConversationId conversation : *left) {
            const auto known = m_since.find(conversation);
            if (known == m_since.end())
                continue;
            m_result.cursors[conversation] = known->second;
            if (const auto done = collect(conversation, {}, known->second); !done)
                return done.error();
        }
        return {};
    }

    int receiptRoom() const { return SyncService::MostReceipts - int(m_result.receipts.size()); }

    //! Adds what changed after the conversation's cursor and moves that: to \p newest, or to where
    //! messages or receipts had to be cut off, so that the next answer goes on from there.
    Result<> collect(ConversationId conversation, std::vector<Member> receipts, qint64 newest)
    {
        qint64 &cursor = m_result.cursors[conversation];
        const auto room = SyncService::MostMessages - int(m_result.messages.size());
        auto messages =
            m_people.shown(m_stores.messages.listChanges(conversation, m_viewer, cursor, room + 1),
                           &MessageView::sender);
        if (!messages)
            return messages.error();

        qint64 through = std::min(throughTexts(*messages), throughReceipts(receipts));
        if (messages->size() > size_t(room))
            through = std::min(through, messages->back().message.changeSeq - 1);
        const bool isCut = through != Nowhere;
        std::erase_if(*messages, [through](const MessageView &view) {
            return view.message.changeSeq > through;
        });
        std::erase_if(receipts,
                      [through](const Member &member) { return member.changeSeq > through; });

        for (const MessageView &view : *messages)
            newest = std::max(newest, view.message.changeSeq);
        cursor = isCut ? std::max(cursor, through) : newest;
        m_result.hasMore = m_result.hasMore || isCut;
        std::move(messages->begin(), messages->end(), std::back_inserter(m_result.messages));
        std::move(receipts.begin(), receipts.end(), std::back_inserter(m_result.receipts));
        return {};
    }

    //! \return the last change before the first text that there is no room for, or Nowhere.
    qint64 throughTexts(const std::vector<MessageView> &messages)
    {
        for (const MessageView &view : messages) {
            if (!m_textRoom.take(view))
                return view.message.changeSeq - 1;
        }
        return Nowhere;
    }

    //! \return the last change whose \p receipts there is room for, or Nowhere. The next answer can
    //! only go on between two changes, so the first one has room, whatever it takes, if there is
    //! any.
    qint64 throughReceipts(const std::vector<Member> &receipts) const
    {
        const auto room = size_t(std::max(receiptRoom(), 0));
        if (receipts.size() <= room)
            return Nowhere;
        const qint64 first = receipts.front().changeSeq;
        const qint64 through = receipts[room].changeSeq - 1;
        return room > 0 ? std::max(through, first) : through;
    }

    Stores &m_stores;
    const UserId m_viewer;
    Viewer m_people;
    SyncResult::Cursors m_since;
    TextRoom m_textRoom;
    SyncResult m_result;
};

} // namespace

SyncService::SyncService(ChatContext context, ReceiptService &receipts)
    : m_context(context)
    , m_receipts(receipts)
{}

QCoro::Task<Result<SyncResult>> SyncService::since(UserId user, Timestamp time)
{
    const Timestamp justBefore = time - std::chrono::milliseconds(1);
    auto messages = co_await m_context.database.read([user, justBefore](Stores &stores) {
        return Viewer(stores, user)
            .shown(stores.messages.listSince(user, justBefore, MostMessages + 2),
                   &MessageView::sender);
    });
    if (!messages)
        co_return messages.error();

    SyncResult result;
    result.messages = std::move(*messages);
    const auto known = takeKnown(result.messages, time);
    const size_t count = countForOneAnswer(result.messages);
    result.hasMore = result.messages.size() > count;
    result.messages.erase(result.messages.begin() + qsizetype(count), result.messages.end());
    auto arrived = result.messages;
    if (known)
        arrived.push_back(*known); // Whether or not its receipt came through.
    co_await markDelivered(user, std::move(arrived));
    co_return result;
}

QCoro::Task<Result<SyncResult>> SyncService::after(UserId user, SyncResult::Cursors cursors)
{
    const auto result = co_await m_context.database.read(
        [user, cursors](Stores &stores) { return Collector(stores, user, cursors).run(); });
    if (result)
        co_await markDelivered(user, result->messages);
    co_return result;
}

//! A receipt that cannot be stored, on a full disk for instance, takes nothing from who reads.
QCoro::Task<> SyncService::markDelivered(UserId user, std::vector<MessageView> messages)
{
    ReceiptService::Places places;
    for (const MessageView &view : messages) {
        const Message &message = view.message;
        if (message.sender != user)
            places[message.conversation] = std::max(places[message.conversation], message.seq);
    }
    const auto marked = co_await m_receipts.markDelivered(user, std::move(places));
    Q_UNUSED(marked);
}

} // namespace linnet

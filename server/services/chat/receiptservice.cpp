// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/receiptservice.h"

#include "server/bus/eventbus.h"
#include "server/services/chat/audience.h"
#include "server/services/chat/chatmemory.h"
#include "server/storage/database.h"

#include <algorithm>
#include <limits>

namespace linnet {

namespace {

//! How many conversations are taken up at once for somebody who comes back.
constexpr int MostAtOnce = 500;

//! In place of a cursor.
constexpr qint64 NoMember = -1;

} // namespace

ReceiptService::ReceiptService(ChatContext context)
    : m_context(context)
    , m_ledger(context)
{}

QCoro::Task<Result<>> ReceiptService::markDelivered(UserId user, MessageId message)
{
    auto place = m_context.memory.places.find(message);
    if (!place) {
        const auto found = co_await m_context.database.read(
            [user, message](Stores &stores) { return stores.messages.find(message, user); });
        if (!found)
            co_return found.error();
        place = MessagePlace{found->conversation, found->seq, found->sender};
        m_context.memory.places.add(*found);
    }
    if (place->sender == user)
        co_return Result<>();

    const auto delivered = co_await deliver(user, place->conversation, place->seq);
    // In the words for a message that does not exist, whether its place was in memory or not.
    if (!delivered && delivered.error().kind == Error::Kind::NotFound)
        co_return noSuchMessage();
    co_return delivered;
}

QCoro::Task<Result<>> ReceiptService::deliver(UserId user, ConversationId conversation, qint64 seq)
{
    const auto known = m_context.memory.rosters.look(conversation, [user](const Roster &roster) {
        const Roster::Entry *entry = roster.find(user);
        return entry ? entry->delivered : NoMember;
    });
    if (!known) {
        const auto moved = co_await take({user, DeliveryStatus::Delivered, seq}, conversation);
        co_return moved ? Result<>() : moved.error();
    }
    if (*known == NoMember)
        co_return noSuchConversation();
    // Where somebody reports the same twice in one moment, the second answer may come before the
    // first report is on disk.
    if (*known >= seq)
        co_return Result<>();
    const auto arrived = co_await markArrived(conversation, {{user, seq, 0}});
    co_return arrived;
}

QCoro::Task<Result<>> ReceiptService::markDelivered(UserId user, Places upTo)
{
    if (upTo.empty())
        co_return Result<>();
    const auto moved = co_await m_context.database.write(
        [this, user, upTo](Stores &stores) { return moveAll(stores, user, upTo); },
        [this](const Result<ReceiptOutcome> &outcome) { announce(outcome); });
    if (!moved)
        co_return moved.error();
    co_return Result<>();
}

QCoro::Task<Result<>> ReceiptService::markAllDelivered(UserId user)
{
    auto after = ConversationId();
    bool isDone = false;
    while (!isDone) {
        const auto behind = co_await m_context.database.read([user, after](Stores &stores) {
            return stores.members.listUndelivered(user, after, MostAtOnce);
        });
        if (!behind)
            co_return behind.error();
        isDone = behind->size() < MostAtOnce;
        Places upTo;
        for (const Conversation &conversation : *behind)
            upTo[conversation.id] = conversation.lastSeq;
        if (!behind->empty())
            after = behind->back().id;
        const auto marked = co_await markDelivered(user, upTo);
        if (!marked)
            co_return marked.error();
    }
    co_return Result<>();
}

QCoro::Task<Result<>> ReceiptService::markArrived(ConversationId conversation,
                                                  std::vector<Arrival> arrivals)
{
    const Joined joined = joinWaiting(conversation, arrivals);
    const Batch batch = joined.batch;
    if (!joined.isFirst) {
        const auto stored = co_await ArrivalBatch::stored(batch);
        co_return stored;
    }
    const auto moved = co_await m_context.database.write(
        [this, conversation, batch](Stores &stores) {
            return m_ledger.move(stores, conversation, close(conversation, batch));
        },
        [this, conversation, batch](const Result<ReceiptOutcome> &outcome) {
            close(conversation, batch); // It may never have run.
            announce(outcome);
            batch->settle(outcome ? Result<>() : outcome.error());
        });
    if (!moved)
        co_return moved.error();
    co_return Result<>();
}

QCoro::Task<Result<qint64>> ReceiptService::markRead(UserId user, ConversationId conversation)
{
    const qint64 everything = std::numeric_limits<qint64>::max();
    const auto moved = co_await take({user, DeliveryStatus::Read, everything}, conversation);
    if (!moved)
        co_return moved.error();
    co_return moved->messages;
}

QCoro::Task<Result<std::vector<ReadingStep>>> ReceiptService::readings(UserId viewer,
                                                                       ConversationId conversation)
{
    auto readings = co_await m_context.database.read(
        [viewer, conversation](Stores &stores) -> Result<std::vector<ReadingStep>> {
            if (const auto member = stores.members.find(conversation, viewer); !member)
                return member.error();
            return stores.members.listReadings(conversation, MostReadings);
        });
    co_return readings;
}

//! \return NotFound unless it is a member's step.
QCoro::Task<Result<ReceiptOutcome>> ReceiptService::take(ReceiptStep step,
                                                         ConversationId conversation)
{
    auto moved = co_await m_context.database.write(
        [this, step, conversation](Stores &stores) {
            return m_ledger.move(stores, conversation, {step});
        },
        [this](const Result<ReceiptOutcome> &outcome) { announce(outcome); });
    if (moved && moved->members == 0)
        co_return noSuchConversation();
    co_return moved;
}

//! \return the batch that \p arrivals are in, whose write has not begun.
ReceiptService::Joined ReceiptService::joinWaiting(ConversationId conversation,
                                                   const std::vector<Arrival> &arrivals)
{
    QMutexLocker locker(&m_mutex);
    Batch &waiting = m_waiting[conversation];
    const bool isFirst = !waiting;
    if (isFirst)
        waiting = std::make_shared<ArrivalBatch>();
    waiting->add(arrivals);
    return {waiting, isFirst};
}

//! Nobody joins \p batch from now on. \return what is in it, also when asked again.
ReceiptSteps ReceiptService::close(ConversationId conversation, const Batch &batch)
{
    QMutexLocker locker(&m_mutex);
    const auto waiting = m_waiting.find(conversation);
    if (waiting != m_waiting.end() && waiting->second == batch)
        m_waiting.erase(waiting);
    ReceiptSteps steps;
    for (const auto &[user, arrival] : batch->arrivals()) {
        if (arrival.watchedSeq > 0)
            steps.push_back({user, DeliveryStatus::Read, arrival.watchedSeq});
        if (arrival.seq > arrival.watchedSeq)
            steps.push_back({user, DeliveryStatus::Delivered, arrival.seq});
    }
    return steps;
}

//! What \p user is not a member of any more is left out.
Result<ReceiptOutcome> ReceiptService::moveAll(Stores &stores, UserId user,
                                               const Places &upTo) const
{
    ReceiptOutcome all;
    for (const auto &[conversation, seq] : upTo) {
        auto moved = m_ledger.move(stores, conversation, {{user, DeliveryStatus::Delivered, seq}});
        if (!moved)
            return moved;
        all.add(std::move(*moved));
    }
    return all;
}

void ReceiptService::announce(const Result<ReceiptOutcome> &outcome) const
{
    if (!outcome)
        return;
    for (const StatusChanged &change : outcome->changes) {
        const auto &users = outcome->users.at(change.conversation);
        m_context.bus.publish({change, {change.sender}, {}, without(*users, change.sender)});
    }
    for (const auto &[reader, read] : outcome->read)
        m_context.bus.publish({read, {reader}, {}});
}

} // namespace linnet

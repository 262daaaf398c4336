// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/receiptservice.h"

#include "server/bus/eventbus.h"
#include "server/services/chat/audience.h"
#include "server/services/chat/chatmemory.h"
#include "server/storage/database.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

//! Senders hear of so many of the newest messages one by one; older ones show it when they reload.
constexpr qint64 MostAnnounced = 1'000;

struct Floors
{
    Floor delivered;
    Floor read;
};

//! \brief Sorts messages by their sender and by what has now become of them.
class StatusSorter
{
public:
    StatusSorter(ConversationId conversation, Timestamp at)
        : m_conversation(conversation)
        , m_at(at)
    {}

    void add(const SentMessage &message, DeliveryStatus status)
    {
        auto [change, isNew] = m_changes.try_emplace({message.sender, status});
        if (isNew)
            change->second = {m_conversation, message.sender, {}, status, m_at};
        change->second.messages.push_back(message.id);
    }

    std::vector<StatusChanged> take()
    {
        std::vector<StatusChanged> changes;
        for (auto &[key, change] : m_changes)
            changes.push_back(std::move(change));
        return changes;
    }

private:
    ConversationId m_conversation;
    Timestamp m_at;
    std::map<std::pair<UserId, DeliveryStatus>, StatusChanged> m_changes;
};

} // namespace

ReceiptService::ReceiptService(ChatContext context)
    : m_context(context)
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

    const auto delivered =
        co_await deliver({user, place->conversation, DeliveryStatus::Delivered, place->seq});
    co_return delivered;
}

QCoro::Task<Result<>> ReceiptService::markDelivered(UserId user, Places upTo)
{
    if (upTo.empty())
        co_return Result<>();
    const auto moved = co_await m_context.database.write(
        [this, user, upTo](Stores &stores) { return moveAll(stores, user, upTo); },
        [this, upTo](const Result<Moved> &outcome) { settle(upTo, outcome); });
    if (!moved)
        co_return moved.error();
    co_return Result<>();
}

QCoro::Task<Result<qint64>> ReceiptService::markRead(UserId user, ConversationId conversation)
{
    const Step step{user, conversation, DeliveryStatus::Read, std::numeric_limits<qint64>::max()};
    const auto moved = co_await m_context.database.write(
        [this, step](Stores &stores) { return move(stores, step); },
        [this, conversation](const Result<Moved> &outcome) {
            settle({{conversation, 0}}, outcome);
        });
    if (!moved)
        co_return moved.error();
    co_return moved->messages;
}

QCoro::Task<Result<>> ReceiptService::deliver(Step step)
{
    const auto known =
        m_context.memory.rosters.look(step.conversation, [&step](const Roster &roster) {
            const Roster::Entry *entry = roster.find(step.user);
            return entry && entry->delivered >= step.seq;
        });
    if (known.value_or(false) || joinWaiting(step))
        co_return Result<>();

    // The work may run twice, but what waits can be taken only once.
    const auto furthest = std::make_shared<qint64>(step.seq);
    const auto moved = co_await m_context.database.write(
        [this, step, furthest](Stores &stores) {
            *furthest = std::max(*furthest, takeWaiting(step));
            Step combined = step;
            combined.seq = *furthest;
            return move(stores, combined);
        },
        [this, step](const Result<Moved> &outcome) {
            settle({{step.conversation, 0}}, outcome);
        });
    if (!moved) {
        takeWaiting(step);
        co_return moved.error();
    }
    co_return Result<>();
}

//! \return whether a write that has not begun will do \p step, too.
bool ReceiptService::joinWaiting(const Step &step)
{
    QMutexLocker locker(&m_mutex);
    const auto [waiting, isFirst] = m_waiting.try_emplace({step.conversation, step.user}, step.seq);
    waiting->second = std::max(waiting->second, step.seq);
    return !isFirst;
}

qint64 ReceiptService::takeWaiting(const Step &step)
{
    QMutexLocker locker(&m_mutex);
    const auto waiting = m_waiting.extract({step.conversation, step.user});
    return waiting ? waiting.mapped() : 0;
}

Result<ReceiptService::Moved> ReceiptService::move(Stores &stores, const Step &step) const
{
    const auto before =
        m_context.memory.rosters.with(step.conversation, stores, [&step](const Roster &roster) {
            const Roster::Entry *entry = roster.find(step.user);
            return entry ? std::optional(*entry) : std::nullopt;
        });
    if (!before)
        return before.error();
    if (!*before)
        return noSuchConversation();

    const bool isRead = step.reached == DeliveryStatus::Read;
    if (!isRead && (*before)->delivered >= step.seq)
        return Moved();
    const auto advance = isRead
        ? stores.members.advanceRead(step.conversation, step.user, step.seq)
        : stores.members.advanceDelivered(step.conversation, step.user, step.seq);
    if (!advance)
        return advance.error();
    if (!advance->moved())
        return Moved();

    Step done = step;
    done.seq = advance->to;
    auto changes = reached(stores, done, **before);
    if (!changes)
        return changes.error();
    return Moved{advance->messages, std::move(*changes)};
}

//! What \p user is not a member of any more is left out.
Result<ReceiptService::Moved> ReceiptService::moveAll(Stores &stores, UserId user,
                                                      const Places &upTo) const
{
    Moved all;
    for (const auto &[conversation, seq] : upTo) {
        auto moved = move(stores, {user, conversation, DeliveryStatus::Delivered, seq});
        if (!moved && moved.error().kind == Error::Kind::NotFound)
            continue;
        if (!moved)
            return moved;
        all.messages += moved->messages;
        std::move(moved->changes.begin(), moved->changes.end(), std::back_inserter(all.changes));
    }
    return all;
}

//! \return what the senders are to be told, now that \p step has moved on from \p before.
Result<std::vector<StatusChanged>> ReceiptService::reached(Stores &stores, const Step &step,
                                                           const Roster::Entry &before) const
{
    const auto floors =
        m_context.memory.rosters.with(step.conversation, stores, [&step](Roster &roster) {
            roster.advance(step.user, step.reached, step.seq);
            return Floors{roster.floor(DeliveryStatus::Delivered),
                          roster.floor(DeliveryStatus::Read)};
        });
    if (!floors)
        return floors.error();

    const bool isRead = step.reached == DeliveryStatus::Read;
    const qint64 from = std::max(isRead ? before.read : before.delivered, step.seq - MostAnnounced);
    const qint64 through = std::min(step.seq, floors->delivered.highest());
    StatusSorter sorter(step.conversation, m_context.clock.now());
    if (through <= from)
        return sorter.take();
    const auto sent = stores.messages.listReceived({step.conversation, from, through}, step.user);
    if (!sent)
        return sent.error();
    for (const SentMessage &message : *sent) {
        const auto status = statusOf(message.sender, message.seq, floors->delivered, floors->read);
        const bool isNewlyDelivered = message.seq > before.delivered;
        if (isRead && status == DeliveryStatus::Read)
            sorter.add(message, status);
        else if (status == DeliveryStatus::Delivered && isNewlyDelivered)
            sorter.add(message, status);
    }
    return sorter.take();
}

void ReceiptService::settle(const Places &touched, const Result<Moved> &outcome) const
{
    if (!outcome) {
        for (const auto &[conversation, seq] : touched)
            m_context.memory.rosters.forget(conversation);
        return;
    }
    for (const StatusChanged &change : outcome->changes)
        m_context.bus.publish({change, {change.sender}, {}});
}

} // namespace linnet

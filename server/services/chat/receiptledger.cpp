// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/receiptledger.h"

#include "common/core/clock.h"
#include "server/services/chat/chatmemory.h"
#include "server/storage/stores.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <utility>

namespace linnet {

namespace {

//! Senders hear of so many of the newest messages one by one; older ones show it when they reload.
constexpr qint64 MostAnnounced = 1'000;

//! \brief Sorts messages by their sender and by what has now become of them.
class StatusSorter
{
public:
    //! \p common says what all changes share.
    explicit StatusSorter(StatusChanged common)
        : m_common(std::move(common))
    {}

    StatusChanged &changeFor(UserId sender, DeliveryStatus status)
    {
        StatusChanged &change = m_changes.try_emplace({sender, status}, m_common).first->second;
        change.sender = sender;
        change.status = status;
        return change;
    }

    std::vector<StatusChanged> take()
    {
        std::vector<StatusChanged> changes;
        for (auto &[key, change] : m_changes)
            changes.push_back(std::move(change));
        return changes;
    }

private:
    StatusChanged m_common;
    std::map<std::pair<UserId, DeliveryStatus>, StatusChanged> m_changes;
};

qint64 cursorOf(const Roster::Entry &entry, DeliveryStatus reached)
{
    return reached == DeliveryStatus::Read ? entry.read : entry.delivered;
}

//! \return who of \p taken, which may be any list of steps, moved last and is not \p sender.
template <typename Taken>
UserId lastBut(const std::vector<Taken> &taken, UserId sender)
{
    const auto isAnother = [sender](const auto &each) { return each.step.user != sender; };
    const auto last = std::find_if(taken.rbegin(), taken.rend(), isAnother);
    return last == taken.rend() ? UserId() : last->step.user;
}

Result<ReceiptAdvance> advance(Stores &stores, ConversationId conversation, const ReceiptStep &step,
                               Reading reading)
{
    return step.reached == DeliveryStatus::Read
        ? stores.members.advanceRead(conversation, step.user, step.seq, reading)
        : stores.members.advanceDelivered(conversation, step.user, step.seq);
}

//! What has got to somebody is not to show across a block, not even once it is lifted.
Result<ReceiptAdvance> advanceUnnoticed(Stores &stores, ConversationId conversation,
                                        const ReceiptStep &step)
{
    return step.reached == DeliveryStatus::Read
        ? stores.members.readUnnoticed(conversation, step.user, step.seq)
        : ReceiptAdvance();
}

} // namespace

void ReceiptOutcome::add(ReceiptOutcome other)
{
    members += other.members;
    messages += other.messages;
    std::move(other.changes.begin(), other.changes.end(), std::back_inserter(changes));
    users.merge(other.users);
    read.merge(other.read);
}

DeliveryStatus ReceiptLedger::Standing::statusOf(const SentMessage &message) const
{
    return linnet::statusOf(message.sender, message.seq, delivered, read);
}

ReceiptLedger::Standing ReceiptLedger::standingIn(const Roster &roster, const ReceiptSteps &steps)
{
    Standing standing{roster.floor(DeliveryStatus::Delivered),
                      roster.floor(DeliveryStatus::Read),
                      {},
                      roster.users(),
                      {},
                      roster.traits().isClosed};
    if (roster.traits().isDirect)
        standing.direct = *roster.users();
    for (const ReceiptStep &step : steps) {
        const Roster::Entry *entry = roster.find(step.user);
        standing.entries.push_back(entry ? std::optional(*entry) : std::nullopt);
    }
    return standing;
}

Result<ReceiptOutcome> ReceiptLedger::move(Stores &stores, ConversationId conversation,
                                           const ReceiptSteps &steps) const
{
    const auto before = m_context.memory.rosters.with(
        conversation, stores, [&steps](const Roster &roster) { return standingIn(roster, steps); });
    if (!before)
        return before.error();
    const auto reading = readingIn(stores, steps, before->direct);
    if (!reading)
        return reading.error();

    // What all of a group have read is nobody's one moment, and what is read across a block
    // nobody's business.
    const bool isDated = *reading == Reading::Shown && !before->direct.empty() && !before->isClosed;
    ReceiptOutcome outcome;
    std::vector<Taken> taken;
    for (size_t i = 0; i < steps.size(); ++i) {
        const auto &entry = before->entries[i];
        outcome.members += entry ? 1 : 0;
        if (!entry || cursorOf(*entry, steps[i].reached) >= steps[i].seq)
            continue;
        const auto moved = before->isClosed ? advanceUnnoticed(stores, conversation, steps[i])
                                            : advance(stores, conversation, steps[i], *reading);
        if (!moved)
            return moved.error();
        if (!moved->moved())
            continue;
        outcome.messages += moved->messages;
        taken.push_back({{steps[i].user, steps[i].reached, moved->to}, moved->from, *reading});
        taken.back().isDated = isDated;
        if (auto settled = settle(stores, conversation, taken.back(), outcome); !settled)
            return settled.error();
    }
    if (taken.empty())
        return outcome;
    if (before->isClosed) {
        m_context.memory.rosters.forget(conversation);
        return outcome;
    }
    auto changed = changes(stores, conversation, taken, *before);
    if (!changed)
        return changed.error();
    outcome.changes = std::move(*changed);
    outcome.users[conversation] = before->users;
    return outcome;
}

//! In a direct chat, whoever does not tell that they have read is not told either; groups always
//! tell.
Result<Reading> ReceiptLedger::readingIn(Stores &stores, const ReceiptSteps &steps,
                                         const std::vector<UserId> &direct) const
{
    const auto isRead = [](const ReceiptStep &step) {
        return step.reached == DeliveryStatus::Read;
    };
    if (std::none_of(steps.begin(), steps.end(), isRead))
        return Reading::Shown;
    for (const UserId user : direct) {
        const auto profile = m_context.memory.profiles.find(user, stores);
        if (!profile)
            return profile.error();
        if (!profile->user.privacy.readReceipts)
            return Reading::Hidden;
    }
    return Reading::Shown;
}

Result<> ReceiptLedger::settle(Stores &stores, ConversationId conversation, const Taken &taken,
                               ReceiptOutcome &outcome) const
{
    const UserId reader = taken.step.user;
    if (taken.step.reached != DeliveryStatus::Read)
        return {};
    if (taken.isDated) {
        const ReadingStep reading{reader, taken.from, taken.step.seq, m_context.clock.now()};
        if (auto noted = stores.members.noteReading(conversation, reading); !noted)
            return noted;
    }
    const auto read = m_notifications.markRead(stores, reader, conversation);
    if (!read)
        return read.error();
    if (*read)
        outcome.read[reader] = **read;
    return {};
}

//! \return what the senders are to be told, now that \p taken has led on from \p before.
Result<std::vector<StatusChanged>> ReceiptLedger::changes(Stores &stores,
                                                          ConversationId conversation,
                                                          const std::vector<Taken> &taken,
                                                          const Standing &before) const
{
    qint64 from = std::numeric_limits<qint64>::max();
    qint64 furthest = 0;
    for (const Taken &each : taken) {
        from = std::min(from, each.from);
        furthest = std::max(furthest, each.step.seq);
    }
    const auto after =
        m_context.memory.rosters.with(conversation, stores, [&taken](Roster &roster) {
            for (const Taken &each : taken)
                roster.advance(each.step.user, each.step.reached, each.step.seq, each.reading);
            return standingIn(roster, {});
        });
    if (!after)
        return after.error();

    from = std::max(from, furthest - MostAnnounced);
    const qint64 through = std::min(furthest, after->delivered.highest());
    if (through <= from)
        return std::vector<StatusChanged>();
    // One's own step makes nothing of one's own messages.
    const UserId reader = taken.size() == 1 ? taken.front().step.user : UserId();
    const auto sent = stores.messages.listReceived({conversation, from, through}, reader);
    if (!sent)
        return sent.error();
    StatusChanged common;
    common.conversation = conversation;
    common.at = m_context.clock.now();
    StatusSorter sorter(common);
    for (const SentMessage &message : *sent) {
        const DeliveryStatus status = after->statusOf(message);
        if (status == before.statusOf(message))
            continue;
        StatusChanged &change = sorter.changeFor(message.sender, status);
        change.messages.push_back(message.id);
        change.by = lastBut(taken, message.sender);
    }
    return sorter.take();
}

} // namespace linnet

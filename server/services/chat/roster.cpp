// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/roster.h"

#include <algorithm>
#include <utility>

namespace linnet {

void Floor::include(UserId user, qint64 seq)
{
    ++m_count;
    if (seq < m_least) {
        m_second = m_least;
        m_least = seq;
        m_leastUser = user;
    } else if (seq < m_second) {
        m_second = seq;
    }
}

bool Floor::covers(UserId sender, qint64 seq) const
{
    const bool isAlone = m_count == 0 || (m_count == 1 && m_leastUser == sender);
    const qint64 reached = m_leastUser == sender ? m_second : m_least;
    return !isAlone && reached >= seq;
}

Roster::Roster(const std::vector<Member> &members, RosterTraits traits)
    : m_traits(std::move(traits))
{
    for (const Member &member : members)
        m_entries.push_back(
            {member.user, member.deliveredSeq, member.readSeq, member.shownReadSeq});
    std::sort(m_entries.begin(), m_entries.end(),
              [](const Entry &a, const Entry &b) { return a.user < b.user; });

    std::vector<UserId> users;
    for (const Entry &entry : m_entries)
        users.push_back(entry.user);
    m_users = std::make_shared<const std::vector<UserId>>(std::move(users));
}

size_t Roster::indexOf(UserId user) const
{
    const auto isBefore = [](const Entry &entry, UserId id) { return entry.user < id; };
    const auto entry = std::lower_bound(m_entries.begin(), m_entries.end(), user, isBefore);
    const bool isThere = entry != m_entries.end() && entry->user == user;
    return isThere ? size_t(entry - m_entries.begin()) : m_entries.size();
}

const Roster::Entry *Roster::find(UserId user) const
{
    const size_t index = indexOf(user);
    return index < m_entries.size() ? &m_entries[index] : nullptr;
}

void Roster::advance(UserId user, DeliveryStatus reached, qint64 seq, Reading reading)
{
    const size_t index = indexOf(user);
    if (index == m_entries.size())
        return;
    Entry &entry = m_entries[index];
    entry.delivered = std::max(entry.delivered, seq);
    if (reached != DeliveryStatus::Read)
        return;
    entry.read = std::max(entry.read, seq);
    if (reading == Reading::Shown)
        entry.shownRead = std::max(entry.shownRead, seq);
}

Floor Roster::floor(DeliveryStatus reached) const
{
    Floor floor;
    for (const Entry &entry : m_entries)
        floor.include(entry.user,
                      reached == DeliveryStatus::Read ? entry.shownRead : entry.delivered);
    return floor;
}

DeliveryStatus statusOf(UserId sender, qint64 seq, const Floor &delivered, const Floor &read)
{
    if (read.covers(sender, seq))
        return DeliveryStatus::Read;
    return delivered.covers(sender, seq) ? DeliveryStatus::Delivered : DeliveryStatus::Sent;
}

} // namespace linnet

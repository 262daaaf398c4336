// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/hub/rooms.h"

#include <algorithm>

namespace linnet {

bool Rooms::move(const RoomMove &move, quint64 number)
{
    if (move.direction == RoomMove::Direction::Hide) {
        m_hidden = std::max(m_hidden, number);
        return false;
    }
    Entry &entry = entryFor(move.conversation);
    if (number < entry.number)
        return false;
    const bool wasWatched = isWatched(entry);
    entry.number = number;
    entry.isInside = move.direction != RoomMove::Direction::Leave;
    if (move.direction == RoomMove::Direction::EnterInstead)
        m_hidden = std::max(m_hidden, number);
    return isWatched(entry) && !wasWatched;
}

bool Rooms::contains(ConversationId conversation) const
{
    return std::any_of(m_entries.begin(), m_entries.end(), [conversation](const Entry &each) {
        return each.isInside && each.conversation == conversation;
    });
}

bool Rooms::isWatched(ConversationId conversation) const
{
    return std::any_of(m_entries.begin(), m_entries.end(), [&](const Entry &each) {
        return each.conversation == conversation && isWatched(each);
    });
}

bool Rooms::isWatched(const Entry &entry) const
{
    return entry.isInside && entry.number >= m_hidden;
}

Rooms::Entry &Rooms::entryFor(ConversationId conversation)
{
    const auto known =
        std::find_if(m_entries.begin(), m_entries.end(), [conversation](const Entry &each) {
            return each.conversation == conversation;
        });
    if (known != m_entries.end())
        return *known;
    if (m_entries.size() < MostRooms)
        return m_entries.emplace_back(Entry{conversation});
    const auto oldest =
        std::min_element(m_entries.begin(), m_entries.end(),
                         [](const Entry &a, const Entry &b) { return a.number < b.number; });
    return *oldest = Entry{conversation};
}

} // namespace linnet

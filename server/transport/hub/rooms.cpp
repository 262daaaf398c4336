// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/hub/rooms.h"

#include "server/services/chat/conversationservice.h"

#include <algorithm>

namespace linnet {

static_assert(Rooms::MostRooms >= size_t(ConversationService::MostListed));

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
    const Entry *entry = find(conversation);
    return entry && entry->isInside;
}

bool Rooms::isWatched(ConversationId conversation) const
{
    const Entry *entry = find(conversation);
    return entry && isWatched(*entry);
}

bool Rooms::isWatched(const Entry &entry) const
{
    return entry.isInside && entry.number >= m_hidden;
}

Rooms::Entry &Rooms::entryFor(ConversationId conversation)
{
    if (!find(conversation)) {
        if (m_entries.size() >= MostRooms)
            forgetOldest();
        m_entries.insert(placeOf(conversation), Entry{conversation});
    }
    return m_entries[size_t(placeOf(conversation) - m_entries.begin())];
}

const Rooms::Entry *Rooms::find(ConversationId conversation) const
{
    const auto place = placeOf(conversation);
    return place != m_entries.end() && place->conversation == conversation ? &*place : nullptr;
}

Rooms::Entries::const_iterator Rooms::placeOf(ConversationId conversation) const
{
    return std::lower_bound(
        m_entries.begin(), m_entries.end(), conversation,
        [](const Entry &entry, ConversationId id) { return entry.conversation < id; });
}

void Rooms::forgetOldest()
{
    m_entries.erase(
        std::min_element(m_entries.begin(), m_entries.end(),
                         [](const Entry &a, const Entry &b) { return a.number < b.number; }));
}

} // namespace linnet

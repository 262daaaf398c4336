// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

#include <vector>

namespace linnet {

//! \brief The rooms one socket is in. Bounded: who opens ever more windows has closed the oldest.
class Rooms
{
public:
    static constexpr size_t MostRooms = 50;

    //! Does nothing if a move with a higher \p number was made for the same room before.
    //! \return whether the socket has come in, and was not there already.
    bool move(const RoomMove &move, quint64 number);

    bool contains(ConversationId conversation) const;

private:
    //! \brief A room that was entered or left last by the request of this number.
    struct Entry
    {
        ConversationId conversation;
        quint64 number = 0;
        bool isInside = false;
    };

    Entry &entryFor(ConversationId conversation);

    std::vector<Entry> m_entries;
};

} // namespace linnet

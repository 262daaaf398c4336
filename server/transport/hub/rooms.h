// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

#include <vector>

namespace linnet {

//! \brief The rooms one socket is in. Bounded: who opens ever more windows has closed the oldest.
//! Some pages open all their chats at once, so there is room for as many as a list of them has.
class Rooms
{
public:
    static constexpr size_t MostRooms = 500;

    //! Does nothing if a move with a higher \p number was made for the same room before.
    //! \return whether the socket watches the room now, and did not before.
    bool move(const RoomMove &move, quint64 number);

    bool contains(ConversationId conversation) const;
    //! \return whether what is said in the room is read: it is open, and was not hidden since.
    bool isWatched(ConversationId conversation) const;

private:
    //! \brief A room that was entered or left last by the request of this number.
    struct Entry
    {
        ConversationId conversation;
        quint64 number = 0;
        bool isInside = false;
    };

    using Entries = std::vector<Entry>;

    Entry &entryFor(ConversationId conversation);
    const Entry *find(ConversationId conversation) const;
    //! \return where it is, or else belongs.
    Entries::const_iterator placeOf(ConversationId conversation) const;
    void forgetOldest();
    bool isWatched(const Entry &entry) const;

    Entries m_entries; //!< By conversation.
    quint64 m_hidden = 0; //!< What was entered by requests before this one is not watched.
};

} // namespace linnet

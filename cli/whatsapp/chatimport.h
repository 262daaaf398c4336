// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/whatsapp/chatarchive.h"
#include "cli/whatsapp/chatclock.h"
#include "cli/whatsapp/chatpeople.h"
#include "cli/whatsapp/chatreader.h"
#include "cli/whatsapp/historysender.h"

namespace linnet::cli {

//! \brief What of a chat is not sent, and from when the chat is.
struct ChatTotals
{
    qint64 leftOut = 0; //!< Messages of people who are left out.
    qint64 empty = 0; //!< Messages that say nothing.
    qint64 missingFiles = 0; //!< Which a message names, and the zip has not, or too large.
    std::optional<Timestamp> first;
    std::optional<Timestamp> last;
};

//! \brief Makes messages of an account's of those of an exported chat.
class ChatImport
{
public:
    //! \p archive and \p people outlive it.
    ChatImport(const ChatArchive &archive, const ChatPeople &people, DateOrder order,
               const QTimeZone &zone)
        : m_archive(archive)
        , m_people(people)
        , m_clock(order, zone)
        , m_order(order)
    {}

    //! \return what is to be stored for \p entry; nothing: nothing. Entries come in order.
    std::optional<HistoryItem> next(const ChatEntry &entry);

    const ChatTotals &totals() const { return m_totals; }

private:
    QString keyOf(const ChatEntry &entry);

    const ChatArchive &m_archive;
    const ChatPeople &m_people;
    ChatClock m_clock;
    const DateOrder m_order;
    ChatStamp m_stamp; //!< Of the entry before.
    QHash<QByteArray, int> m_twins; //!< How often the same was said at m_stamp.
    ChatTotals m_totals;
};

} // namespace linnet::cli

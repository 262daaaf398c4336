// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/conversation.h"
#include "common/domain/message.h"

#include <QString>

#include <limits>
#include <memory>
#include <vector>

namespace linnet {

//! \brief The two lowest cursors of a conversation: tells for every sender whether all the others
//! have got to a message.
class Floor
{
public:
    void include(UserId user, qint64 seq);

    //! \return whether everybody but \p sender has reached \p seq; false where there is nobody
    //! else.
    bool covers(UserId sender, qint64 seq) const;

    //! \return the last place that can be covered for any sender.
    qint64 highest() const { return m_count > 1 ? m_second : 0; }

private:
    qint64 m_least = std::numeric_limits<qint64>::max();
    qint64 m_second = std::numeric_limits<qint64>::max();
    UserId m_leastUser;
    int m_count = 0;
};

//! \brief What of the conversation itself decides who hears of what.
struct RosterTraits
{
    bool isDirect = false;
    bool isClosed = false; //!< As Conversation::isClosed.
    QString title = {}; //!< As Conversation::title.
};

//! \brief The members of one conversation and how far each has got.
class Roster
{
public:
    struct Entry
    {
        UserId user;
        qint64 delivered = 0;
        qint64 read = 0;
        qint64 shownRead = 0; //!< What the others may know of it.
    };

    explicit Roster(const std::vector<Member> &members, RosterTraits traits = {});

    const RosterTraits &traits() const { return m_traits; }

    //! \return null unless \p user is a member.
    const Entry *find(UserId user) const;

    //! Moves \p user's cursors forward, never back; what is read is delivered.
    void advance(UserId user, DeliveryStatus reached, qint64 seq, Reading reading = Reading::Shown);

    //! \return what all have reached, as far as the others may know.
    Floor floor(DeliveryStatus reached) const;

    const std::shared_ptr<const std::vector<UserId>> &users() const { return m_users; }

private:
    //! \return the place of \p user among the entries, or past the last.
    size_t indexOf(UserId user) const;

    std::vector<Entry> m_entries; //!< By rising user id.
    std::shared_ptr<const std::vector<UserId>> m_users;
    RosterTraits m_traits;
};

//! \return the status of a message of \p sender at \p seq, as its sender sees it.
DeliveryStatus statusOf(UserId sender, qint64 seq, const Floor &delivered, const Floor &read);

} // namespace linnet

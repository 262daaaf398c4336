// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/bus/event.h"
#include "server/services/chat/chatcontext.h"
#include "server/services/notification/notificationwriter.h"

#include <vector>

namespace linnet {

struct Stores;

//! \brief Who came to a group or went, and who saw to it.
struct MembershipChange
{
    UserId actor;
    std::vector<UserId> added;
    std::vector<UserId> removed;
};

//! \brief What is told of it after the commit.
struct MembershipRecord
{
    std::optional<Message> line;
    MembersChanged change;
    std::vector<NotificationView> notifications; //!< For those who came.
};

//! \brief Writes down who came and went: a line in the group's history, which every client shows as
//! it is, and a notification for those whom somebody else brought in.
class GroupChronicle
{
public:
    enum class Line { Written, Omitted };

    explicit GroupChronicle(ChatContext context);

    //! The actor has to be a member at that time if a line is written. None is in a frozen group.
    Result<MembershipRecord> record(Stores &stores, const Conversation &group,
                                    const MembershipChange &change, Line line) const;

    //! \return what \p line, which is one about who came and went, says with the names that people
    //! have now; empty if it does not tell whom it is about.
    Result<QString> retell(Stores &stores, const Message &line) const;

    //! \param audience the members, and whoever was one.
    void announce(const MembershipRecord &record, const std::vector<UserId> &audience) const;

private:
    Result<Message> write(Stores &stores, const MembersChanged &change) const;
    Result<std::vector<NotificationView>> notify(Stores &stores, const MembersChanged &change,
                                                 const User &actor) const;

    const ChatContext m_context;
    const NotificationWriter m_notifications;
};

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace linnet {

//! \brief A sort of mails that people can do without: of what happens here while they do not.
enum class NewsMail { FriendRequest, WhileAway };

//! \brief Which of those mails somebody wants. Mails about their account come whatever they want.
struct MailChoice
{
    bool friendRequests = true;
    bool whileAway = true;

    bool wants(NewsMail sort) const
    {
        return sort == NewsMail::FriendRequest ? friendRequests : whileAway;
    }

    friend bool operator==(const MailChoice &, const MailChoice &) = default;
};

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/conversation.h"
#include "server/bus/event.h"
#include "server/services/chat/author.h"
#include "server/services/chat/chatcontext.h"
#include "server/services/notification/notificationwriter.h"

#include <QCoroTask>

#include <optional>
#include <vector>

namespace linnet {

class NewsMailer;

struct AcceptedRequest
{
    Friendship friendship;
    Conversation conversation; //!< The direct chat of the two.
};

//! \brief Which page of friends or requests.
struct FriendQuery
{
    enum class Which { Friends, Incoming, Outgoing };

    Which which = Which::Friends;
    int limit = 100; //!< More than 500 means 500.
    std::optional<FriendshipId> before; //!< FriendResult::next of the page before.
};

struct FriendResult
{
    std::vector<FriendshipView> views; //!< Newest first.
    std::optional<FriendshipId> next; //!< Set if older ones may follow.
};

//! \brief Friend requests, and what becomes of them.
//!
//! A request is answered by a reference: its own id, that of the notification about it, or that of
//! the other person. Ids of all kinds are of one space, so they cannot be mistaken.
class FriendService
{
public:
    static constexpr std::chrono::hours Cooldown{24}; //!< Until one may ask again after a no.
    static constexpr int MostOutgoing = 500;
    static constexpr int MostListed = 500;

    //! \p mails outlive the service.
    FriendService(ChatContext context, NotificationWriter notifications, const NewsMailer &mails);

    //! Asks \p other. NotFound if there is no such person, or none for \p user.
    QCoro::Task<Result<Friendship>> request(UserId user, UserId other);

    //! Makes the two friends and opens their chat. NotFound unless \p user was asked.
    QCoro::Task<Result<AcceptedRequest>> accept(UserId user, qint64 reference);
    QCoro::Task<Result<Friendship>> decline(UserId user, qint64 reference);
    //! Takes back what \p user asked. NotFound unless it waits for an answer.
    QCoro::Task<Result<Friendship>> withdraw(UserId user, qint64 reference);

    //! Ends a friendship. Their chat leaves the lists of both until one of them writes, or opens it
    //! again; its history stays. NotFound unless the two are friends.
    QCoro::Task<Result<Friendship>> remove(UserId user, UserId other);

    QCoro::Task<Result<FriendResult>> list(UserId user, FriendQuery query);

private:
    //! \brief A change within the transaction, to be told after the commit.
    struct Changed
    {
        Friendship friendship;
        Author actor;
        std::optional<NotificationView> notification = {}; //!< For the other one.
        std::optional<NotificationsRead> read = {}; //!< Of the one who was asked.
        std::optional<Conversation> opened = {};
    };
    //! \brief A step that \p user wants a request to take.
    struct Step
    {
        UserId user;
        qint64 reference = 0;
        FriendshipState state = FriendshipState::Accepted;
    };

    Result<Changed> ask(Stores &stores, UserId user, UserId other) const;
    Result<Changed> answer(Stores &stores, const Step &step) const;
    Result<Changed> takeBack(Stores &stores, const Step &step) const;
    Result<Changed> end(Stores &stores, UserId user, UserId other) const;
    Result<Changed> store(Stores &stores, UserId user, const Friendship &friendship) const;
    void settle(const Result<Changed> &outcome) const;

    const ChatContext m_context;
    const NotificationWriter m_notifications;
    const NewsMailer &m_mails;
};

} // namespace linnet

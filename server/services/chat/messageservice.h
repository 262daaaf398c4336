// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/views.h"
#include "server/bus/event.h"
#include "server/services/chat/author.h"
#include "server/services/chat/chatcontext.h"
#include "server/services/chat/draft.h"
#include "server/services/notification/notificationwriter.h"

#include <QCoroTask>

#include <vector>

namespace linnet {

struct Stores;

//! \brief Which page of a conversation's history.
struct HistoryQuery
{
    ConversationId conversation;
    int limit = 50; //!< More than 100 means 100.
    std::optional<Timestamp> beforeTime;
    std::optional<qint64> beforeSeq; //!< HistoryResult::next of the page before.
};

struct HistoryResult
{
    std::vector<MessageView> messages; //!< Newest first.
    std::optional<qint64> next; //!< Set if older ones may follow.
};

//! \brief Sending messages and reading them back.
class MessageService
{
public:
    explicit MessageService(ChatContext context);

    //! Stores \p draft once, however often it is sent under its client id, and tells the members in
    //! the order in which messages are stored; a sender without a session each time. \return the
    //! stored message. Errors: NotFound unless the sender is a member now; Conflict if the client
    //! id was used for something else; InvalidInput if somebody is named by id who is no member.
    QCoro::Task<Result<Message>> send(Draft draft);

    //! \return NotFound unless \p viewer is or was a member.
    QCoro::Task<Result<HistoryResult>> history(UserId viewer, HistoryQuery query);

private:
    //! \brief What a send leaves behind in the transaction, to be told after the commit.
    struct Stored
    {
        Message message;
        bool isNew = true;
        std::optional<Conversation> opened; //!< The direct chat, if it is the first message.
        Author sender;
        Members members;
        QString title; //!< Of the group.
        std::vector<NotificationView> notifications; //!< For those it names.
    };

    Result<Stored> store(Stores &stores, const Draft &draft) const;
    Result<Stored> append(Stores &stores, const Draft &draft, ConversationId conversation) const;
    void announce(const Stored &stored, SessionId session) const;
    void announceAgain(const Stored &stored) const;

    const ChatContext m_context;
    const NotificationWriter m_notifications;
};

} // namespace linnet

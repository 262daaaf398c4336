// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/views.h"
#include "server/services/chat/chatcontext.h"
#include "server/storage/conversationstore.h"

#include <QCoroTask>

#include <vector>

namespace linnet {

struct Stores;

struct OpenedDirect
{
    Conversation conversation;
    bool isNew = false;
    bool isBack = false; //!< In the list of who opened it, where it was not any more.
};

//! \brief A part of somebody's conversations.
struct ConversationPage
{
    std::vector<ConversationView> views; //!< What changed last comes first.
    std::optional<ConversationCursor> next; //!< Set if more may follow.
};

//! \brief Finding conversations, and opening direct ones.
class ConversationService
{
public:
    static constexpr int MostListed = 500;
    static constexpr size_t MostMembers = 20'000;
    static constexpr int FewMembers = 20;

    explicit ConversationService(ChatContext context);

    //! \return what \p user is a member of, newest first, at most MostListed.
    QCoro::Task<Result<std::vector<ConversationView>>> list(UserId user);

    //! As above, with who is in them: after MostMembers in all, the first FewMembers of each alone.
    QCoro::Task<Result<std::vector<ConversationDetails>>> listDetails(UserId user);
    //! One of them; NotFound for what is not in the list of \p user.
    QCoro::Task<Result<ConversationDetails>> details(UserId user, ConversationId conversation);

    //! \return at most \p limit of them, and never more than MostListed, from after \p cursor: of
    //! the page before. One that changes meanwhile moves to the front, where it is not seen again.
    QCoro::Task<Result<ConversationPage>> page(UserId user,
                                               std::optional<ConversationCursor> cursor,
                                               int limit = MostListed);

    //! \return the chat of the two, opened if they had none, and in the list of \p user again if it
    //! was not. NotFound if there is no such \p other.
    QCoro::Task<Result<Conversation>> openDirect(UserId user, UserId other);
    //! As above. \return also whether they had none.
    QCoro::Task<Result<OpenedDirect>> ensureDirect(UserId user, UserId other);

    //! \return the chat of the two, if they have one. NotFound if there is no such \p other, and
    //! where there is no chat with one who blocks \p user.
    QCoro::Task<Result<std::optional<Conversation>>> findDirect(UserId user, UserId other);

    //! \return NotFound unless \p user is or was a member.
    QCoro::Task<Result<Conversation>> find(UserId user, ConversationId conversation);

    //! \return who is in it, in order of joining: nobody for who has left a group, as that is no
    //! longer theirs to know. NotFound unless \p user is or was a member.
    QCoro::Task<Result<std::vector<MemberView>>> members(UserId user, ConversationId conversation);

    //! \return NotFound unless \p user is a member now.
    QCoro::Task<Result<>> requireMember(UserId user, ConversationId conversation);

    //! Until \p until no notification tells \p user of new messages; nothing: it does again.
    //! \return NotFound unless \p user is a member now.
    QCoro::Task<Result<>> mute(UserId user, ConversationId conversation,
                               std::optional<Timestamp> until);

private:
    const ChatContext m_context;
};

//! Within a transaction: the chat of \p user and \p other, opened if they had none. A new one has
//! no messages yet.
Result<Conversation> findOrOpenDirect(const ChatContext &context, Stores &stores, UserId user,
                                      UserId other);

} // namespace linnet

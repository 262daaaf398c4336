// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/views.h"
#include "server/services/chat/chatcontext.h"
#include "server/services/chat/groupwriter.h"

#include <QCoroTask>

#include <optional>
#include <vector>

namespace linnet {

struct Stores;

struct GroupDetails
{
    Conversation group;
    std::vector<MemberView> members; //!< In order of joining.
};

//! \brief What to change of a group; what is not set stays.
struct GroupChange
{
    std::optional<QString> title;
    std::optional<QString> avatarUrl;
    std::optional<QString> bio = {};

    bool isEmpty() const { return !title && !avatarUrl && !bio; }
};

//! \brief Groups and who is in them.
//!
//! Everybody in a group may rename it; administrators add and remove people. To others every group
//! is as if it did not exist: "not_a_member", whether there is one or not. What those who run the
//! server have frozen ("group_frozen") can be read and left.
class GroupService
{
public:
    static constexpr int MostMembers = 1'024;
    static constexpr int MostTitleCodePoints = 300;

    explicit GroupService(ChatContext context);

    //! What those hear who are not in a group, and when there is none.
    static Error notAMember();

    //! \p creator becomes administrator. NotFound if one of \p others does not exist.
    QCoro::Task<Result<GroupDetails>> create(UserId creator, GroupChange details,
                                             std::vector<UserId> others);

    QCoro::Task<Result<Conversation>> change(UserId user, ConversationId group, GroupChange change);

    //! \return NotFound unless \p user is a member.
    QCoro::Task<Result<std::vector<MemberView>>> members(UserId user, ConversationId group);

    //! Those who are members already stay as they are. \return all members.
    QCoro::Task<Result<std::vector<MemberView>>> add(UserId admin, ConversationId group,
                                                     std::vector<UserId> users);

    //! \brief What becomes of a group when an administrator leaves no more than one member in it.
    enum class Remainder {
        Stays,
        Goes, //!< All are taken out. What was said stays readable for those who were in it.
    };

    //! Takes \p member out; everybody may take themselves out. When the last administrator goes,
    //! the longest member takes over.
    QCoro::Task<Result<>> remove(UserId user, ConversationId group, UserId member,
                                 Remainder remainder = Remainder::Stays);

private:
    //! \brief Who takes whom out of where.
    struct Removal
    {
        UserId actor;
        ConversationId group;
        UserId member;
        Remainder remainder;
    };

    Result<GroupChanged> bringIn(Stores &stores, const Conversation &group, UserId admin,
                                 const std::vector<UserId> &users) const;
    Result<GroupChanged> take(Stores &stores, const Removal &removal) const;
    static Result<GroupChanged> shownTo(Stores &stores, UserId viewer,
                                        Result<GroupChanged> changed);

    const ChatContext m_context;
    const GroupWriter m_writer;
};

} // namespace linnet

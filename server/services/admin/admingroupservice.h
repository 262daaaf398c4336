// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/audit.h"
#include "common/domain/groupview.h"
#include "server/services/admin/rehearsal.h"
#include "server/services/chat/groupwriter.h"

#include <functional>

namespace linnet {

//! \brief A page of everybody's groups.
struct GroupPage
{
    std::vector<GroupView> groups;
    std::optional<ListPlace> next; //!< Set if there are more: to be passed as "after".
};

//! \brief Everybody's groups: finding them, and what those may do in them who run the server.
//!
//! Clients hear of it as if a member had done it. What is said in a group is not shown.
class AdminGroupService
{
public:
    explicit AdminGroupService(ChatContext context);

    //! \return what \p expression asks for; see groupFields(). An error as of parseFilter().
    Result<Filter> parse(const QString &expression) const;

    //! \param query a limit of more than 200 means 200.
    QCoro::Task<Result<GroupPage>> list(ListQuery query);
    QCoro::Task<Result<qint64>> count(Filter filter);
    //! \return NotFound for what is no group.
    QCoro::Task<Result<GroupView>> find(ConversationId group);
    //! \return who is in it, in order of joining.
    QCoro::Task<Result<std::vector<MemberView>>> members(ConversationId group);

    // What follows is NotFound for what is no group, Conflict ("group_dissolved") for one that
    // nobody is in, and writes nothing down that stays as it is.

    QCoro::Task<Result<GroupView>> rename(Actor actor, ConversationId group, QString title,
                                          Run run);

    enum class Writing { Allowed, Frozen };

    //! Lets members write in the group, or no longer: then it can be read and left.
    QCoro::Task<Result<GroupView>> setWriting(Actor actor, ConversationId group, Writing writing,
                                              Run run);

    //! \return NotFound unless \p user is a member; Conflict ("last_admin") if nobody would be left
    //! who can add people.
    QCoro::Task<Result<GroupView>> setRole(Actor actor, ConversationId group, UserId user,
                                           Role role, Run run);

    //! Makes \p user the owner, and an administrator; who was stays one. \return NotFound unless
    //! they are a member.
    QCoro::Task<Result<GroupView>> transfer(Actor actor, ConversationId group, UserId user,
                                            Run run);

    //! Takes everybody out. What was said stays readable for those who were in it.
    QCoro::Task<Result<GroupView>> dissolve(Actor actor, ConversationId group, Run run);

private:
    struct Deed;
    struct Done;
    //! \return nothing if it stays as it is.
    using Work = std::function<Result<std::optional<Done>>(Stores &, const GroupView &)>;
    struct Outcome;

    QCoro::Task<Result<GroupView>> act(Actor actor, ConversationId group, Deed deed, Run run);
    Result<Outcome> store(Stores &stores, const Actor &actor, ConversationId group,
                          const Deed &deed) const;
    Result<std::optional<Done>> changeRole(Stores &stores, const GroupView &view, UserId user,
                                           Role role) const;
    Result<std::optional<Done>> changeOwner(Stores &stores, const GroupView &view,
                                            UserId user) const;

    const ChatContext m_context;
    const GroupWriter m_writer;
};

} // namespace linnet

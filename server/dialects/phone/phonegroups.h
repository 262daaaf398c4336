// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/views.h"
#include "server/api/endpoint.h"

namespace linnet {
class ConversationService;
class GroupService;
} // namespace linnet

namespace linnet::phone {

//! \brief Groups and their members.
class PhoneGroupApi
{
public:
    PhoneGroupApi(GroupService &groups, ConversationService &conversations);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> create(Call call);
    QCoro::Task<Result<Answer>> change(Call call);
    QCoro::Task<Result<Answer>> listMembers(Call call);
    QCoro::Task<Result<std::vector<MemberView>>> membersOf(UserId user, ConversationId id);
    QCoro::Task<Result<Answer>> addMembers(Call call);
    QCoro::Task<Result<Answer>> removeMember(Call call);

    GroupService &m_groups;
    ConversationService &m_conversations;
};

} // namespace linnet::phone

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

namespace linnet {
class GroupService;
}

namespace linnet::phone {

//! \brief Groups and their members.
class PhoneGroupApi
{
public:
    explicit PhoneGroupApi(GroupService &groups);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> create(Call call);
    QCoro::Task<Result<Answer>> change(Call call);
    QCoro::Task<Result<Answer>> listMembers(Call call);
    QCoro::Task<Result<Answer>> addMembers(Call call);
    QCoro::Task<Result<Answer>> removeMember(Call call);

    GroupService &m_groups;
};

} // namespace linnet::phone

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

namespace linnet {
class GroupService;
}

namespace linnet::whispr {

//! \brief Groups and who is in them.
class WhisprGroupApi
{
public:
    explicit WhisprGroupApi(GroupService &groups);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> create(Call call);
    QCoro::Task<Result<Answer>> change(Call call);
    QCoro::Task<Result<Answer>> addMembers(Call call);
    QCoro::Task<Result<Answer>> removeMember(Call call);

    GroupService &m_groups;
};

} // namespace linnet::whispr

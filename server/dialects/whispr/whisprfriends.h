// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

namespace linnet {
class FriendService;
}

namespace linnet::whispr {

//! \brief Asking people to be friends, and answering.
class WhisprFriendApi
{
public:
    explicit WhisprFriendApi(FriendService &friends);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> send(Call call);
    QCoro::Task<Result<Answer>> accept(Call call);
    QCoro::Task<Result<Answer>> decline(Call call);

    FriendService &m_friends;
};

} // namespace linnet::whispr

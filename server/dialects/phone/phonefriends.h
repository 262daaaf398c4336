// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/people/friendservice.h"

namespace linnet::phone {

//! \brief Friends, and requests to become one.
class PhoneFriendApi
{
public:
    explicit PhoneFriendApi(FriendService &friends);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> listFriends(Call call);
    QCoro::Task<Result<Answer>> listRequests(Call call);
    QCoro::Task<Result<Answer>> request(Call call);
    QCoro::Task<Result<Answer>> accept(Call call);
    QCoro::Task<Result<Answer>> decline(Call call);
    QCoro::Task<Result<Answer>> withdraw(Call call);
    QCoro::Task<Result<Answer>> remove(Call call);

    FriendService &m_friends;
};

} // namespace linnet::phone

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

namespace linnet {
class PeopleService;
}

namespace linnet::phone {

//! \brief One's own profile, and finding others.
class PhonePeopleApi
{
public:
    explicit PhonePeopleApi(PeopleService &people);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> showSelf(Call call);
    QCoro::Task<Result<Answer>> changeSelf(Call call);
    QCoro::Task<Result<Answer>> show(Call call);
    QCoro::Task<Result<Answer>> search(Call call);
    QCoro::Task<Result<Answer>> syncContacts(Call call);

    PeopleService &m_people;
};

} // namespace linnet::phone

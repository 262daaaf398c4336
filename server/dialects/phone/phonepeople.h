// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

namespace linnet {
class IdentifierService;
class PeopleService;
} // namespace linnet

namespace linnet::phone {

//! \brief One's own profile, and finding others.
class PhonePeopleApi
{
public:
    PhonePeopleApi(PeopleService &people, IdentifierService &identifiers);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> showSelf(Call call);
    QCoro::Task<Result<Answer>> changeSelf(Call call);
    QCoro::Task<Result<>> rename(Call call, QString username);
    QCoro::Task<Result<Answer>> show(Call call);
    QCoro::Task<Result<Answer>> search(Call call);
    QCoro::Task<Result<Answer>> syncContacts(Call call);

    PeopleService &m_people;
    IdentifierService &m_identifiers;
};

} // namespace linnet::phone

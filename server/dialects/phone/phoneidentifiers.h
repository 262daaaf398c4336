// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

namespace linnet {
class IdentifierService;
}

namespace linnet::phone {

//! \brief What one signs in with oneself: listed, added and taken away.
class PhoneIdentifierApi
{
public:
    explicit PhoneIdentifierApi(IdentifierService &identifiers);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> requestCode(Call call);
    QCoro::Task<Result<Answer>> confirm(Call call);
    QCoro::Task<Result<Answer>> setUsername(Call call);
    QCoro::Task<Result<Answer>> remove(Call call);

    IdentifierService &m_identifiers;
};

} // namespace linnet::phone

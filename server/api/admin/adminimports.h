// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/accountimport.h"

namespace linnet::admin {

//! \brief Making many accounts at once.
class AdminImportApi
{
public:
    //! \p imports outlives the endpoints.
    explicit AdminImportApi(AccountImportService &imports);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> importUsers(Call call);

    AccountImportService &m_imports;
};

} // namespace linnet::admin

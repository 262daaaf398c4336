// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/tieimport.h"

namespace linnet::admin {

//! \brief Bringing in what an export says to be between people.
class AdminTieApi
{
public:
    //! \p ties outlive the endpoints.
    explicit AdminTieApi(TieImport &ties);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> import(Call call);

    TieImport &m_ties;
};

} // namespace linnet::admin

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/sweepservice.h"

namespace linnet::admin {

//! \brief Searches for what takes room and is needed no more.
class AdminSweepApi
{
public:
    //! \p sweeps outlives the endpoints.
    explicit AdminSweepApi(SweepService &sweeps);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> exportAll(Call call);
    QCoro::Task<Result<Answer>> find(Call call);
    QCoro::Task<Result<Answer>> begin(Call call);

    SweepService &m_sweeps;
};

} // namespace linnet::admin

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/settingservice.h"

namespace linnet::admin {

//! \brief What can be set while the server runs, and how it came to be as it is.
class AdminSettingApi
{
public:
    //! \p settings outlives the endpoints.
    explicit AdminSettingApi(SettingService &settings);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> show(Call call);
    QCoro::Task<Result<Answer>> change(Call call);
    QCoro::Task<Result<Answer>> reset(Call call);
    QCoro::Task<Result<Answer>> history(Call call);
    QCoro::Task<Result<Answer>> exportHistory(Call call);
    QCoro::Task<Result<Answer>> undo(Call call);

    SettingService &m_settings;
};

} // namespace linnet::admin

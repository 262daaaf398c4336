// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/storageservice.h"

namespace linnet::admin {

//! \brief What takes room, and everybody's files.
class AdminStorageApi
{
public:
    //! \p storage outlives the endpoints.
    explicit AdminStorageApi(StorageService &storage);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> show(Call call);
    QCoro::Task<Result<Answer>> usage(Call call);
    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> count(Call call);
    QCoro::Task<Result<Answer>> exportAll(Call call);
    Result<ListQuery> queryParam(const QJsonObject &params) const;

    StorageService &m_storage;
};

} // namespace linnet::admin

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/historyimport.h"

namespace linnet {
class MediaService;
}

namespace linnet::admin {

//! \brief Bringing in conversations that were held elsewhere.
class AdminHistoryApi
{
public:
    //! Both outlive the endpoints.
    AdminHistoryApi(HistoryImport &history, MediaService &media);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> begin(Call call);
    QCoro::Task<Result<Answer>> addFile(Call call);
    QCoro::Task<Result<Answer>> addMessages(Call call);

    HistoryImport &m_history;
    MediaService &m_media;
};

} // namespace linnet::admin

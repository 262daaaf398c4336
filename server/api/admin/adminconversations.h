// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/admin/conversationimport.h"

namespace linnet::admin {

//! \brief Bringing in conversations that an export has, and who was in them.
class AdminConversationApi
{
public:
    //! \p conversations outlive the endpoints.
    explicit AdminConversationApi(ConversationImport &conversations);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> import(Call call);
    QCoro::Task<QJsonObject> importOne(Call call, QJsonValue conversation, OnConflict policy);
    QCoro::Task<Result<Answer>> move(Call call);

    ConversationImport &m_conversations;
};

} // namespace linnet::admin

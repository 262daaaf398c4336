// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/chat/starservice.h"

namespace linnet {
class ConversationService;
} // namespace linnet

namespace linnet::whispr {

//! \brief Messages that somebody keeps a star at.
class WhisprStarApi
{
public:
    //! Both outlive the endpoints.
    WhisprStarApi(StarService &stars, ConversationService &conversations);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> set(Call call);
    QCoro::Task<Result<Answer>> remove(Call call);
    QCoro::Task<Result<>> mark(Call call, StarService::Star star);

    StarService &m_stars;
    ConversationService &m_conversations;
};

} // namespace linnet::whispr

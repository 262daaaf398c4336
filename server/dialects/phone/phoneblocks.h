// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

namespace linnet {
class BlockService;
}

namespace linnet::phone {

//! \brief Whom one does not want to hear of.
class PhoneBlockApi
{
public:
    explicit PhoneBlockApi(BlockService &blocks);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> block(Call call);
    QCoro::Task<Result<Answer>> unblock(Call call);

    BlockService &m_blocks;
};

} // namespace linnet::phone

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/protocol/jsonwriter.h"
#include "server/api/schema.h"
#include "server/services/chat/syncservice.h"

#include <QJsonObject>

#include <optional>

//! \brief What sync:request carries, and what it is answered with.
namespace linnet::phone {

struct SyncQuery
{
    Timestamp since{};
    std::optional<SyncResult::Cursors> cursors; //!< Used instead of \c since.
};

Schema syncSchema();
Result<SyncQuery> syncParam(const QJsonObject &params);

JsonText timeSyncBody(const SyncResult &result);
JsonText cursorSyncBody(const SyncResult &result);

} // namespace linnet::phone

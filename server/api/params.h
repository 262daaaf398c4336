// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"
#include "common/core/result.h"

#include <QJsonObject>

#include <optional>
#include <vector>

//! \brief From what a client wrote, already of the right type, to values.
namespace linnet {

//! \return NotFound for what cannot be an id: to clients ids are opaque, and this one names nobody.
Result<UserId> userParam(const QJsonObject &params, QLatin1String name);
Result<ConversationId> conversationParam(const QJsonObject &params, QLatin1String name);
Result<MessageId> messageParam(const QJsonObject &params, QLatin1String name);

Result<SessionId> sessionParam(const QJsonObject &params, QLatin1String name);

Result<std::vector<UserId>> usersParam(const QJsonObject &params, QLatin1String name);

//! \return nothing if it is missing; an InvalidInput error if it is no time.
Result<std::optional<Timestamp>> timeParam(const QJsonObject &params, QLatin1String name);
//! As above, and nothing where it is empty or a word that scripts write who have none yet.
Result<std::optional<Timestamp>> givenTimeParam(const QJsonObject &params, QLatin1String name);

//! \return nothing if it is missing: an empty text is a value.
std::optional<QString> textParam(const QJsonObject &params, QLatin1String name);

} // namespace linnet

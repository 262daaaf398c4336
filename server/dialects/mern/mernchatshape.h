// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/views.h"

#include <QJsonObject>

namespace linnet::mern {

//! \return a chat as \p viewer sees it, with who is in it under each of its names.
QJsonObject chatObject(const ConversationDetails &details, UserId viewer, const QString &origin);

} // namespace linnet::mern

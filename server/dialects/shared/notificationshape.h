// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/notification.h"

#include <QJsonObject>

namespace linnet {

//! \return a notification as two families read it.
//! \param from whose doing it is, in the shape of the family.
QJsonObject notificationShape(const NotificationView &view, const QJsonValue &from);

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/admin/settingservice.h"

#include <QJsonObject>

namespace linnet::admin {

//! \return all that can be said of a setting.
QJsonObject settingObject(const SettingState &state);

//! \return what a change does, or would do.
QJsonObject outcomeObject(const SettingsOutcome &outcome, Run run);

} // namespace linnet::admin

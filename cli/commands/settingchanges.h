// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/invocation.h"

namespace linnet::cli {

//! \return what \p assignments, each NAME=VALUE, set, as the server wants it; asks it what kinds
//! there are. \param section before each name, e.g. "otp.".
Result<QJsonObject> assignedValues(ApiClient &api, const QStringList &assignments,
                                   const QString &section = {});

//! Asks the server to make settings what \p values say, all or none; null: the default. Shows what
//! changes.
Result<> changeSettings(Invocation &invocation, const QJsonObject &values);

//! Shows what the server says of a change of settings that it has made, or would make.
Result<> showSettingChanges(Invocation &invocation, const QJsonObject &outcome);

} // namespace linnet::cli

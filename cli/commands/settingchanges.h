// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/invocation.h"

namespace linnet::cli {

//! Asks the server to make settings what \p values say, all or none; null: the default. Shows what
//! changes.
Result<> changeSettings(Invocation &invocation, const QJsonObject &values);

//! Shows what the server says of a change of settings that it has made, or would make.
Result<> showSettingChanges(Invocation &invocation, const QJsonObject &outcome);

} // namespace linnet::cli

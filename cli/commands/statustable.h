// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output/table.h"

#include <QJsonObject>

namespace linnet::cli {

//! \return how \p status is shown for itself: a stranger is told less of a server, and of what is
//! well nothing is said.
Table statusCard(const QJsonObject &status);

//! \return how one status after the other is shown, a line each.
Table statusLines();

} // namespace linnet::cli

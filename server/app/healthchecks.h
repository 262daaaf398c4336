// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/systemdialect.h"
#include "server/app/foundation.h"

namespace linnet {

class KeyRing;

//! \return what has to work for this node to be ready: database, disk, keys; and what it can do
//! without: mail. All outlive the checks.
std::vector<HealthCheck> healthChecks(const Config &config, Foundation &foundation,
                                      const KeyRing &keys);

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/systemdialect.h"
#include "server/app/foundation.h"

namespace linnet {

class JobRunner;
class KeyRing;

//! \return what has to work for this node to be ready: database, disk, keys; and what it can do
//! without: mail. All outlive the checks.
std::vector<HealthCheck> healthChecks(const Config &config, Foundation &foundation,
                                      const KeyRing &keys);

//! \return what those who run the node want to know besides: versions, and how many jobs were given
//! up.
QJsonObject nodeDetails(const JobRunner &runner);

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace linnet {

class Clock;
class JobRunner;
class Metrics;

//! Shows in \p metrics what waits, for how long, and what became of what was tried. All outlive
//! the metrics.
void addJobMetrics(Metrics &metrics, const JobRunner &runner, const Clock &clock);

} // namespace linnet

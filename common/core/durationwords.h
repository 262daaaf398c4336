// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>

namespace linnet {

//! \return \p duration as people say it, in the largest unit of which there is one: "3 days",
//! "1 hour", "40 seconds", "85 ms". Without its sign.
QString inWords(std::chrono::milliseconds duration);

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>

//! \file
//! What a file is called that has all of a server: JSON lines, the first of which names this.

namespace linnet {

inline const QLatin1String ExportFormatName("linnet.export");
inline constexpr int ExportFormatVersion = 1;

} // namespace linnet

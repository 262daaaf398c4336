// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <utility>
#include <vector>

namespace linnet {

//! \return what the server is built on, each with the version that is in use: of a library the one
//! that was found when it started, of a header the one that was compiled in.
std::vector<std::pair<QString, QString>> libraries();

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace linnet::cli {

//! \return whether a terminal gives \p character two columns: East Asian Width W or F, emoji among
//! them.
bool isWide(char32_t character);

} // namespace linnet::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace linnet {

//! \return whether a spreadsheet could take \p cell for a formula.
bool isLikeFormula(QStringView cell);

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace linnet::cli {

inline constexpr int ColumnGap = 2;

//! \return \p wanted, made narrower where all of it does not fit into \p columns of the terminal:
//! the widest first, none below a few columns. 0 columns have no bound.
QList<int> fitted(QList<int> wanted, int columns);

} // namespace linnet::cli

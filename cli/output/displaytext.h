// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace linnet::cli {

//! \return \p text on one line and without what would steer a terminal: escape sequences, control
//! characters, marks that turn the direction of what follows.
QString printable(const QString &text);

//! \return how many columns of a terminal \p text takes, which is printable().
int displayWidth(const QString &text);

//! \return as much of \p text as fits into \p columns, with "…" for what does not.
QString elided(const QString &text, int columns);

//! \return \p text so that its direction does not reach beyond it: right-to-left text in a row of a
//! table would otherwise exchange the columns.
QString isolated(const QString &text);

} // namespace linnet::cli

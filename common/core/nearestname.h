// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace linnet {

//! \return the one of \p names that \p typed was probably meant to be; empty if none is near.
QString nearestName(const QString &typed, const QStringList &names);

//! \return the end of a sentence about \p typed that asks for the nearest one, e.g.
//! "; did you mean \"port\"?"; empty if none is near.
QString didYouMean(const QString &typed, const QStringList &names);

} // namespace linnet

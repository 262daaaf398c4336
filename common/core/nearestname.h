// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace linnet {

//! \return the one of \p names that \p typed was probably meant to be; empty if none is near.
QString nearestName(const QString &typed, const QStringList &names);

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace linnet {

//! \return a weak entity tag of \p body. It holds for the life of the process.
QByteArray weakTag(QByteArrayView body);

//! \return whether \p list (If-None-Match) names \p tag, compared weakly, or is "*".
bool namesTag(QByteArrayView list, QByteArrayView tag);

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/id.h"

#include <QString>

#include <algorithm>

namespace linnet {

//! \return what the direct chat of \p one and \p other is called, whatever their order.
inline QString directKey(UserId one, UserId other)
{
    return QStringLiteral("%1:%2")
        .arg(std::min(one, other).value())
        .arg(std::max(one, other).value());
}

} // namespace linnet

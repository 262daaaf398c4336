// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output/table.h"

namespace linnet::cli {

//! \return how it is shown what somebody may do.
inline Table roleTable()
{
    return {QStringLiteral("Role"),
            {{QStringLiteral("User"), QStringLiteral("userId")},
             {QStringLiteral("Role"), QStringLiteral("role")},
             {QStringLiteral("May"), QStringLiteral("capabilities")}},
            QStringLiteral("userId"),
            Table::Shape::Card};
}

} // namespace linnet::cli

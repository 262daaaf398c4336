// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/identifier.h"

namespace linnet {

//! \return what the tables call \p kind.
inline QString kindName(Identifier::Kind kind)
{
    switch (kind) {
    case Identifier::Kind::Phone:
        return QStringLiteral("phone");
    case Identifier::Kind::Email:
        return QStringLiteral("email");
    case Identifier::Kind::Username:
        break;
    }
    return QStringLiteral("username");
}

} // namespace linnet

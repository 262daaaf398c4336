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

//! \return what kindName() calls \p name.
inline Identifier::Kind toIdentifierKind(const QString &name)
{
    for (const Identifier::Kind kind : {Identifier::Kind::Phone, Identifier::Kind::Email}) {
        if (kindName(kind) == name)
            return kind;
    }
    return Identifier::Kind::Username;
}

} // namespace linnet

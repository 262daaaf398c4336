// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/error.h"

namespace linnet::cli {

//! \return that what was typed cannot be done, with \p hint on what to type instead.
inline Error usageError(const QString &message, const QString &hint = {})
{
    return {Error::Kind::InvalidInput, QLatin1String("usage"), message, hint};
}

} // namespace linnet::cli

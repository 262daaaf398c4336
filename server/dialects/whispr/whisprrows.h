// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialects/shared/rows.h"

namespace linnet::whispr {

//! \return the answer that says no more than that it was done.
inline Answer done(QLatin1String message, Answer::Outcome outcome = Answer::Outcome::Done)
{
    return {.body =
                QJsonObject{{QLatin1String("success"), true}, {QLatin1String("message"), message}},
            .outcome = outcome};
}

} // namespace linnet::whispr

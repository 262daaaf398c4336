// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

namespace linnet::whispr {

//! \return a row for who is signed in, over HTTP; what is not asked for with GET writes.
inline Endpoint httpRow(QLatin1String name, Method method, QLatin1String path, Schema schema,
                        Handler handler)
{
    const Cost cost = method == Method::Get ? Cost::Read : Cost::Write;
    return {name, method, path, {}, Access::User, cost, std::move(schema), std::move(handler)};
}

//! \return the answer that says no more than that it was done.
inline Answer done(QLatin1String message, Answer::Outcome outcome = Answer::Outcome::Done)
{
    return {.body =
                QJsonObject{{QLatin1String("success"), true}, {QLatin1String("message"), message}},
            .outcome = outcome};
}

} // namespace linnet::whispr

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

namespace linnet {

inline Field optionalText(QLatin1String name)
{
    return {name, Field::Type::String, Field::Need::Optional};
}

//! \return a row for who is signed in, over HTTP; what is not asked for with GET writes.
inline Endpoint httpRow(QLatin1String name, Method method, QLatin1String path, Schema schema,
                        Handler handler)
{
    const Cost cost = method == Method::Get ? Cost::Read : Cost::Write;
    return {name, method, path, {}, Access::User, cost, std::move(schema), std::move(handler)};
}

//! \return a row for who is not signed in yet.
inline Endpoint signInRow(QLatin1String name, QLatin1String path, Schema schema, Handler handler)
{
    return {name,
            Method::Post,
            path,
            {},
            Access::Public,
            Cost::SignIn,
            std::move(schema),
            std::move(handler)};
}

} // namespace linnet

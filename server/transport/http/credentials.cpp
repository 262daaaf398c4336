// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/credentials.h"

namespace linnet {

QByteArray accessToken(const net::Headers &headers)
{
    const QByteArray value = headers.value("authorization");
    constexpr QByteArrayView scheme = "bearer ";
    if (value.size() <= scheme.size()
        || value.first(scheme.size()).compare(scheme, Qt::CaseInsensitive) != 0)
        return {};
    return value.sliced(scheme.size()).trimmed();
}

} // namespace linnet

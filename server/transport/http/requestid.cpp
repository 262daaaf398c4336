// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/requestid.h"

#include "common/core/random.h"

#include <algorithm>
#include <atomic>

namespace linnet {

namespace {

bool isWellFormed(QByteArrayView id)
{
    const auto isVisible = [](char c) { return c > ' ' && c <= '~'; };
    return !id.isEmpty() && id.size() <= 128 && std::all_of(id.begin(), id.end(), isVisible);
}

//! One random prefix for the life of the process: unique among nodes, and costs nothing.
QByteArray newId()
{
    static const QByteArray prefix = randomToken(8) + '-';
    static std::atomic<quint64> count = 0;
    return prefix + QByteArray::number(++count, 36);
}

} // namespace

QByteArray requestIdFor(const net::Headers &headers)
{
    const QByteArray own = headers.value("x-request-id");
    return isWellFormed(own) ? own : newId();
}

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/memorysink.h"

namespace linnet {

std::optional<net::Response> MemorySink::write(QByteArrayView piece)
{
    m_body.append(piece);
    return std::nullopt;
}

std::optional<net::Response> MemorySink::finished()
{
    return std::nullopt;
}

} // namespace linnet

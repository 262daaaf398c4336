// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

namespace linnet {

//! Adds to each of \p rows whose path begins with \p prefix an alias that begins with \p twin
//! instead, e.g. "/api/auth" for "/v1/auth". Aliases are mirrored like paths.
QList<Endpoint> mirrored(QList<Endpoint> rows, QByteArrayView prefix, QByteArrayView twin);

} // namespace linnet

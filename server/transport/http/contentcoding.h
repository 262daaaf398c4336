// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace linnet {

//! \return whether a client that sent \p acceptEncoding takes gzip, and likes it no less than the
//! bytes as they are.
bool acceptsGzip(QByteArrayView acceptEncoding);

//! \return \p bytes in gzip's format; a null array if zlib has no memory for it.
QByteArray gzip(QByteArrayView bytes);

} // namespace linnet

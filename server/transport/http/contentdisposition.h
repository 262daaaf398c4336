// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace linnet {

enum class Disposition { Inline, Attachment };

//! \return a Content-Disposition for a file that somebody else named: as plain ASCII for old
//! clients and, where that loses something, in UTF-8 (RFC 6266, RFC 8187). Paths and control
//! characters go.
QByteArray contentDisposition(Disposition disposition, const QString &name);

} // namespace linnet

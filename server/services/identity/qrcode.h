// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace linnet {

//! \return a QR code of \p text as an SVG picture; empty if it is too long for one.
QByteArray qrCodeSvg(const QString &text);

} // namespace linnet

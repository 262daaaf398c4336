// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringView>

#include <optional>

namespace linnet {

bool isDataUrl(QStringView text);

//! \return the bytes in "data:image/png;base64,…"; nothing if \p url is not well-formed, or not in
//! base64. What the URL says of its type is not looked at: the bytes tell.
std::optional<QByteArray> readDataUrl(QStringView url);

} // namespace linnet

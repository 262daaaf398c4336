// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace linnet::cli {

//! \return what to say where two versions differ by more than one minor version; else nothing.
QString versionWarning(const QString &client, const QString &server);

} // namespace linnet::cli

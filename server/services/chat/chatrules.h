// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QString>

//! \brief What people may write. Each rule returns an InvalidInput error that names \c field.
namespace linnet::rules {

inline constexpr int MostTextCodePoints = 65'536;
inline constexpr int MostNameCodePoints = 100;
inline constexpr int MostStatusCodePoints = 500;
inline constexpr int MostBioCodePoints = 500;
inline constexpr int MostUrlLength = 2'048;

//! At most \p most code points, no U+0000, no half of a surrogate pair.
Result<> checkText(const QString &text, int most, QLatin1String field);

//! As checkText(); also neither blank nor with characters that control a terminal or the direction
//! of what follows the name.
Result<> checkName(const QString &name, QLatin1String field, int most = MostNameCodePoints);

//! An absolute http(s) URL, or a path on this server; empty is fine.
Result<> checkUrl(const QString &url, QLatin1String field);

//! What parseUsername() takes. \return an InvalidInput error ("username_invalid").
Result<> checkUsername(const QString &name);
Error usernameTaken();

} // namespace linnet::rules

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

//! \file
//! Numbers of bytes as people write them: kB, MB, GB and TB count in thousands, KiB, MiB, GiB and
//! TiB in 1024s, in capital letters or not.

namespace linnet {

//! \return how many bytes \p unit has, 1 if it is empty; nothing if there is no such unit.
std::optional<qint64> byteUnit(const QString &unit);

//! \return the bytes that e.g. "40GB", "500 MB" or "1.5TiB" says, without what is less than one;
//! nothing if it says none.
std::optional<qint64> parseByteCount(const QString &text);

//! \return exactly \p bytes in the largest unit that they are a multiple of, e.g. "40GB".
QString byteCountText(qint64 bytes);

//! \return \p bytes, more or less, in the kind of unit that byteCountText() does not have them in.
QString otherByteCountText(qint64 bytes);

} // namespace linnet

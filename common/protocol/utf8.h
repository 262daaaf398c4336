// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace linnet {

//! \return how many bytes the character at the start of \p text takes; 0 if \p text is empty or
//! does not begin with well-formed UTF-8 (over-long, surrogate, above U+10FFFF or cut off).
int utf8SequenceLength(QByteArrayView text);

//! \return whether all of \p text is well-formed UTF-8.
bool isValidUtf8(QByteArrayView text);

} // namespace linnet

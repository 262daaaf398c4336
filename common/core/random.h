// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace linnet {

//! \return \p count bytes from the operating system's generator. Aborts if it has none to give.
QByteArray randomBytes(int count);

//! \return \p bytes random bytes as unpadded base64url: for session ids, file names and tokens.
QByteArray randomToken(int bytes = 16);

//! \return whether \p a and \p b are the same, in a time that depends on their lengths only.
bool constantTimeEquals(QByteArrayView a, QByteArrayView b);

} // namespace linnet

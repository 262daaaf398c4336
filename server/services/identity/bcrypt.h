// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace linnet {

//! \return \p secret hashed with a fresh salt, as "$2b$…". Takes long: for the CPU pool.
//! \param secret at most 72 bytes without a zero among them, which is all that bcrypt looks at.
QByteArray bcryptHash(const QByteArray &secret, int cost);

bool bcryptMatches(const QByteArray &secret, const QByteArray &hash);

} // namespace linnet

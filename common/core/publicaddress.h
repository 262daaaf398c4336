// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>

namespace linnet {

//! \return whether \p address is one of the Internet: not of this machine, its networks, a
//! translation to IPv4, a group, or a range that stands for none.
bool isPublicAddress(const QHostAddress &address);

} // namespace linnet

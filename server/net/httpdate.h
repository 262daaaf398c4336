// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace linnet::net {

//! \return now as an HTTP date (RFC 9110, section 5.6.7); made anew once a second on each thread.
QByteArray httpDate();

} // namespace linnet::net

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace linnet {

//! Tells the service manager \p state, e.g. "READY=1" or "STOPPING=1", as sd_notify(3) describes.
//! \return whether there was a service manager to tell.
bool notifyServiceManager(const QByteArray &state);

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/doctor/publicserver.h"
#include "common/domain/finding.h"

namespace linnet::cli {

//! \return whether Engine.IO by long polling reaches \p server: a session is opened, found again by
//! a second request, and closed.
Finding checkPolling(const PublicServer &server);

//! \return the session that the packet \p packet opens; empty if it opens none.
QByteArray sessionOpenedBy(const QByteArray &packet);

} // namespace linnet::cli

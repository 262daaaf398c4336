// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/networklist.h"
#include "server/net/message.h"

#include <QString>

namespace linnet {

//! \return e.g. "https://chat.example.org:8443": where the client that sent \p request reached this
//! server. What it says of the host is what it wants to be told, in this answer only.
//! \param publicUrl as configured, which goes before what clients say; or empty.
//! \param proxies whose X-Forwarded-Proto and X-Forwarded-Host are believed.
QString requestOrigin(const net::Request &request, const QString &publicUrl,
                      const NetworkList &proxies);

//! \return whether nobody on the way can have read \p request.
bool cameSecurely(const net::Request &request, const QString &publicUrl,
                  const NetworkList &proxies);

} // namespace linnet

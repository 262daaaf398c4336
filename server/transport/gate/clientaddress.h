// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/networklist.h"

#include <QByteArrayView>

namespace linnet {

//! \return who asks: \p peer, unless that is one of \p proxies. Then the last address in
//! \p forwardedFor (X-Forwarded-For: client, proxy, proxy …) that is not itself a proxy; what
//! stands before it can be invented by the client.
QHostAddress clientAddress(const QHostAddress &peer, QByteArrayView forwardedFor,
                           const NetworkList &proxies);

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/message.h"

#include <QByteArrayList>

namespace linnet::net {

//! \brief The opening handshake of RFC 6455, section 4.2.
namespace handshake {

//! \return whether \p request asks for a WebSocket, well or badly.
bool isRequested(const Request &request);

//! \return what to answer where the handshake breaks the protocol: 400, or 426 for another version.
std::optional<Response> refusal(const Request &request);

//! \return the subprotocols that \p request offers, the one it likes best first.
QByteArrayList offeredSubprotocols(const Request &request);

//! \return the same handshake in its shortest form, for Qt.
QByteArray canonicalHead(const Request &request);

//! \return the answer to the client, made of what Qt answered; empty if Qt refused.
//! \p subprotocol is named if not empty.
QByteArray acceptance(QByteArrayView fromQt, const QByteArray &subprotocol);

} // namespace handshake

} // namespace linnet::net

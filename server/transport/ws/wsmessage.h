// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace linnet {

//! \brief One message of the subprotocol linnet.v1, from either side.
//!
//! A client asks {"id":…,"event":…,"data":…} and is answered {"id":…,"data":…}, or
//! {"id":…,"error":{"code":…,"message":…}}; without an id it wants no answer. What the server tells
//! by itself is {"event":…,"data":…}.
struct WsMessage
{
    QByteArray id = {}; //!< A JSON string or number, as it was written; empty: none.
    QByteArray event = {}; //!< Empty in an answer.
    QByteArray data = "null"; //!< JSON as it was written.
    bool isError = false; //!< In an answer: data is what went wrong.
};

//! \return nothing unless \p text is an object with a string "event", or an answer with an "id".
std::optional<WsMessage> parseWsMessage(const QByteArray &text);

QByteArray encode(const WsMessage &message);

} // namespace linnet

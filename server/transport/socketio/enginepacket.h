// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace linnet::socketio {

//! \brief The revisions of the Engine.IO protocol that are spoken here.
enum class EngineVersion : char { V3 = 3, V4 = 4 };

//! \brief One Engine.IO packet.
struct EnginePacket
{
    enum class Type : char {
        Open = '0',
        Close = '1',
        Ping = '2',
        Pong = '3',
        Message = '4',
        Upgrade = '5',
        Noop = '6',
    };

    Type type = Type::Message;
    QByteArray data = {};
    bool isBinary = false; //!< Messages only.

    friend bool operator==(const EnginePacket &, const EnginePacket &) = default;
};

//! \return the packet as text; it has no binary data.
QByteArray encodeText(const EnginePacket &packet);
//! \return nothing if \p text is not a packet.
std::optional<EnginePacket> decodeText(QByteArrayView text);

//! \return a binary message as a WebSocket carries it: version 3 puts its type in front.
QByteArray encodeBinary(const QByteArray &data, EngineVersion version);
//! \return nothing if \p bytes are not a message.
std::optional<EnginePacket> decodeBinary(const QByteArray &bytes, EngineVersion version);

} // namespace linnet::socketio

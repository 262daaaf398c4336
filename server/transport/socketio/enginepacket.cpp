// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/enginepacket.h"

namespace linnet::socketio {

QByteArray encodeText(const EnginePacket &packet)
{
    return char(packet.type) + packet.data;
}

std::optional<EnginePacket> decodeText(QByteArrayView text)
{
    if (text.isEmpty() || text[0] < char(EnginePacket::Type::Open)
        || text[0] > char(EnginePacket::Type::Noop))
        return std::nullopt;
    return EnginePacket{EnginePacket::Type(text[0]), text.sliced(1).toByteArray()};
}

QByteArray encodeBinary(const QByteArray &data, EngineVersion version)
{
    return version == EngineVersion::V3 ? '\x04' + data : data;
}

std::optional<EnginePacket> decodeBinary(const QByteArray &bytes, EngineVersion version)
{
    if (version == EngineVersion::V4)
        return EnginePacket{EnginePacket::Type::Message, bytes, true};
    if (!bytes.startsWith('\x04'))
        return std::nullopt;
    return EnginePacket{EnginePacket::Type::Message, bytes.sliced(1), true};
}

} // namespace linnet::socketio

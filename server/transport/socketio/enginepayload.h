// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/socketio/enginepacket.h"

#include <vector>

namespace linnet::socketio {

//! \brief What a poll carries: any number of packets in one body.
struct EnginePayload
{
    QByteArray body;
    bool isBinary = false; //!< application/octet-stream instead of text.
};

//! \brief How the client of a session wants its payloads.
struct PayloadFormat
{
    EngineVersion version = EngineVersion::V4;
    bool isTextOnly = true; //!< Version 3 with b64=1; version 4 knows text only.
};

EnginePayload encodePayload(const std::vector<EnginePacket> &packets, PayloadFormat format);

//! \return the packets, at least one; nothing if the body is not a payload of well-formed packets
//! or has more than \p most.
std::optional<std::vector<EnginePacket>> decodePayload(const EnginePayload &payload,
                                                       EngineVersion version, size_t most);

} // namespace linnet::socketio

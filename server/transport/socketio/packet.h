// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace linnet::socketio {

//! \brief One Socket.IO packet. Its data stays the text it came as: order and numbers survive.
struct Packet
{
    enum class Type : char {
        Connect = '0',
        Disconnect = '1',
        Event = '2',
        Ack = '3',
        ConnectError = '4',
        BinaryEvent = '5',
        BinaryAck = '6',
    };

    Type type = Type::Event;
    QByteArray nameSpace = "/";
    std::optional<quint64> id = {}; //!< Of the acknowledgement that is wanted or given.
    int attachments = 0; //!< Binary messages that follow.
    QByteArray data = {}; //!< JSON, or empty.

    bool isEvent() const { return type == Type::Event || type == Type::BinaryEvent; }
    bool isAck() const { return type == Type::Ack || type == Type::BinaryAck; }
};

//! \return the text of \p packet, without the Engine.IO message type.
QByteArray encode(const Packet &packet);

//! \return nothing if \p text is not a packet that a client may send: unknown type, JSON that is
//! malformed or nested too deeply, data of the wrong kind for the type, a reserved event name.
std::optional<Packet> parsePacket(QByteArrayView text);

} // namespace linnet::socketio

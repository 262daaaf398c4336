// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/websocketframe.h"

#include <QtEndian>

namespace linnet::net {

namespace {

constexpr uchar FinalBit = 0x80;
constexpr uchar MaskBit = 0x80;
constexpr qsizetype MostControlBytes = 125;

enum class Sender { Server, Client };

template <typename Integer>
void appendBigEndian(QByteArray &bytes, Integer value)
{
    const Integer swapped = qToBigEndian(value);
    bytes.append(reinterpret_cast<const char *>(&swapped), sizeof(swapped));
}

QByteArray encode(Opcode opcode, QByteArrayView payload, Sender sender)
{
    constexpr qsizetype LongestHead = 14;
    const uchar mask = sender == Sender::Client ? MaskBit : 0;
    QByteArray frame;
    frame.reserve(payload.size() + LongestHead);
    frame.append(char(FinalBit | uchar(opcode)));
    if (payload.size() <= 125) {
        frame.append(char(mask | uchar(payload.size())));
    } else if (payload.size() <= 0xffff) {
        frame.append(char(mask | 126));
        appendBigEndian(frame, quint16(payload.size()));
    } else {
        frame.append(char(mask | 127));
        appendBigEndian(frame, quint64(payload.size()));
    }
    if (sender == Sender::Client)
        frame.append(4, '\0');
    frame.append(payload);
    return frame;
}

} // namespace

bool CloseCode::isAllowed(quint16 code)
{
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014)
        || (code >= 3000 && code <= 4999);
}

QByteArray serverFrame(Opcode opcode, QByteArrayView payload)
{
    return encode(opcode, payload, Sender::Server);
}

QByteArray closeFrame(quint16 code, QByteArrayView reason)
{
    QByteArray payload;
    if (code != CloseCode::NoStatus) {
        appendBigEndian(payload, code);
        payload.append(reason.first(qMin(reason.size(), MostControlBytes - payload.size())));
    }
    return serverFrame(Opcode::Close, payload);
}

QByteArray clientFrame(Opcode opcode, QByteArrayView payload)
{
    return encode(opcode, payload, Sender::Client);
}

} // namespace linnet::net

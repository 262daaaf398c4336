// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace linnet::net {

//! \brief The frame types of RFC 6455, section 5.2.
enum class Opcode : uchar {
    Continuation = 0x0,
    Text = 0x1,
    Binary = 0x2,
    Close = 0x8,
    Ping = 0x9,
    Pong = 0xa,
};

//! \brief The close codes of RFC 6455, section 7.4, that server/net itself gives a meaning.
namespace CloseCode {
constexpr quint16 Normal = 1000;
constexpr quint16 ProtocolError = 1002;
constexpr quint16 NoStatus = 1005; //!< The peer's close frame was empty. Never sent.
constexpr quint16 Abnormal = 1006; //!< No closing handshake took place. Never sent.
constexpr quint16 InvalidText = 1007;
constexpr quint16 TooLarge = 1009;
constexpr quint16 InternalError = 1011;
constexpr quint16 TryAgainLater = 1013;

//! \return whether a peer may send it.
bool isAllowed(quint16 code);
} // namespace CloseCode

//! \return an unfragmented, unmasked frame, as a server sends it.
QByteArray serverFrame(Opcode opcode, QByteArrayView payload);

//! \return a close frame; empty for CloseCode::NoStatus. \p reason is cut to what fits.
QByteArray closeFrame(quint16 code, QByteArrayView reason = {});

//! \return an unfragmented frame as a client sends it, masked with a key of zeros, which leaves the
//! payload as it is.
QByteArray clientFrame(Opcode opcode, QByteArrayView payload);

} // namespace linnet::net

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/websocketparser.h"

#include "common/protocol/utf8.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

namespace linnet::net {

namespace {

constexpr uchar FinalBit = 0x80;
constexpr uchar ReservedBits = 0x70;
constexpr uchar OpcodeBits = 0x0f;
constexpr uchar MaskBit = 0x80;
constexpr uchar LengthBits = 0x7f;
constexpr uchar Length16 = 126; //!< The length follows in two bytes,
constexpr uchar Length64 = 127; //!< in eight.
constexpr uchar MaskBytes = 4;

bool isKnown(uchar opcode)
{
    return opcode <= uchar(Opcode::Binary)
        || (opcode >= uchar(Opcode::Close) && opcode <= uchar(Opcode::Pong));
}

//! Unmasks eight bytes at a time. \p key is turned so that its first byte belongs to \p bytes'
//! first.
void unmask(char *bytes, qsizetype size, const std::array<uchar, 4> &key)
{
    std::array<uchar, 8> twice = {};
    std::copy(key.begin(), key.end(), twice.begin());
    std::copy(key.begin(), key.end(), twice.begin() + key.size());
    quint64 wideKey = 0;
    std::memcpy(&wideKey, twice.data(), sizeof(wideKey));

    qsizetype at = 0;
    quint64 word = 0;
    for (; size - at >= qsizetype(sizeof(word)); at += sizeof(word)) {
        std::memcpy(&word, bytes + at, sizeof(word));
        word ^= wideKey;
        std::memcpy(bytes + at, &word, sizeof(word));
    }
    for (; at < size; ++at)
        bytes[at] = char(uchar(bytes[at]) ^ key[size_t(at) % key.size()]);
}

} // namespace

std::optional<WebSocketUnit> WebSocketParser::next(QByteArrayView &input)
{
    while (m_state != State::Ended) {
        if (m_state == State::Head) {
            if (input.isEmpty())
                return {};
            takeHead(input);
        } else {
            takePayload(input);
            if (m_state == State::Payload && m_frame.remaining > 0)
                return {};
            if (m_state == State::Payload) {
                if (auto unit = finishFrame())
                    return unit;
            }
        }
    }
    input = {};
    return {};
}

void WebSocketParser::takeHead(QByteArrayView &input)
{
    const auto taken = qMin(input.size(), qsizetype(m_headNeeded - m_headSize));
    std::copy_n(input.begin(), taken, m_head.begin() + m_headSize);
    m_headSize += uchar(taken);
    input = input.sliced(taken);
    if (m_headSize < m_headNeeded)
        return;

    const uchar shortLength = m_head[1] & LengthBits;
    if (m_headSize == 2) {
        judgeStart();
        const uchar extra = shortLength == Length64 ? 8 : shortLength == Length16 ? 2 : 0;
        m_headNeeded = uchar(2 + extra + MaskBytes);
        return;
    }
    quint64 length = shortLength;
    if (shortLength == Length16)
        length = qFromBigEndian<quint16>(m_head.data() + 2);
    else if (shortLength == Length64)
        length = qFromBigEndian<quint64>(m_head.data() + 2);
    std::copy_n(m_head.begin() + m_headSize - MaskBytes, MaskBytes, m_frame.key.begin());
    m_headSize = 0;
    m_headNeeded = 2;
    judgeLength(length);
}

//! Judges what the first two bytes say.
void WebSocketParser::judgeStart()
{
    const uchar opcode = m_head[0] & OpcodeBits;
    if ((m_head[0] & ReservedBits) || !isKnown(opcode) || !(m_head[1] & MaskBit))
        return fail(CloseCode::ProtocolError);
    m_frame.opcode = Opcode(opcode);
    m_frame.isFinal = m_head[0] & FinalBit;
    if (!isControl())
        return judgeContinuity();
    if (!m_frame.isFinal || (m_head[1] & LengthBits) >= Length16)
        fail(CloseCode::ProtocolError);
}

void WebSocketParser::judgeContinuity()
{
    const bool continues = m_frame.opcode == Opcode::Continuation;
    const bool isMessageOpen = m_messageOpcode != Opcode::Continuation;
    if (continues != isMessageOpen)
        return fail(CloseCode::ProtocolError);
    if (!continues)
        m_messageOpcode = m_frame.opcode;
    if (++m_fragments > m_maxFragments)
        fail(CloseCode::TooLarge);
}

void WebSocketParser::judgeLength(quint64 length)
{
    const uchar form = m_head[1] & LengthBits;
    const bool isMinimal = form == Length16 ? length >= Length16
        : form == Length64                  ? length > 0xffff
                                            : true;
    if (!isMinimal || length > quint64(std::numeric_limits<qint64>::max()))
        return fail(CloseCode::ProtocolError);
    if (!isControl() && length > quint64(m_maxMessage - m_message.size()))
        return fail(CloseCode::TooLarge);
    m_frame.remaining = length;
    m_state = State::Payload;
}

void WebSocketParser::takePayload(QByteArrayView &input)
{
    const auto taken = qsizetype(qMin(quint64(input.size()), m_frame.remaining));
    if (taken == 0)
        return;
    QByteArray &target = isControl() ? m_control : m_message;
    const auto before = target.size();
    target.append(input.first(taken));
    input = input.sliced(taken);
    unmask(target.data() + before, taken, m_frame.key);
    m_frame.remaining -= quint64(taken);
    std::rotate(m_frame.key.begin(), m_frame.key.begin() + taken % MaskBytes, m_frame.key.end());

    const bool isText = !isControl() && m_messageOpcode == Opcode::Text;
    if (isText && !m_text.accept(QByteArrayView(target).sliced(before)))
        fail(CloseCode::InvalidText);
}

//! The present frame's payload is complete. \return the unit it completes, if it does.
std::optional<WebSocketUnit> WebSocketParser::finishFrame()
{
    m_state = State::Head;
    if (m_frame.opcode == Opcode::Close)
        return finishClose(std::exchange(m_control, {}));
    if (isControl())
        return WebSocketUnit{m_frame.opcode, std::exchange(m_control, {})};
    if (!m_frame.isFinal)
        return {};
    if (!m_text.isComplete()) {
        fail(CloseCode::InvalidText);
        return {};
    }
    m_fragments = 0;
    m_text.reset();
    return WebSocketUnit{std::exchange(m_messageOpcode, Opcode::Continuation),
                         std::exchange(m_message, {})};
}

std::optional<WebSocketUnit> WebSocketParser::finishClose(QByteArray payload)
{
    m_state = State::Ended;
    WebSocketUnit unit{Opcode::Close, {}};
    if (payload.isEmpty())
        return unit;
    if (payload.size() >= 2)
        unit.closeCode = qFromBigEndian<quint16>(payload.constData());
    if (!CloseCode::isAllowed(unit.closeCode)) { // Also a payload of one byte.
        fail(CloseCode::ProtocolError);
        return {};
    }
    unit.payload = payload.sliced(2);
    if (!isValidUtf8(unit.payload)) {
        fail(CloseCode::InvalidText);
        return {};
    }
    return unit;
}

void WebSocketParser::fail(quint16 code)
{
    m_violation = code;
    m_state = State::Ended;
    m_message.clear();
}

} // namespace linnet::net

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/enginepayload.h"

#include "common/protocol/utf8.h"

#include <algorithm>

namespace linnet::socketio {

namespace {

using Packets = std::vector<EnginePacket>;

constexpr char Separator = '\x1e'; // Version 4: between packets.
constexpr char LengthEnd = '\xff'; // Version 3, binary: behind the digits.
constexpr int MostDigits = 9; // Of a length; a payload is smaller by far.

std::optional<EnginePacket> decodeBase64(QByteArrayView text)
{
    const auto decoded =
        QByteArray::fromBase64Encoding(text.toByteArray(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    return EnginePacket{EnginePacket::Type::Message, *decoded, true};
}

//! Version 3 names the type behind the b, always a message's.
std::optional<EnginePacket> decodeOne(QByteArrayView text, EngineVersion version)
{
    if (!text.startsWith('b'))
        return isValidUtf8(text) ? decodeText(text) : std::nullopt;
    if (version == EngineVersion::V4)
        return decodeBase64(text.sliced(1));
    if (!text.startsWith("b4"))
        return std::nullopt;
    return decodeBase64(text.sliced(2));
}

QByteArray encodeOne(const EnginePacket &packet, EngineVersion version)
{
    if (!packet.isBinary)
        return encodeText(packet);
    return (version == EngineVersion::V4 ? "b" : "b4") + packet.data.toBase64();
}

std::optional<Packets> decodeV4(QByteArrayView body, size_t most)
{
    Packets packets;
    qsizetype at = 0;
    while (packets.size() < most) {
        const qsizetype found = body.indexOf(Separator, at);
        const qsizetype end = found < 0 ? body.size() : found;
        auto packet = decodeOne(body.sliced(at, end - at), EngineVersion::V4);
        if (!packet)
            return std::nullopt;
        packets.push_back(std::move(*packet));
        if (found < 0)
            return packets;
        at = end + 1;
    }
    return std::nullopt;
}

//! \return how many bytes of \p text make up \p units UTF-16 code units, or -1.
qsizetype bytesOfUnits(QByteArrayView text, qsizetype units)
{
    qsizetype at = 0;
    while (units > 0) {
        const int length = utf8SequenceLength(text.sliced(at));
        if (length == 0)
            return -1;
        units -= length == 4 ? 2 : 1;
        at += length;
    }
    return units == 0 ? at : -1;
}

qsizetype unitsOf(QByteArrayView utf8)
{
    return std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; })
        + std::count_if(utf8.begin(), utf8.end(), [](char c) { return uchar(c) >= 0xF0; });
}

//! \brief Reads the lengths in front of version 3's packets.
class V3Reader
{
public:
    explicit V3Reader(QByteArrayView body)
        : m_rest(body)
    {}

    bool atEnd() const { return m_rest.isEmpty(); }

    char takeByte()
    {
        const char byte = m_rest.front();
        m_rest = m_rest.sliced(1);
        return byte;
    }

    //! Digits are \p zero and the nine that follow it. \return -1 if there is no length.
    qsizetype takeLength(char zero, char end)
    {
        qsizetype length = 0;
        for (int digits = 0; digits <= MostDigits && !m_rest.isEmpty(); ++digits) {
            const char byte = takeByte();
            if (byte == end)
                return digits > 0 ? length : -1;
            if (byte < zero || byte > zero + 9)
                return -1;
            length = length * 10 + byte - zero;
        }
        return -1;
    }

    //! \return nothing if there are not that many.
    std::optional<QByteArrayView> take(qsizetype bytes)
    {
        if (bytes < 0 || bytes > m_rest.size())
            return std::nullopt;
        const QByteArrayView taken = m_rest.first(bytes);
        m_rest = m_rest.sliced(bytes);
        return taken;
    }

    std::optional<QByteArrayView> takeUnits(qsizetype units)
    {
        return units < 0 ? std::nullopt : take(bytesOfUnits(m_rest, units));
    }

private:
    QByteArrayView m_rest;
};

std::optional<EnginePacket> takeText(V3Reader &reader)
{
    const auto text = reader.takeUnits(reader.takeLength('0', ':'));
    return text ? decodeOne(*text, EngineVersion::V3) : std::nullopt;
}

std::optional<EnginePacket> takeBinary(V3Reader &reader)
{
    const char kind = reader.takeByte();
    const auto bytes = reader.take(reader.takeLength('\0', LengthEnd));
    if (!bytes || kind < 0 || kind > 1)
        return std::nullopt;
    if (kind == 1)
        return decodeBinary(bytes->toByteArray(), EngineVersion::V3);
    return isValidUtf8(*bytes) ? decodeText(*bytes) : std::nullopt;
}

std::optional<Packets> decodeV3(const EnginePayload &payload, size_t most)
{
    Packets packets;
    V3Reader reader(payload.body);
    while (!reader.atEnd()) {
        auto packet = payload.isBinary ? takeBinary(reader) : takeText(reader);
        if (!packet || packets.size() == most)
            return std::nullopt;
        packets.push_back(std::move(*packet));
    }
    if (packets.empty())
        return std::nullopt;
    return packets;
}

QByteArray encodeV4(const Packets &packets)
{
    QByteArray body;
    for (const EnginePacket &packet : packets) {
        if (!body.isEmpty())
            body += Separator;
        body += encodeOne(packet, EngineVersion::V4);
    }
    return body;
}

QByteArray encodeV3Text(const Packets &packets)
{
    QByteArray body;
    for (const EnginePacket &packet : packets) {
        const QByteArray text = encodeOne(packet, EngineVersion::V3);
        body += QByteArray::number(unitsOf(text)) + ':' + text;
    }
    return body;
}

QByteArray encodeV3Binary(const Packets &packets)
{
    QByteArray body;
    for (const EnginePacket &packet : packets) {
        const QByteArray bytes =
            packet.isBinary ? encodeBinary(packet.data, EngineVersion::V3) : encodeText(packet);
        body += packet.isBinary ? '\1' : '\0';
        for (const char digit : QByteArray::number(bytes.size()))
            body += char(digit - '0');
        body += LengthEnd + bytes;
    }
    return body;
}

} // namespace

EnginePayload encodePayload(const Packets &packets, PayloadFormat format)
{
    if (format.version == EngineVersion::V4)
        return {encodeV4(packets)};
    const bool anyBinary = std::any_of(packets.begin(), packets.end(),
                                       [](const EnginePacket &packet) { return packet.isBinary; });
    if (anyBinary && !format.isTextOnly)
        return {encodeV3Binary(packets), true};
    return {encodeV3Text(packets)};
}

std::optional<Packets> decodePayload(const EnginePayload &payload, EngineVersion version,
                                     size_t most)
{
    if (version == EngineVersion::V3)
        return decodeV3(payload, most);
    if (payload.isBinary)
        return std::nullopt;
    return decodeV4(payload.body, most);
}

} // namespace linnet::socketio

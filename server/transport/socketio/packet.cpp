// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/packet.h"

#include "common/protocol/jsontext.h"

#include <algorithm>
#include <array>

namespace linnet::socketio {

using Type = Packet::Type;

namespace {

constexpr int MostAttachments = 64;
constexpr qsizetype LongestNameSpace = 256;
constexpr quint64 LargestId = (quint64(1) << 53) - 1; // What JavaScript counts to.

//! Names that mean something to client libraries; nobody emits them.
constexpr std::array<QByteArrayView, 6> ReservedEvents = {
    R"("connect")",       R"("connect_error")", R"("disconnect")",
    R"("disconnecting")", R"("newListener")",   R"("removeListener")",
};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

//! \brief Takes a packet's head apart from left to right.
class Reader
{
public:
    explicit Reader(QByteArrayView text)
        : m_rest(text)
    {}

    QByteArrayView rest() const { return m_rest; }

    bool takeType(Type &type)
    {
        if (m_rest.isEmpty() || m_rest[0] < '0' || m_rest[0] > '6')
            return false;
        type = Type(m_rest[0]);
        m_rest = m_rest.sliced(1);
        return true;
    }

    //! \return the number of attachments, or -1.
    int takeAttachments()
    {
        const auto count = takeNumber(MostAttachments);
        if (!count || !m_rest.startsWith('-'))
            return -1;
        m_rest = m_rest.sliced(1);
        return int(*count);
    }

    bool takeNameSpace(QByteArray &nameSpace)
    {
        if (!m_rest.startsWith('/'))
            return true;
        const qsizetype comma = m_rest.indexOf(',');
        const qsizetype end = comma < 0 ? m_rest.size() : comma;
        if (end > LongestNameSpace)
            return false;
        nameSpace = m_rest.first(end).toByteArray();
        m_rest = m_rest.sliced(comma < 0 ? end : end + 1);
        return true;
    }

    bool takeId(std::optional<quint64> &id)
    {
        if (m_rest.isEmpty() || !isDigit(m_rest[0]))
            return true;
        id = takeNumber(LargestId);
        return id.has_value();
    }

private:
    std::optional<quint64> takeNumber(quint64 most)
    {
        if (m_rest.isEmpty() || !isDigit(m_rest[0]))
            return std::nullopt;
        quint64 number = 0;
        while (!m_rest.isEmpty() && isDigit(m_rest[0])) {
            number = number * 10 + quint64(m_rest[0] - '0');
            if (number > most)
                return std::nullopt;
            m_rest = m_rest.sliced(1);
        }
        return number;
    }

    QByteArrayView m_rest;
};

bool isEventArray(QByteArrayView json)
{
    const auto parts = headOfJsonArray(json);
    if (!parts)
        return false;
    const QByteArrayView name = parts->first;
    if (!name.startsWith('"'))
        return isDigit(name[0]) || name[0] == '-';
    return std::find(ReservedEvents.begin(), ReservedEvents.end(), name) == ReservedEvents.end();
}

//! \return whether \p packet's data, which is JSON or empty, is of the kind its type asks for.
bool hasFittingData(const Packet &packet)
{
    const QByteArrayView data = QByteArrayView(packet.data).trimmed();
    switch (packet.type) {
    case Type::Connect:
        return data.isEmpty() || data.startsWith('{');
    case Type::Disconnect:
        return data.isEmpty();
    case Type::ConnectError:
        return data.startsWith('{') || data.startsWith('"');
    case Type::Event:
    case Type::BinaryEvent:
        return isEventArray(data);
    case Type::Ack:
    case Type::BinaryAck:
        return packet.id && data.startsWith('[');
    }
    return false;
}

} // namespace

QByteArray encode(const Packet &packet)
{
    QByteArray text(1, char(packet.type));
    if (packet.type == Type::BinaryEvent || packet.type == Type::BinaryAck)
        text += QByteArray::number(packet.attachments) + '-';
    if (packet.nameSpace != "/")
        text += packet.nameSpace + ',';
    if (packet.id)
        text += QByteArray::number(*packet.id);
    return text + packet.data;
}

std::optional<Packet> parsePacket(QByteArrayView text)
{
    Packet packet;
    Reader reader(text);
    if (!reader.takeType(packet.type))
        return std::nullopt;
    if (packet.type == Type::BinaryEvent || packet.type == Type::BinaryAck)
        packet.attachments = reader.takeAttachments();
    if (packet.attachments < 0 || !reader.takeNameSpace(packet.nameSpace)
        || !reader.takeId(packet.id))
        return std::nullopt;
    packet.data = reader.rest().toByteArray();
    if (!packet.data.isEmpty() && !checkJson(packet.data))
        return std::nullopt;
    return hasFittingData(packet) ? std::optional(packet) : std::nullopt;
}

} // namespace linnet::socketio

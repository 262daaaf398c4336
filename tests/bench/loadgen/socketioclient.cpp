// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/socketioclient.h"

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace linnet::bench {

namespace {

constexpr unsigned char TextOpcode = 1;
constexpr unsigned char CloseOpcode = 8;
constexpr unsigned char PingOpcode = 9;
constexpr unsigned char PongOpcode = 10;
constexpr std::string_view MaskKey("\x5a\xc3\x17\x88", 4);

//! \brief A server's frame: unmasked, whole.
struct Frame
{
    unsigned char opcode = 0;
    std::string_view payload;
    size_t size = 0; //!< With its head; 0: more must come first.
};

Frame nextFrame(std::string_view bytes)
{
    const auto at = [&](size_t i) { return std::uint64_t(static_cast<unsigned char>(bytes[i])); };
    if (bytes.size() < 2)
        return {};
    size_t head = 2;
    std::uint64_t length = at(1) & 127;
    const size_t extra = length == 127 ? 8 : length == 126 ? 2 : 0;
    if (bytes.size() < head + extra)
        return {};
    if (extra > 0)
        length = 0;
    for (size_t i = 0; i < extra; ++i)
        length = length << 8 | at(head + i);
    head += extra;
    if (bytes.size() < head + length)
        return {};
    return {static_cast<unsigned char>(at(0) & 15), bytes.substr(head, length), head + length};
}

} // namespace

SocketIoClient::SocketIoClient(Loop &loop, const Target &target, std::string token)
    : Link(loop, target)
    , m_token(std::move(token))
{
    write("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\n"
          "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
          "Sec-WebSocket-Key: bGlubmV0LWxvYWQtZ2VuIQ==\r\n\r\n");
}

void SocketIoClient::emitEvent(std::string_view name, std::string_view argument, long ackId)
{
    std::string packet = "42";
    if (ackId >= 0)
        packet += std::to_string(ackId);
    packet += "[\"";
    packet += name;
    packet += "\",";
    packet += argument;
    packet += ']';
    writeFrame(TextOpcode, packet);
}

size_t SocketIoClient::received(std::string_view bytes)
{
    size_t done = m_isUpgraded ? 0 : receivedHead(bytes);
    while (m_isUpgraded) {
        const Frame frame = nextFrame(bytes.substr(done));
        if (frame.size == 0)
            break;
        done += frame.size;
        if (frame.opcode == TextOpcode)
            receivedText(frame.payload);
        else if (frame.opcode == PingOpcode)
            writeFrame(PongOpcode, frame.payload);
        else if (frame.opcode == CloseOpcode)
            close();
    }
    return done;
}

size_t SocketIoClient::receivedHead(std::string_view bytes)
{
    const size_t end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos)
        return 0;
    if (!bytes.starts_with("HTTP/1.1 101")) {
        std::fprintf(stderr, "no WebSocket: %.*s\n", int(end), bytes.data());
        std::exit(1);
    }
    m_isUpgraded = true;
    return end + 4;
}

void SocketIoClient::receivedText(std::string_view packet)
{
    if (packet.empty())
        return;
    if (packet[0] == '0')
        writeFrame(TextOpcode, "40{\"token\":\"" + m_token + "\"}");
    else if (packet[0] == '2')
        writeFrame(TextOpcode, "3");
    else if (packet[0] == '4' && packet.size() > 1)
        receivedMessage(packet);
}

void SocketIoClient::receivedMessage(std::string_view packet)
{
    if (packet[1] == '2') {
        onEvent(packet);
    } else if (packet[1] == '3') {
        long id = -1;
        std::from_chars(packet.data() + 2, packet.data() + packet.size(), id);
        onAck(id, packet);
    } else if (packet[1] == '0') {
        m_isReady = true;
    } else {
        std::fprintf(stderr, "refused: %.*s\n", int(packet.size()), packet.data());
        std::exit(1);
    }
}

void SocketIoClient::writeFrame(unsigned char opcode, std::string_view payload)
{
    std::string frame(1, char(0x80 | opcode));
    if (payload.size() < 126) {
        frame += char(0x80 | payload.size());
    } else {
        frame += char(0x80 | 126);
        frame += char(payload.size() >> 8);
        frame += char(payload.size() & 0xff);
    }
    frame += MaskKey;
    const size_t begin = frame.size();
    frame += payload;
    for (size_t i = 0; i < payload.size(); ++i)
        frame[begin + i] = char(frame[begin + i] ^ MaskKey[i & 3]);
    write(frame);
}

} // namespace linnet::bench

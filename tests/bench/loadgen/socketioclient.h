// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/loadgen/link.h"

#include <functional>

namespace linnet::bench {

//! \brief One signed-in Socket.IO client over WebSocket, with the least that can be called one.
class SocketIoClient : public Link
{
public:
    SocketIoClient(Loop &loop, const Target &target, std::string token);

    bool isReady() const { return m_isReady; }

    //! Emits event \p name with the JSON text \p argument; \p ackId below zero asks for no reply.
    void emitEvent(std::string_view name, std::string_view argument, long ackId = -1);

    std::function<void(std::string_view packet)> onEvent = [](std::string_view) {};
    std::function<void(long id, std::string_view packet)> onAck = [](long, std::string_view) {};

protected:
    size_t received(std::string_view bytes) override;

private:
    size_t receivedHead(std::string_view bytes);
    void receivedText(std::string_view packet);
    void receivedMessage(std::string_view packet);
    void writeFrame(unsigned char opcode, std::string_view payload);

    std::string m_token;
    bool m_isUpgraded = false;
    bool m_isReady = false;
};

} // namespace linnet::bench

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/protocolprofile/echolistener.h"

namespace linnet {

namespace {

class EchoListener : public socketio::EngineSession::Listener
{
public:
    explicit EchoListener(socketio::EngineSession &session)
        : m_session(session)
    {}

    void opened() override {}
    void received(socketio::EnginePacket message) override
    {
        m_session.send({message.data, message.isBinary});
    }
    void closed(CloseReason) override {}

private:
    socketio::EngineSession &m_session;
};

} // namespace

std::unique_ptr<socketio::EngineSession::Listener> makeEchoListener(
    socketio::EngineSession &session, std::shared_ptr<const net::Request>)
{
    return std::make_unique<EchoListener>(session);
}

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/protocolprofile/echosockets.h"

#include <QTimer>

namespace linnet {

namespace {

//! \return \p arguments with \p name, a JSON string, in front.
Arguments withName(const QByteArray &name, const Arguments &arguments)
{
    const QByteArray rest = arguments.json.sliced(1); // Without the opening bracket.
    return {'[' + name + (rest == "]" ? "" : ",") + rest, arguments.attachments};
}

//! Clients of the suites on a WebSocket look for the next packet after they have dealt with the one
//! before. In one segment with it, it is lost on them; so it is where they get to read it late, on
//! a machine that is busy.
constexpr auto Pause = std::chrono::milliseconds(40);

//! \brief Says once what the client said of itself, before anything else.
class Introduction
{
public:
    explicit Introduction(const std::shared_ptr<ClientSocket> &client)
        : m_client(client)
        , m_auth(client->handshake().auth)
    {}

    void give()
    {
        const auto client = m_client.lock();
        if (client && !std::exchange(m_isGiven, true))
            client->emitArguments(withName(R"("auth")", {'[' + m_auth + ']', {}}));
    }

private:
    const std::weak_ptr<ClientSocket> m_client;
    const QByteArray m_auth;
    bool m_isGiven = false;
};

bool isOnWebSocket(const ClientSocket &client)
{
    return client.handshake().request->query.contains("transport=websocket");
}

} // namespace

void echoTo(const std::shared_ptr<ClientSocket> &client)
{
    const std::weak_ptr weak = client; // The socket keeps its handlers.
    const auto introduction = std::make_shared<Introduction>(client);
    client->onEvent(
        [weak, introduction](const QByteArray &name, const Arguments &arguments, const Ack &ack) {
            introduction->give();
            const auto socket = weak.lock();
            if (name == "message" && socket)
                socket->emitArguments(withName(R"("message-back")", arguments));
            if (name == "message-with-ack" && ack)
                ack(arguments);
        });
    client->accept();
    if (isOnWebSocket(*client))
        QTimer::singleShot(Pause, Qt::PreciseTimer, [introduction] { introduction->give(); });
    else
        introduction->give();
}

} // namespace linnet

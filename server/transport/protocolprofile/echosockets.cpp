// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/protocolprofile/echosockets.h"

namespace linnet {

namespace {

//! \return \p arguments with \p name, a JSON string, in front.
Arguments withName(const QByteArray &name, const Arguments &arguments)
{
    const QByteArray rest = arguments.json.sliced(1); // Without the opening bracket.
    return {'[' + name + (rest == "]" ? "" : ",") + rest, arguments.attachments};
}

} // namespace

void echoTo(const std::shared_ptr<ClientSocket> &client)
{
    const std::weak_ptr weak = client; // The socket keeps its handlers.
    client->onEvent([weak](const QByteArray &name, const Arguments &arguments, const Ack &ack) {
        const auto socket = weak.lock();
        if (name == "message" && socket)
            socket->emitArguments(withName(R"("message-back")", arguments));
        if (name == "message-with-ack" && ack)
            ack(arguments);
    });
    client->accept();
    client->emitArguments(withName(R"("auth")", {'[' + client->handshake().auth + ']', {}}));
}

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/socketio/socketioserver.h"
#include "tests/support/fakewire.h"

#include <QTest>

namespace linnet::test {

//! \brief A Socket.IO server on a fake thread, with one client on a fake WebSocket.
class ClientFixture
{
public:
    //! By default, everybody is let into "/", "/custom" and "/message", which stands for "/".
    ClientFixture()
    {
        rules.nameSpaces = {{"/", "/"}, {"/custom", "/custom"}, {"/message", "/"}};
        rules.connected = [this](std::shared_ptr<ClientSocket> client) {
            clients.push_back(client);
            auths.append(client->handshake().auth);
            client->onClosed([this](CloseReason reason) { reasons.push_back(reason); });
            client->accept();
        };
    }

    //! Once, when the rules are as they should be.
    void start(socketio::EngineVersion version = socketio::EngineVersion::V4,
               const QByteArray &parameters = {}, const QByteArray &authorization = {})
    {
        socketio::EngineSettings settings;
        settings.allowsVersion3 = true;
        engine =
            socketio::makeSocketIoServer(std::make_shared<socketio::LiveSettings>(settings), rules,
                                         {.thread = m_thread,
                                          .deadlines = std::make_shared<DeadlineQueue>(),
                                          .peers = std::make_shared<socketio::EnginePeers>(),
                                          .unfinished = unfinished});
        auto made = std::make_unique<FakeWebSocket>(log);
        socket = made.get();
        net::Request request;
        request.method = "GET";
        request.path = "/socket.io/";
        request.query = "transport=websocket&EIO=" + QByteArray::number(int(version)) + parameters;
        request.headers = headers;
        if (!authorization.isEmpty())
            request.headers.add("authorization", authorization);
        engine->opened(std::move(made), std::move(request));
        QVERIFY(log->sent.takeFirst().startsWith('0'));
    }

    void say(const QByteArray &text) { emit socket->textReceived(text); }
    void say(std::initializer_list<const char *> texts)
    {
        for (const char *text : texts)
            say(QByteArray(text));
    }
    QByteArrayList heard() { return std::exchange(log->sent, {}); }
    bool isClosed() const { return log->closeCode >= 0; }

private:
    FakeIoThread m_thread;

public:
    socketio::ServerRules rules;
    net::Headers headers{{"user-agent", "test"}, {"accept", "everything"}}; //!< Of the client.
    std::vector<std::shared_ptr<ClientSocket>> clients;
    QByteArrayList auths; //!< What each of them said when it came.
    std::vector<CloseReason> reasons;
    std::shared_ptr<net::BodyBudget> unfinished = std::make_shared<net::BodyBudget>();
    std::shared_ptr<FakeWebSocket::Log> log = std::make_shared<FakeWebSocket::Log>();
    FakeWebSocket *socket = nullptr;
    std::unique_ptr<socketio::Engine> engine; // Goes first: the rules' handlers use the rest.
};

} // namespace linnet::test

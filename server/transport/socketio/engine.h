// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/bodybudget.h"
#include "server/net/iothread.h"
#include "server/transport/http/httppart.h"
#include "server/transport/socketio/enginepeers.h"
#include "server/transport/socketio/enginerequest.h"
#include "server/transport/socketio/enginesession.h"
#include "server/transport/socketio/waitingroom.h"

#include <unordered_map>

namespace linnet::socketio {

//! \brief One Engine.IO endpoint on one I/O thread: turns requests and WebSockets into sessions.
//!
//! A session belongs to the thread that made it. Its id names that thread, so that a poll which
//! arrives on a connection of another is passed on.
class Engine : public HttpPart
{
public:
    //! Makes what the session carries messages for, when the client has the session's open packet.
    using SessionOpened = std::function<std::unique_ptr<EngineSession::Listener>(
        EngineSession &session, std::shared_ptr<const net::Request> request)>;

    //! \brief What the engine works on and with.
    struct Surroundings
    {
        net::IoThread &thread;
        std::shared_ptr<DeadlineQueue> deadlines; //!< Of the thread.
        std::shared_ptr<EnginePeers> peers; //!< The same for the engines of all threads.
        //! Of all that is kept in memory of what is posted.
        std::shared_ptr<net::BodyBudget> bodies = std::make_shared<net::BodyBudget>();
        //! Of all that is kept of messages that are not whole yet.
        std::shared_ptr<net::BodyBudget> unfinished = std::make_shared<net::BodyBudget>();
    };

    Engine(std::shared_ptr<const LiveSettings> settings, Surroundings surroundings,
           SessionOpened opened);
    ~Engine() override;
    Q_DISABLE_COPY_MOVE(Engine)

    const EngineSettings &settings() const { return **m_settings; }
    size_t sessionCount() const { return m_sessions.size(); }

    bool handles(QByteArrayView path) const override;
    net::BodyPlan planBody(const net::Request &head) override;
    void handle(net::Request request, net::Reply reply) override;
    net::UpgradePlan planUpgrade(const net::Request &request) override;
    void opened(std::unique_ptr<net::WebSocket> socket, net::Request request) override;
    void drain(Farewell &farewell) override;

private:
    class PostBody;

    void startPolling(net::Request request, net::Reply reply, PayloadFormat format);
    net::ConnectionBudget::Verdict admit(const QHostAddress &address,
                                         EngineSession::Place &place) const;
    void startWebSocket(net::Request request, std::unique_ptr<net::WebSocket> socket,
                        PayloadFormat format);
    void poll(net::Reply reply, const QByteArray &sid);
    void post(const net::Request &request, net::Reply reply, const QByteArray &sid);
    std::optional<EngineFault> judgeUpgrade(const net::Request &request,
                                            net::UpgradePlan &plan) const;
    std::shared_ptr<EngineSession> makeSession(PayloadFormat format, const net::Peer &peer);
    void listen(EngineSession &session, net::Request request);
    std::shared_ptr<EngineSession> find(const QByteArray &sid) const;

    const std::shared_ptr<const LiveSettings> m_settings;
    net::IoThread &m_thread;
    const std::shared_ptr<DeadlineQueue> m_deadlines;
    const std::shared_ptr<EnginePeers> m_peers;
    const std::shared_ptr<net::BodyBudget> m_bodies;
    const std::shared_ptr<net::BodyBudget> m_unfinished;
    const SessionOpened m_opened;
    std::unordered_map<QByteArray, std::shared_ptr<EngineSession>> m_sessions;
    bool m_isGoingDown = false;
    WaitingRoom m_pollingRoom;
    WaitingRoom m_socketRoom;
};

} // namespace linnet::socketio

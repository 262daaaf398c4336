// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/engine.h"

#include "server/net/httpfault.h"
#include "server/net/settings.h"
#include "server/net/websockethandshake.h"
#include "server/transport/http/responses.h"
#include "server/transport/socketio/engineid.h"
#include "server/transport/socketio/engineupgrade.h"
#include "server/transport/sockets/farewell.h"
#include "server/transport/sockets/lastwords.h"

namespace linnet::socketio {

namespace {

constexpr int Pause = 5; // Seconds: those who do not get in are gone by then.

net::Response tooMany(net::ConnectionBudget::Verdict verdict)
{
    if (verdict == net::ConnectionBudget::Verdict::TooManyFromAddress)
        return net::toResponse({429, "too_many_sessions",
                                "Too many sessions of this address are not signed in.", Pause});
    return net::toResponse(
        {503, "unavailable", "The server has no room for another session.", Pause});
}

} // namespace

//! \brief Collects a POST's body, and tells the session that one is on its way.
class Engine::PostBody : public net::BodySink
{
public:
    PostBody(Engine &engine, QByteArray sid)
        : m_peers(engine.m_peers)
        , m_thread(engine.m_thread)
        , m_sid(std::move(sid))
    {
        tell([](EngineSession &session) { session.postBegan(); });
    }

    ~PostBody() override
    {
        if (!m_isTaken)
            tell([](EngineSession &session) { session.postEnded(); });
    }

    std::optional<net::Response> write(QByteArrayView piece) override
    {
        m_body.append(piece);
        return std::nullopt;
    }

    std::optional<net::Response> finished() override { return std::nullopt; }

    //! From now on it is EngineSession::post() that says the body has ended.
    QByteArray take()
    {
        m_isTaken = true;
        return std::move(m_body);
    }

private:
    void tell(void (*what)(EngineSession &))
    {
        m_peers->run(m_thread, threadOf(m_sid), [sid = m_sid, what](Engine &owner) {
            if (const auto session = owner.find(sid))
                what(*session);
        });
    }

    const std::shared_ptr<EnginePeers> m_peers;
    net::IoThread &m_thread;
    const QByteArray m_sid;
    QByteArray m_body;
    bool m_isTaken = false;
};

Engine::Engine(std::shared_ptr<const LiveSettings> settings, Surroundings surroundings,
               SessionOpened opened)
    : m_settings(std::move(settings))
    , m_thread(surroundings.thread)
    , m_deadlines(std::move(surroundings.deadlines))
    , m_peers(std::move(surroundings.peers))
    , m_bodies(std::move(surroundings.bodies))
    , m_unfinished(std::move(surroundings.unfinished))
    , m_opened(std::move(opened))
    , m_pollingRoom(this->settings().openDelay)
    , m_socketRoom(this->settings().socketOpenDelay)
{
    m_peers->join(m_thread, *this);
}

Engine::~Engine()
{
    m_peers->leave(m_thread);
    const auto sessions = m_sessions; // Closing takes them out.
    for (const auto &[sid, session] : sessions)
        session->close(CloseReason::ShuttingDown);
}

bool Engine::handles(QByteArrayView path) const
{
    const QByteArray &own = settings().path;
    return path == own || path == QByteArrayView(own).chopped(1);
}

net::BodyPlan Engine::planBody(const net::Request &head)
{
    const EngineSettings &now = settings();
    net::BodyPlan plan;
    plan.limit = now.maxPayload;
    plan.budget = m_bodies;
    const auto read = readRequest(head, EngineTransport::Polling, now);
    const auto *const parameters = std::get_if<EngineRequest>(&read);
    if (head.method == "POST" && parameters && !parameters->sid.isEmpty())
        plan.sink = std::make_shared<PostBody>(*this, parameters->sid);
    return plan;
}

void Engine::handle(net::Request request, net::Reply reply)
{
    m_deadlines->expireDue();
    const EngineSettings &now = settings();
    const auto read = readRequest(request, EngineTransport::Polling, now);
    if (const auto *const fault = std::get_if<EngineFault>(&read))
        return reply.send(toResponse(*fault));
    const auto &parameters = std::get<EngineRequest>(read);
    if (parameters.sid.isEmpty()) {
        if (!now.cors.acceptsFrom(request))
            return reply.send(toResponse(EngineFault::Forbidden));
        if (m_isGoingDown)
            return reply.send(goingDown());
        const PayloadFormat format{*versionFor(parameters, now), parameters.isTextOnly};
        return m_pollingRoom.seat(std::move(request), std::move(reply),
                                  [this, format](net::Request waited, net::Reply waiting) {
                                      startPolling(std::move(waited), std::move(waiting), format);
                                  });
    }
    const int owner = threadOf(parameters.sid);
    if (owner < 0 || owner >= m_thread.count())
        return reply.send(toResponse(EngineFault::UnknownSession));
    if (request.method == "GET")
        return poll(std::move(reply), parameters.sid);
    if (request.method == "POST")
        return post(request, std::move(reply), parameters.sid);
    reply.send(toResponse(EngineFault::BadRequest));
}

net::ConnectionBudget::Verdict Engine::admit(const QHostAddress &address,
                                             EngineSession::Place &place) const
{
    const EngineSettings &now = settings();
    net::Limits most;
    most.connections = now.newcomers;
    most.connectionsPerAddress = now.newcomersPerAddress;
    most.proxies = now.proxies;
    return m_peers->newcomers().admit(address, most, place);
}

void Engine::startPolling(net::Request request, net::Reply reply, PayloadFormat format)
{
    EngineSession::Place place;
    const auto verdict = admit(request.peer.address, place);
    if (verdict != net::ConnectionBudget::Verdict::Admitted)
        return reply.send(tooMany(verdict));
    const auto session = makeSession(format, request.peer);
    session->takePlace(std::move(place), [this, address = request.peer.address] {
        EngineSession::Place another;
        std::ignore = admit(address, another);
        return another;
    });
    session->openOn(std::move(reply));
    listen(*session, std::move(request));
}

void Engine::startWebSocket(net::Request request, std::unique_ptr<net::WebSocket> socket,
                            PayloadFormat format)
{
    const auto session = makeSession(format, request.peer);
    session->openOn(std::move(socket));
    listen(*session, std::move(request));
}

void Engine::poll(net::Reply reply, const QByteArray &sid)
{
    const int owner = threadOf(sid);
    reply.onAbort([peers = m_peers, &thread = m_thread, owner, sid] {
        peers->run(thread, owner, [sid](Engine &engine) {
            if (const auto session = engine.find(sid))
                session->pollAborted();
        });
    });
    const auto pending = std::make_shared<net::Reply>(std::move(reply));
    m_peers->run(m_thread, owner, [pending, sid](Engine &engine) {
        engine.m_deadlines->expireDue();
        if (const auto session = engine.find(sid))
            session->poll(std::move(*pending));
        else
            pending->send(toResponse(EngineFault::UnknownSession));
    });
}

void Engine::post(const net::Request &request, net::Reply reply, const QByteArray &sid)
{
    EnginePayload payload;
    if (const auto body = std::dynamic_pointer_cast<PostBody>(request.sink))
        payload.body = body->take();
    payload.isBinary = request.headers.value("content-type").startsWith("application/octet-stream");
    const auto pending = std::make_shared<net::Reply>(std::move(reply));
    m_peers->run(m_thread, threadOf(sid), [pending, sid, payload](Engine &engine) {
        engine.m_deadlines->expireDue();
        const auto session = engine.find(sid);
        if (!session)
            return pending->send(toResponse(EngineFault::UnknownSession));
        if (!session->post(payload))
            return pending->send(toResponse(EngineFault::BadRequest));
        net::Response response;
        response.headers.add("content-type", "text/plain; charset=UTF-8");
        response.headers.add("cache-control", "no-store");
        response.body = "ok";
        pending->send(std::move(response));
    });
}

net::UpgradePlan Engine::planUpgrade(const net::Request &request)
{
    m_deadlines->expireDue();
    net::UpgradePlan plan;
    plan.maxMessage = settings().maxPayload;
    plan.budget = m_unfinished;
    // None means anything here, but clients that offer some insist on one. The reference server
    // takes the first, too.
    plan.subprotocol = net::handshake::offeredSubprotocols(request).value(0);
    if (const auto fault = judgeUpgrade(request, plan))
        plan.refusal = toResponse(*fault);
    return plan;
}

std::optional<EngineFault> Engine::judgeUpgrade(const net::Request &request,
                                                net::UpgradePlan &plan) const
{
    const EngineSettings &now = settings();
    const auto read = readRequest(request, EngineTransport::WebSocket, now);
    if (const auto *const fault = std::get_if<EngineFault>(&read))
        return *fault;
    if (!now.cors.acceptsFrom(request))
        return EngineFault::Forbidden;
    const QByteArray &sid = std::get<EngineRequest>(read).sid;
    if (sid.isEmpty())
        return std::nullopt;
    const int owner = threadOf(sid);
    if (owner < 0 || owner >= m_thread.count())
        return EngineFault::UnknownSession;
    if (owner != m_thread.index())
        plan.thread = owner;
    else if (!find(sid))
        return EngineFault::UnknownSession;
    return std::nullopt;
}

void Engine::opened(std::unique_ptr<net::WebSocket> socket, net::Request request)
{
    const EngineSettings &now = settings();
    const auto read = readRequest(request, EngineTransport::WebSocket, now);
    if (std::holds_alternative<EngineFault>(read)) // The settings have changed since planUpgrade().
        return closeAndForget(std::move(socket), 1000);
    const auto &parameters = std::get<EngineRequest>(read);
    if (!parameters.sid.isEmpty()) {
        if (const auto session = find(parameters.sid))
            return session->tryUpgrade(std::move(socket),
                                       std::make_shared<const net::Request>(std::move(request)));
        return closeAndForget(std::move(socket), 1000);
    }
    const PayloadFormat format{*versionFor(parameters, now), false};
    m_socketRoom.seat(std::move(request), std::move(socket),
                      [this, format](net::Request waited, auto waiting) {
                          startWebSocket(std::move(waited), std::move(waiting), format);
                      });
}

void Engine::drain(Farewell &farewell)
{
    m_isGoingDown = true;
    for (const auto &[sid, session] : m_sessions)
        farewell.add(session);
}

std::shared_ptr<EngineSession> Engine::makeSession(PayloadFormat format, const net::Peer &peer)
{
    const EngineSettings &now = settings();
    const auto session =
        std::make_shared<EngineSession>(now, *m_deadlines, makeSessionId(m_thread.index()), format,
                                        now.pingIntervalAt(peer.listener));
    session->chargeTo(m_unfinished, net::placeOf(peer, now.proxies));
    session->onForgotten([this](EngineSession &forgotten) { m_sessions.erase(forgotten.sid()); });
    m_sessions.emplace(session->sid(), session);
    return session;
}

void Engine::listen(EngineSession &session, net::Request request)
{
    if (!session.isOpen()) // Gone before it had begun.
        return;
    auto shared = std::make_shared<const net::Request>(std::move(request));
    session.setListener(m_opened(session, std::move(shared)));
}

std::shared_ptr<EngineSession> Engine::find(const QByteArray &sid) const
{
    const auto found = m_sessions.find(sid);
    return found == m_sessions.end() ? nullptr : found->second;
}

} // namespace linnet::socketio

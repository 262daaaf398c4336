// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/bodyshare.h"
#include "server/net/connectionbudget.h"
#include "server/net/load.h"
#include "server/net/reply.h"
#include "server/net/websocket.h"
#include "server/transport/socketio/enginepayload.h"
#include "server/transport/socketio/enginesettings.h"
#include "server/transport/sockets/clientsocket.h"
#include "server/transport/sockets/deadline.h"

#include <memory>

namespace linnet::socketio {

class EngineUpgrade;

//! \brief A message on its way out.
struct EngineMessage
{
    QByteArray data;
    bool isBinary = false;
    bool mayDrop = false;
    const net::Frame *frame = nullptr; //!< The message ready for a WebSocket, if somebody made it.
};

//! \brief One client's Engine.IO session, over whichever transport it is on at the moment.
//!
//! Owned by its Engine, and lives on that engine's thread.
class EngineSession : public std::enable_shared_from_this<EngineSession>
{
public:
    //! \brief What the session carries messages for.
    class Listener
    {
    public:
        virtual ~Listener() = default;
        //! The client has the open packet; messages may follow.
        virtual void opened() = 0;
        virtual void received(EnginePacket message) = 0;
        //! The session has moved from polling to a WebSocket, which \p request opened.
        // NOLINTNEXTLINE(performance-unnecessary-value-param): those that override it may keep it.
        virtual void upgraded(std::shared_ptr<const net::Request> /*request*/) {}
        //! \return whether the client waits for answers.
        virtual bool isBusy() const { return false; }
        //! The last call.
        virtual void closed(CloseReason reason) = 0;
    };

    //! \p settings and \p deadlines outlive the session.
    EngineSession(const EngineSettings &settings, DeadlineQueue &deadlines, QByteArray sid,
                  PayloadFormat format, std::chrono::milliseconds pingInterval);
    ~EngineSession();
    Q_DISABLE_COPY_MOVE(EngineSession)

    const QByteArray &sid() const { return m_sid; }
    EngineVersion version() const { return m_format.version; }
    bool isOpen() const { return m_state == State::Open; }
    bool isPolling() const { return !m_socket; }
    //! \return how many bytes a message of the client may have.
    qint64 maxPayload() const { return m_settings.maxPayload; }
    //! \return bytes sent that the client has not taken.
    qint64 backlog() const;
    //! \return whether the client waits for answers, or has not fetched them by polling.
    bool isBusy() const;

    //! What is kept of the client's messages takes room of \p budget, in the share of \p place.
    void chargeTo(std::shared_ptr<net::BodyBudget> budget, QByteArray place)
    {
        m_budget = std::move(budget);
        m_budgetPlace = std::move(place);
    }
    net::BodyShare makeShare() const { return {m_budget, m_budgetPlace}; }

    //! Once, after openOn().
    void setListener(std::unique_ptr<Listener> listener);
    //! \p forgotten is told once, when nothing more can be asked of the session.
    void onForgotten(std::function<void(EngineSession &)> forgotten)
    {
        m_forgotten = std::move(forgotten);
    }

    using Place = std::unique_ptr<net::ConnectionBudget::Admission>;

    //! \p place is what the session takes up as a newcomer, until it is let in; and \p findAnother
    //! gives it another one, or null, where it becomes a newcomer again.
    void takePlace(Place place, std::function<Place()> findAnother)
    {
        m_place = std::move(place);
        m_findPlace = std::move(findAnother);
    }
    void letIn() { m_place.reset(); }
    //! It is in nowhere any more. Ends where there is no place for a newcomer.
    void letOut();

    //! Starts on a WebSocket.
    void openOn(std::unique_ptr<net::WebSocket> socket);
    //! Starts on polling: answers \p reply with the open packet.
    void openOn(net::Reply reply);
    //! A WebSocket came for the session with \p request: a candidate to move to.
    void tryUpgrade(std::unique_ptr<net::WebSocket> socket,
                    std::shared_ptr<const net::Request> request);
    bool mayUpgrade() const { return isOpen() && isPolling() && m_settings.allowsWebSocket; }

    //! A poll: answered with what waits, or when something comes.
    void poll(net::Reply reply);
    //! The client of a poll has sent its last byte. That is how a cancelled poll ends a session:
    //! where it is the pending one, it is answered with that end.
    void pollAborted();
    //! A body begins to arrive. \return false if another one is arriving, which ends the session.
    bool postBegan();
    void postEnded() { m_isPosting = false; }
    //! Ends what postBegan() began. \return whether the body was a payload for an open session on
    //! polling.
    bool post(const EnginePayload &payload);

    void send(const EngineMessage &message);
    void close(CloseReason reason);

private:
    enum class State : char {
        Open,
        Lingering, // Closed, but last words wait for a poll.
        Closed,
    };

    QByteArray openPacket() const;
    void adopt(std::unique_ptr<net::WebSocket> socket);
    void moveTo(std::unique_ptr<net::WebSocket> socket,
                std::shared_ptr<const net::Request> request);
    void receiveFrame(std::optional<EnginePacket> packet);
    void receive(EnginePacket packet);
    void sendPacket(EnginePacket packet);
    bool hasRoomFor(qint64 bytes, qint64 most);
    bool makeRoomFor(qint64 bytes);
    void answer(net::Reply poll, const std::vector<EnginePacket> &packets);
    void flush();
    void heartbeat();
    void heard();
    void closeTransport(CloseReason reason);
    void forget();

    const EngineSettings &m_settings;
    DeadlineQueue &m_deadlines;
    const QByteArray m_sid;
    const PayloadFormat m_format;
    const std::chrono::milliseconds m_pingInterval; // Of the listener that the client came in at.
    State m_state = State::Open;
    bool m_isPosting = false;
    bool m_isReadingPost = false; // What is sent meanwhile goes out in one payload.
    bool m_awaitsPong = false;
    bool m_hasLeft = false; // By a packet that says so.
    Place m_place; // Among newcomers.
    std::function<Place()> m_findPlace;
    std::shared_ptr<net::BodyBudget> m_budget;
    QByteArray m_budgetPlace;
    std::unique_ptr<Listener> m_listener;
    std::function<void(EngineSession &)> m_forgotten;
    std::unique_ptr<net::WebSocket> m_socket; // Null while polling.
    std::unique_ptr<EngineUpgrade> m_upgrade;
    std::optional<net::Reply> m_poll;
    std::vector<EnginePacket> m_queue; // Waits for the next poll.
    net::Load m_queued;
    Deadline m_heartbeat;
};

} // namespace linnet::socketio

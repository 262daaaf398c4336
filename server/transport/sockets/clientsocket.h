// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/domain/opensockets.h"
#include "server/net/message.h"
#include "server/transport/sockets/preparedevent.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace linnet {

//! \brief Values as they came or go over the wire: JSON as it was written, bytes beside it.
struct Arguments
{
    QByteArray json; //!< An array, whole: ["a",{"b":1}]. Has passed checkJson().
    std::vector<QByteArray> attachments = {}; //!< What {"_placeholder":true,"num":n} stands for.
    bool isError = false; //!< Of an answer: a plain WebSocket calls the value "error", not "data".

    //! \return the array's elements; they point into json.
    std::vector<QByteArrayView> values() const;
};

//! \brief Answers one request of a client, at most once. Null if the client wants no answer; does
//! nothing when the client has gone.
using Ack = std::function<void(const Arguments &)>;

//! \brief Why a socket is closed. The texts are those of the Socket.IO documentation.
enum class CloseReason {
    TransportClose,
    TransportError,
    PingTimeout,
    ParseError,
    ClientDisconnect,
    ServerDisconnect,
    ShuttingDown,
    Overflow, //!< The client did not take what was sent: it is to come back and synchronise.
    Unauthenticated, //!< No valid identification in time.
};

//! \return e.g. "ping timeout".
QByteArray toText(CloseReason reason);

//! \brief What a client said when it came.
struct Handshake
{
    std::shared_ptr<const net::Request> request; //!< That opened the connection.
    QByteArray auth = "{}"; //!< JSON object.
    QByteArray dialect = {}; //!< Whose words it hears; empty: those of its session.
    std::optional<Timestamp> since = {}; //!< The client asks for what it has not heard since then.
    bool isRepeated = false; //!< It has asked to be let in before, or may have, on the connection.
};

//! \return of \p request what may matter after the handshake: thousands of idle clients are not to
//! keep the rest in memory.
std::shared_ptr<const net::Request> withoutBallast(const net::Request &request);

//! \brief One client's connection as the layers above see it, whatever the wire.
//!
//! Lives on its I/O thread and is used there only. Events are kept until accept().
class ClientSocket
{
public:
    using EventHandler = std::function<void(const QByteArray &name, Arguments arguments, Ack ack)>;
    using Acknowledged = std::function<void(Arguments)>;
    using ClosedHandler = std::function<void(CloseReason)>;
    using UpgradedHandler = std::function<void(const net::Request &)>;

    virtual ~ClientSocket() = default;

    //! \return unique among all connections of this process's life.
    virtual const QByteArray &id() const = 0;
    //! \return e.g. "/"; aliases are resolved.
    virtual const QByteArray &nameSpace() const = 0;
    //! Meant for the decision to accept; only a few of the headers survive it.
    virtual const Handshake &handshake() const = 0;

    //! Lets the client in. Set the handlers before.
    virtual void accept() = 0;
    //! Turns the client away. \p data is JSON, or empty for none.
    virtual void refuse(const QByteArray &message, const QByteArray &data = {}) = 0;

    virtual void emitEvent(const PreparedEvent &event) = 0;
    //! Emits \p arguments, the first of which is the event's name, to this client only; with
    //! \p acknowledged, asks it for an answer.
    virtual void emitArguments(const Arguments &arguments, Acknowledged acknowledged = {}) = 0;
    //! \return bytes sent that the client has not taken.
    virtual qint64 backlog() const = 0;
    //! \return what it is on at the moment.
    virtual SocketTransport transport() const = 0;
    //! Ends this namespace's connection, and with \p reason other than ServerDisconnect the
    //! transport beneath it, so that the client comes back by itself.
    virtual void close(CloseReason reason) = 0;
    virtual bool isOpen() const = 0;
    //! The client has asked for something, and is not sent away without its answer until
    //! endRequest().
    void beginRequest() { ++m_requests; }
    void endRequest() { --m_requests; }
    bool isBusy() const { return m_requests > 0; }
    //! What the client has missed is being looked for. What it hears until endCatchUp() is newer,
    //! and does not count for how far it has got: were it cut off then, it would never hear the
    //! rest.
    void beginCatchUp() { m_isCatchingUp = true; }
    void endCatchUp() { m_isCatchingUp = false; }
    //! \return whether the client may still open another connection in place of this one.
    virtual bool mayUpgrade() const { return false; }

    void onEvent(EventHandler handler)
    {
        m_event = std::make_shared<const EventHandler>(std::move(handler));
    }
    //! Called once, last, also if the socket was never accepted.
    void onClosed(ClosedHandler handler) { m_closed = std::move(handler); }
    //! Called when the client has come with another request, which may say more of who it is.
    void onUpgraded(UpgradedHandler handler) { m_upgraded = std::move(handler); }

protected:
    bool isCatchingUp() const { return m_isCatchingUp; }

    std::shared_ptr<const EventHandler> m_event; //!< Null: nobody listens.
    ClosedHandler m_closed;
    UpgradedHandler m_upgraded;

private:
    int m_requests = 0; //!< Whose answers are being worked on.
    bool m_isCatchingUp = false;
};

//! \brief Asked about each client that wants in; calls accept() or refuse(), now or later.
using ConnectHandler = std::function<void(std::shared_ptr<ClientSocket> socket)>;

} // namespace linnet

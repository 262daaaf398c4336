// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/bus/event.h"

#include <vector>

namespace linnet {

//! \brief Which of the audience's sockets an event is for: rooms are conversations that are open on
//! a client's screen (Answer::room).
enum class Reach {
    Everybody,
    InRoom, //!< Those that are in the room of the event's conversation.
    OutsideRoom, //!< Those that are not.
    Unwatched, //!< Those that are not, and those where the room is hidden by another one.
    NotElsewhere, //!< Those that are, and those that have never said in which rooms they are.
};

//! \brief One event as a client of a dialect hears it.
struct SocketEvent
{
    QByteArray name;
    QByteArray json; //!< Its one argument, as JSON text.
    bool mayDrop = false; //!< Typing, presence: given up first when a client is slow.
    Reach reach = Reach::Everybody;
};

//! \brief How the clients of a dialect let it be known that they have a message.
enum class ReceiptSource {
    Events, //!< They say so.
    Presence, //!< They do not: what reached a socket is delivered, and read where its room is open.
};

//! \brief How the clients of a dialect learn who is online.
enum class PresenceNews {
    Changes, //!< Of those whom they share a conversation with: PresenceChanged.
    List, //!< Of everybody, each time: OnlineListChanged.
};

//! \brief What a socket of a dialect's clients says of who it is.
enum class SocketProof {
    Token,
    NamedUser, //!< Only whose it is, in older clients: see RecentCallers for what that is worth.
};

//! \brief One family of clients: its routes, its event names, its shapes. No rules.
//!
//! Immutable once built; used from every I/O thread.
class Dialect
{
public:
    virtual ~Dialect() = default;

    virtual QLatin1String name() const = 0;

    virtual ReceiptSource receipts() const { return ReceiptSource::Events; }
    virtual PresenceNews presence() const { return PresenceNews::Changes; }
    virtual SocketProof socketProof() const { return SocketProof::Token; }

    //! \return who may open a socket that speaks it.
    virtual Access socketAccess() const { return Access::User; }

    virtual QList<Endpoint> endpoints() = 0;

    //! \return what a client of this dialect is told of \p event: nothing, one or several events,
    //! the same for everybody in the audience.
    virtual std::vector<SocketEvent> encode(const Event &event) const = 0;

    //! \return whether what is encoded depends on where a client reaches this server: it has URLs.
    virtual bool showsUrls() const { return false; }
    //! As encode(), for clients that reach this server at \p origin.
    virtual std::vector<SocketEvent> encodeFor(const Event &event, const QString &origin) const
    {
        Q_UNUSED(origin)
        return encode(event);
    }

    //! \return \p error as clients of this dialect know it over HTTP: its kind decides the status.
    virtual Error translate(Error error) const { return error; }

    //! \return the body of an HTTP error reply.
    virtual QJsonObject errorBody(const Error &error) const = 0;

    //! \return what a failed socket request is acknowledged with.
    virtual QJsonObject errorAcknowledgement(const Error &error) const = 0;

    //! \return the connect_error message for a handshake that was refused with \p error.
    virtual QString connectError(const Error &error) const = 0;
};

} // namespace linnet

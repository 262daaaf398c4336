// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/bus/event.h"

#include <vector>

namespace linnet {

//! \brief One event as a client of a dialect hears it.
struct SocketEvent
{
    QByteArray name;
    QByteArray json; //!< Its one argument, as JSON text.
    bool mayDrop = false; //!< Typing, presence: given up first when a client is slow.
};

//! \brief One family of clients: its routes, its event names, its shapes. No rules.
//!
//! Immutable once built; used from every I/O thread.
class Dialect
{
public:
    virtual ~Dialect() = default;

    virtual QLatin1String name() const = 0;

    virtual QList<Endpoint> endpoints() = 0;

    //! \return what a client of this dialect is told of \p event: nothing, one or several events,
    //! the same for everybody in the audience.
    virtual std::vector<SocketEvent> encode(const Event &event) const = 0;

    //! \return the body of an HTTP error reply.
    virtual QJsonObject errorBody(const Error &error) const = 0;

    //! \return what a failed socket request is acknowledged with.
    virtual QJsonObject errorAcknowledgement(const Error &error) const = 0;

    //! \return the connect_error message for a handshake that was refused with \p error.
    virtual QString connectError(const Error &error) const = 0;
};

} // namespace linnet

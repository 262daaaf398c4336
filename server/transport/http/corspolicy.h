// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/message.h"

#include <QByteArrayList>

namespace linnet {

//! \brief Which web pages of other origins may talk to this server, and how they are told.
//!
//! Immutable; safe from any thread.
class CorsPolicy
{
public:
    //! Development servers and installed applications on the user's own machine.
    static QByteArrayList loopbackOrigins();

    //! \p origins are as browsers send them, e.g. "https://chat.example.org"; "http://localhost:*"
    //! stands for every port, and "*" for everybody, who then come without credentials.
    //! \param host the name that pages of our own are at, e.g. "chat.example.org"; empty: any.
    explicit CorsPolicy(QByteArrayList origins = loopbackOrigins(), QByteArray host = {});

    //! \return what to send along with any answer to \p request, errors included.
    net::Headers headersFor(const net::Request &request) const;

    static bool isPreflight(const net::Request &request);
    //! \return the answer to a browser that asks before it dares.
    net::Response preflight(const net::Request &request) const;

    //! \return whether the page that \p request comes from may act for its user: its origin is ours
    //! or allowed. True for what is no page. To be asked before a WebSocket is opened.
    bool acceptsFrom(const net::Request &request) const;

    //! \return whether \p request may be believed to be its user's wish where nothing but cookies
    //! says who that is: browsers send them whichever page asks. True for what is no page.
    bool acceptsCookiesFrom(const net::Request &request) const;

    //! As acceptsCookiesFrom(), where nothing but the address says who that is. It is lent to pages
    //! of any name that leads here, too.
    bool acceptsNamesFrom(const net::Request &request) const;

    bool operator==(const CorsPolicy &) const = default;

private:
    bool allows(QByteArrayView origin) const;
    bool isOwnHost(QByteArrayView host) const;
    bool isOwn(QByteArrayView origin, const net::Request &request) const;

    QByteArrayList m_origins;
    QByteArray m_host;
    bool m_allowsAll = false;
};

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context/contextstore.h"
#include "cli/context/target.h"
#include "common/client/apiclient.h"

namespace linnet::cli {

//! \return a client of \p server that nobody is signed in at.
ApiClient makeClient(const ServerAddress &server, const TransportSettings &settings);

//! \brief The server that is asked, as whoever is signed in there. A token that has run out is
//! renewed, once for all programs that use the same context.
class ServerConnection
{
public:
    ServerConnection(Target target, const ContextStore &store, TransportSettings settings);
    Q_DISABLE_COPY_MOVE(ServerConnection)

    ApiClient &api() { return m_api; }
    const Target &target() const { return m_target; }
    //! \return whether the server is told who asks.
    bool isSignedIn() const;

private:
    Result<QByteArray> renew();
    Result<> refresh(Context &context) const;

    Target m_target;
    const ContextStore &m_store;
    const TransportSettings m_settings;
    ApiClient m_api;
};

} // namespace linnet::cli

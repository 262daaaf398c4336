// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QString>

namespace linnet {

//! \brief Where a server is reached, by URL or by a Unix socket of this machine, and by what it is
//! known.
struct ServerAddress
{
    QString url; //!< Without a slash at the end, e.g. "https://chat.example.org".
    QString socketPath = {}; //!< Empty: over the network.
    QString caFile = {}; //!< PEM file of who may vouch for it; empty: whom the system trusts.

    bool isLocal() const { return !socketPath.isEmpty(); }
    //! \return how people write it: the URL, or "unix:" and the path.
    QString toString() const { return isLocal() ? QStringLiteral("unix:") + socketPath : url; }

    friend bool operator==(const ServerAddress &, const ServerAddress &) = default;
};

//! \return the address that \p text is: an http or https URL, "unix:/path", or the name of a host,
//! which is reached by https.
Result<ServerAddress> parseServerAddress(const QString &text);

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/config.h"

#include <optional>

namespace linnet {

//! \brief How the server is set up for a public protocol suite; never for people.
enum class Profile {
    None,
    Protocol, //!< Engine.IO 4, Socket.IO 5, WebSocket and HTTP suites.
    Eio3, //!< The same with Engine.IO 3, which makes a missing EIO parameter legal.
    ClientSuite, //!< What the public client library's own tests expect of a server.
    App, //!< Authentication, messaging, media and durability, with tokens the suite mints.
};

QStringList profileNames();

//! \return nothing unless \p name is one of profileNames().
std::optional<Profile> parseProfile(const QString &name);

//! Puts \p profile's settings over those of \p config.
void applyProfile(Profile profile, Config &config);

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/profile.h"

#include <array>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace linnet {

namespace {

const std::array<std::pair<QString, Profile>, 4> Names = {{
    {u"protocol"_s, Profile::Protocol},
    {u"eio3"_s, Profile::Eio3},
    {u"client-suite"_s, Profile::ClientSuite},
    {u"app"_s, Profile::App},
}};

void applyProtocol(Config &config)
{
    config.socketIo.path = u"/socket.io/"_s;
    config.socketIo.pingInterval = 300ms;
    config.socketIo.pingTimeout = 200ms;
    config.socketIo.connectTimeout = 1000ms;
    config.socketIo.maxPayload = 1'000'000;
    config.socketIo.transports = {u"polling"_s, u"websocket"_s};
    config.socketIo.allowEio3 = false;
    config.corsOrigins = {u"*"_s};
    config.rateLimits = false;
    config.operatorSocket.clear(); // What a suite talks to is nobody's to administer.
}

} // namespace

QStringList profileNames()
{
    QStringList names;
    for (const auto &[name, profile] : Names)
        names.append(name);
    return names;
}

std::optional<Profile> parseProfile(const QString &name)
{
    for (const auto &[each, profile] : Names)
        if (each == name)
            return profile;
    return std::nullopt;
}

void applyProfile(Profile profile, Config &config)
{
    switch (profile) {
    case Profile::None:
        break;
    case Profile::Protocol:
        applyProtocol(config);
        break;
    case Profile::Eio3:
        applyProtocol(config);
        config.socketIo.allowEio3 = true;
        break;
    case Profile::ClientSuite:
        applyProtocol(config);
        config.socketIo.pingInterval = 2000ms;
        config.socketIo.pingTimeout = 20000ms;
        config.socketIo.connectTimeout = 45000ms;
        break;
    case Profile::App:
        config.auth.requireSession = false;
        config.auth.mayKeyBeOpen = true;
        config.corsOrigins = {u"*"_s};
        break;
    }
}

} // namespace linnet

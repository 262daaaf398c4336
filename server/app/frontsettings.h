// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/dialect.h"
#include "server/app/config.h"
#include "server/services/identity/recentcallers.h"
#include "server/transport/gate/ratelimiter.h"
#include "server/transport/http/requestrules.h"
#include "server/transport/http/webroot.h"
#include "server/transport/socketio/enginesettings.h"
#include "server/transport/sse/ssesettings.h"
#include "server/transport/ws/wssettings.h"

// What the configuration means to each transport.
namespace linnet {

//! \brief All that the front end can take over while it serves.
struct FrontSettings
{
    RequestRules rules;
    socketio::EngineSettings engine;
    std::chrono::milliseconds connectTimeout{};
    RateSettings rates;
    WebRoot web; //!< Empty: no web client is served.
};

//! \return what \p config says; or which network it does not understand. Blocks.
Result<FrontSettings> frontSettings(const Config &config);

//! \return how many I/O threads there are to be.
int threadCount(const Config &config);
RateSettings rateSettings(const Config &config);
RecentCallers::Settings recentSettings(const Config &config,
                                       const std::vector<Dialect *> &dialects);
//! \return the dialects of each listener that does not serve them all, by its index; the operator's
//! socket comes after all others.
std::map<int, QStringList> dialectsByListener(const Config &config);
//! Two families sign in at /api/auth/login: one gets a session there, the other a code by mail, for
//! which it goes on at /v1/auth/login elsewhere. \return by listener which path is served as which.
std::map<int, QHash<QByteArray, QByteArray>> substitutesByListener(const Config &config);
//! \return where uploads wait, and how big they may be.
UploadSettings uploadSettings(const Config &config);
CorsPolicy corsPolicy(const Config &config);
socketio::EngineSettings engineSettings(const Config &config, const CorsPolicy &cors);
//! \param welcome meets each client that connects.
//! \param engine whose pings its clients get, too.
WsSettings wsSettings(const ConnectHandler &welcome,
                      std::shared_ptr<const socketio::LiveSettings> engine);
SseSettings sseSettings(const ConnectHandler &welcome);

//! As wsSettings(), for the server's own event stream.
SseSettings eventSettings(const ConnectHandler &welcome);
//! As wsSettings(), for the event stream of those who run the server.
SseSettings adminEventSettings(const ConnectHandler &welcome);

} // namespace linnet

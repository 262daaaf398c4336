// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/enginerequest.h"

#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace linnet::socketio {

namespace {

QByteArray messageFor(EngineFault fault)
{
    switch (fault) {
    case EngineFault::UnknownTransport:
        return "Transport unknown";
    case EngineFault::UnknownSession:
        return "Session ID unknown";
    case EngineFault::BadHandshakeMethod:
        return "Bad handshake method";
    case EngineFault::BadRequest:
        return "Bad request";
    case EngineFault::Forbidden:
        return "Forbidden";
    case EngineFault::UnsupportedVersion:
        return "Unsupported protocol version";
    }
    Q_UNREACHABLE();
}

//! \param sid of a session that goes on as it began, also where polling was switched off meanwhile.
std::optional<EngineTransport> transportNamed(const QString &name, const QByteArray &sid,
                                              const EngineSettings &settings)
{
    if (name == "polling"_L1 && (settings.allowsPolling || !sid.isEmpty()))
        return EngineTransport::Polling;
    if (name == "websocket"_L1 && settings.allowsWebSocket)
        return EngineTransport::WebSocket;
    return std::nullopt;
}

} // namespace

std::variant<EngineRequest, EngineFault> readRequest(const net::Request &request,
                                                     EngineTransport arrivesOn,
                                                     const EngineSettings &settings)
{
    const QUrlQuery query(QString::fromUtf8(request.query));
    EngineRequest read;
    read.sid = query.queryItemValue(u"sid"_s).toUtf8();
    const auto transport = transportNamed(query.queryItemValue(u"transport"_s), read.sid, settings);
    if (!transport)
        return EngineFault::UnknownTransport;
    read.transport = *transport;
    read.version = query.queryItemValue(u"EIO"_s).toUtf8();
    read.isTextOnly = query.hasQueryItem(u"b64"_s);
    if (read.sid.isEmpty()) {
        if (request.method != "GET")
            return EngineFault::BadHandshakeMethod;
        if (!versionFor(read, settings))
            return EngineFault::UnsupportedVersion;
    }
    if (read.transport != arrivesOn)
        return EngineFault::BadRequest;
    return read;
}

std::optional<EngineVersion> versionFor(const EngineRequest &request,
                                        const EngineSettings &settings)
{
    if (request.version == "4")
        return EngineVersion::V4;
    // Revision 3 had servers that never asked: saying nothing means the same.
    if ((request.version == "3" || request.version.isEmpty()) && settings.allowsVersion3)
        return EngineVersion::V3;
    return std::nullopt;
}

net::Response toResponse(EngineFault fault)
{
    net::Response response;
    response.status = fault == EngineFault::Forbidden ? 403 : 400;
    response.headers.add("content-type", "application/json");
    response.body = R"({"code":)" + QByteArray::number(int(fault)) + R"(,"message":")"
        + messageFor(fault) + R"("})";
    return response;
}

} // namespace linnet::socketio

// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/doctor/enginepolling.h"

#include "common/core/durationwords.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr char Open = '0';
constexpr char ClosePacket[] = "1";

const QString Forwarding =
    u"Have the proxy hand on all below %1 unchanged, GET and POST, without buffering or "
    "caching, and each client to the same node (sticky sessions)."_s;

Finding unexpected(const PublicServer &server, const QString &step, const HttpReply &reply)
{
    return Finding::failure(
        u"%1 by polling is answered with status %2 and %3 bytes that are not Engine.IO's."_s
            .arg(step)
            .arg(reply.status)
            .arg(reply.body.size()),
        Forwarding.arg(QString::fromLatin1(server.enginePath)));
}

} // namespace

QByteArray sessionOpenedBy(const QByteArray &packet)
{
    if (!packet.startsWith(Open))
        return {};
    const QJsonObject opened = QJsonDocument::fromJson(packet.mid(1)).object();
    return opened["sid"_L1].toString().toLatin1();
}

Finding checkPolling(const PublicServer &server)
{
    if (!server.transports.contains(u"polling"_s))
        return Finding::skipped(u"[socketio] transports leaves polling out."_s);
    const QByteArray target = server.enginePath + "?EIO=4&transport=polling";
    HttpTransport transport(server.address, server.settings);
    const auto begun = std::chrono::steady_clock::now();
    const auto opened = transport.exchange({"GET", target});
    if (!opened)
        return Finding::failure(opened.error().message,
                                Forwarding.arg(QString::fromLatin1(server.enginePath)));
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - begun);
    const QByteArray session = sessionOpenedBy(opened->body);
    if (!opened->isSuccess() || session.isEmpty())
        return unexpected(server, u"Opening a session"_s, *opened);
    const auto closed = transport.exchange(
        {"POST",
         target + "&sid=" + QUrl::toPercentEncoding(QString::fromLatin1(session)),
         {"Content-Type: text/plain;charset=UTF-8"},
         ClosePacket});
    if (!closed)
        return Finding::failure(closed.error().message,
                                Forwarding.arg(QString::fromLatin1(server.enginePath)));
    if (!closed->isSuccess() || closed->body != "ok")
        return unexpected(server, u"Closing that session again"_s, *closed);
    return Finding::ok(
        u"A session was opened by polling in %1, and found again to be closed."_s.arg(
            inWords(took)));
}

} // namespace linnet::cli

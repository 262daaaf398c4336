// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/sessionjson.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

//! Adds what a session is doing now.
void addSockets(QJsonObject &item, const OpenSockets &sockets, int node)
{
    QJsonArray transports;
    for (const SocketTransport transport : AllSocketTransports) {
        if (sockets.on(transport) > 0)
            transports.append(nameOf(transport));
    }
    item["transports"_L1] = transports;
    item["node"_L1] = sockets.total() > 0 ? QJsonValue(node) : QJsonValue();
    item["sockets"_L1] = sockets.total();
    item["queuedBytes"_L1] = sockets.queuedBytes();
}

QLatin1String whatOf(const SessionNews &news)
{
    if (news.kind == SessionNews::Kind::Began)
        return "signed-in"_L1;
    return news.view.session.revokedBy == u"user"_s ? "signed-out"_L1 : "revoked"_L1;
}

} // namespace

QJsonObject sessionObject(const SessionView &view, SessionState state)
{
    const Session &session = view.session;
    QJsonObject item{
        {"id"_L1, session.id.toString()},
        {"user"_L1, QJsonObject{{"id"_L1, session.user.toString()}, {"name"_L1, view.userName}}},
        {"state"_L1, nameOf(state)},
        {"device"_L1, session.device},
        {"client"_L1, session.clientName},
        {"userAgent"_L1, session.userAgent},
        {"dialect"_L1, session.dialect},
        {"address"_L1, session.address},
        {"createdAt"_L1, toIso(session.createdAt)},
        {"lastSeenAt"_L1, toIso(session.lastSeenAt)},
        {"expiresAt"_L1, toIso(session.expiresAt)},
    };
    if (state == SessionState::Active)
        return item;
    const bool isRevoked = state == SessionState::Revoked;
    item["endedAt"_L1] = toIso(endOf(session));
    item["endedBy"_L1] = isRevoked ? session.revokedBy : u"system"_s;
    item["endedWhy"_L1] = isRevoked ? session.revokedWhy : u"expired"_s;
    return item;
}

std::vector<QJsonObject> sessionItems(const SessionPage &page)
{
    std::vector<QJsonObject> items;
    for (const SessionView &view : page.sessions) {
        QJsonObject item = sessionObject(view, stateOf(view.session, page.at));
        const auto sockets = page.sockets.find(view.session.id);
        addSockets(item, sockets == page.sockets.end() ? OpenSockets() : sockets->second,
                   page.node);
        items.push_back(item);
    }
    return items;
}

SocketEvent sessionNewsEvent(const SessionNews &news)
{
    const Session &session = news.view.session;
    const bool hasBegun = news.kind == SessionNews::Kind::Began;
    const QLatin1String name = whatOf(news);
    const QJsonObject data{
        {"what"_L1, name},
        {"at"_L1, toIso(hasBegun ? session.createdAt : endOf(session))},
        {"session"_L1,
         sessionObject(news.view, hasBegun ? SessionState::Active : SessionState::Revoked)},
    };
    return {QByteArray("session.") + name.latin1(),
            QJsonDocument(data).toJson(QJsonDocument::Compact)};
}

SocketEvent sessionMissedEvent(const SessionNewsMissed &missed)
{
    const QJsonObject data{
        {"what"_L1, "missed"_L1}, {"at"_L1, toIso(missed.at)}, {"count"_L1, missed.count}};
    return {"session.missed", QJsonDocument(data).toJson(QJsonDocument::Compact)};
}

QStringList sessionColumns()
{
    return {u"id"_s,         u"user.id"_s,   u"user.name"_s, u"state"_s,      u"device"_s,
            u"client"_s,     u"userAgent"_s, u"dialect"_s,   u"address"_s,    u"createdAt"_s,
            u"lastSeenAt"_s, u"expiresAt"_s, u"endedAt"_s,   u"endedBy"_s,    u"endedWhy"_s,
            u"transports"_s, u"node"_s,      u"sockets"_s,   u"queuedBytes"_s};
}

} // namespace linnet::admin

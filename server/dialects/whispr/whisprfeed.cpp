// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/whispr/whisprfeed.h"

#include "server/dialects/whispr/whisprcodec.h"
#include "server/dialects/whispr/whisprerrors.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace linnet::whispr {

namespace {

//! \return nothing for what pages would take for a friend's yes: they know two kinds of news.
QLatin1String typeOf(NotificationKind kind)
{
    if (kind == NotificationKind::FriendRequest)
        return "sendFriendRequest"_L1;
    return kind == NotificationKind::FriendAccepted ? "acceptFriendRequest"_L1 : QLatin1String();
}

} // namespace

QLatin1String WhisprFeed::name() const
{
    return "whispr-feed"_L1;
}

std::vector<SocketEvent> WhisprFeed::encode(const Event &event) const
{
    return encodeFor(event, {});
}

std::vector<SocketEvent> WhisprFeed::encodeFor(const Event &event, const QString &origin) const
{
    const auto *added = std::get_if<NotificationAdded>(&event.payload);
    if (!added || !added->view.actor)
        return {};
    const QLatin1String type = typeOf(added->view.notification.kind);
    if (type.isEmpty())
        return {};
    const QJsonObject news{{"type"_L1, type},
                           {"sender"_L1, userObject(*added->view.actor, origin)}};
    return {{"message", QJsonDocument(news).toJson(QJsonDocument::Compact)}};
}

QJsonObject WhisprFeed::errorBody(const Error &error) const
{
    return whispr::errorBody(error);
}

QJsonObject WhisprFeed::errorAcknowledgement(const Error &error) const
{
    return whispr::errorBody(error);
}

QString WhisprFeed::connectError(const Error &error) const
{
    return whispr::translate(error).message;
}

} // namespace linnet::whispr

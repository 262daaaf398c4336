// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/whispr/whisprdialect.h"

#include "server/api/mirror.h"
#include "server/dialects/whispr/whisprchat.h"
#include "server/dialects/whispr/whisprerrors.h"
#include "server/dialects/whispr/whisprfriends.h"
#include "server/dialects/whispr/whisprgroups.h"
#include "server/dialects/whispr/whisprlive.h"
#include "server/dialects/whispr/whisprnotifications.h"
#include "server/dialects/whispr/whisprpeople.h"
#include "server/dialects/whispr/whisprstars.h"

#include <algorithm>
#include <array>

namespace linnet::whispr {

struct WhisprDialect::Apis
{
    WhisprAuthApi auth;
    WhisprPeopleApi people;
    WhisprFriendApi friends;
    WhisprChatApi chat;
    WhisprGroupApi groups;
    WhisprNotificationApi notifications;
    WhisprLiveApi live;
    WhisprStarApi stars;
};

WhisprDialect::WhisprDialect(const WhisprServices &services, WhisprSettings settings)
    : m_typing(settings.typing)
    , m_apis(new Apis{
          WhisprAuthApi(services.auth, std::move(settings.verifyPage)),
          WhisprPeopleApi(services.auth.people, services.friends, services.auth.media),
          WhisprFriendApi(services.friends),
          WhisprChatApi(services.conversations, services.messages, services.auth.media),
          WhisprGroupApi(services.groups),
          WhisprNotificationApi(services.notifications),
          WhisprLiveApi(services.conversations, services.typing),
          WhisprStarApi(services.stars, services.conversations),
      })
{}

WhisprDialect::~WhisprDialect() = default;

void WhisprDialect::configure(WhisprSettings settings)
{
    m_typing = settings.typing;
    m_apis->auth.setVerifyPage(std::move(settings.verifyPage));
}

QLatin1String WhisprDialect::name() const
{
    return QLatin1String("whispr");
}

namespace {

//! What other families name alike below /api is theirs.
bool isOthersToo(const Endpoint &row)
{
    const std::array theirs = {QLatin1String("auth.register"), QLatin1String("auth.login"),
                               QLatin1String("auth.refresh-token"), QLatin1String("group.create")};
    return std::find(theirs.begin(), theirs.end(), row.name) != theirs.end();
}

//! Clients reach the services through a gateway, or each by itself under its own prefix.
QList<Endpoint> withTwins(const QList<Endpoint> &rows)
{
    QList<Endpoint> all;
    for (const Endpoint &row : rows)
        all += isOthersToo(row) ? QList<Endpoint>{row} : mirrored({row}, "/v1", "/api");
    return all;
}

} // namespace

QList<Endpoint> WhisprDialect::endpoints()
{
    return withTwins(m_apis->auth.endpoints() + m_apis->people.endpoints()
                     + m_apis->friends.endpoints() + m_apis->chat.endpoints()
                     + m_apis->groups.endpoints() + m_apis->notifications.endpoints()
                     + m_apis->stars.endpoints())
        + m_apis->live.endpoints();
}

std::vector<SocketEvent> WhisprDialect::encodeFor(const Event &event, const QString &origin) const
{
    return whispr::encode(event, m_typing, origin);
}

Error WhisprDialect::translate(Error error) const
{
    return whispr::translate(std::move(error));
}

QJsonObject WhisprDialect::errorBody(const Error &error) const
{
    return whispr::errorBody(error);
}

QString WhisprDialect::connectError(const Error &error) const
{
    return whispr::connectError(error);
}

} // namespace linnet::whispr

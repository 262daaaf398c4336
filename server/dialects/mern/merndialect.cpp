// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/mern/merndialect.h"

#include "server/dialects/mern/mernauth.h"
#include "server/dialects/mern/mernchats.h"
#include "server/dialects/mern/mernerrors.h"
#include "server/dialects/mern/mernevents.h"
#include "server/dialects/mern/merngroups.h"
#include "server/dialects/mern/mernlive.h"
#include "server/dialects/mern/mernmessages.h"
#include "server/dialects/mern/mernpeople.h"

namespace linnet::mern {

struct MernDialect::Apis
{
    MernAuthApi auth;
    MernPeopleApi people;
    MernChatApi chats;
    MernGroupApi groups;
    MernMessageApi messages;
    MernLiveApi live;
};

MernDialect::MernDialect(const MernServices &services)
    : m_apis(new Apis{MernAuthApi(services), MernPeopleApi(services), MernChatApi(services),
                      MernGroupApi(services), MernMessageApi(services), MernLiveApi(services)})
{}

MernDialect::~MernDialect() = default;

QList<Endpoint> MernDialect::endpoints()
{
    return m_apis->auth.endpoints() + m_apis->people.endpoints() + m_apis->chats.endpoints()
        + m_apis->groups.endpoints() + m_apis->messages.endpoints() + m_apis->live.endpoints();
}

std::vector<SocketEvent> MernDialect::encodeFor(const Event &event, const QString &origin) const
{
    return mern::encode(event, origin);
}

Error MernDialect::translate(Error error) const
{
    return mern::translate(std::move(error));
}

QJsonObject MernDialect::errorBody(const Error &error) const
{
    return mern::errorBody(error);
}

QString MernDialect::connectError(const Error &error) const
{
    return mern::connectError(error);
}

} // namespace linnet::mern

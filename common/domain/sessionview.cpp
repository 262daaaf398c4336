// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/sessionview.h"

namespace linnet {

using namespace Qt::StringLiterals;

SessionState stateOf(const Session &session, Timestamp now)
{
    if (session.revokedAt)
        return SessionState::Revoked;
    return session.expiresAt > now ? SessionState::Active : SessionState::Expired;
}

QLatin1String nameOf(SessionState state)
{
    switch (state) {
    case SessionState::Active:
        return "active"_L1;
    case SessionState::Expired:
        return "expired"_L1;
    case SessionState::Revoked:
        return "revoked"_L1;
    }
    Q_UNREACHABLE();
}

const FilterFields &sessionFields()
{
    using Kind = FilterField::Kind;
    static const FilterFields list = {
        {
            {"user"_L1},
            {"user_id"_L1, Kind::Id},
            {"id"_L1, Kind::Id},
            {"state"_L1, Kind::Exact, {u"active"_s, u"expired"_s, u"revoked"_s}},
            {"device"_L1},
            {"client"_L1},
            {"agent"_L1},
            {"dialect"_L1, Kind::Exact},
            {"address"_L1, Kind::Network},
            {"created"_L1, Kind::Time},
            {"last_seen"_L1, Kind::Time},
            {"expires"_L1, Kind::Time},
            {"ended"_L1, Kind::Time},
            {"ended_by"_L1},
        },
        "user"_L1,
    };
    return list;
}

FilterCondition oneOf(const std::vector<SessionId> &sessions)
{
    AnyId ids;
    for (const SessionId id : sessions)
        ids.push_back(FilteredId(id.value()));
    return {"id"_L1, false, ids};
}

FilterCondition sessionsOf(UserId user)
{
    return {"user_id"_L1, false, AnyId{FilteredId(user.value())}};
}

FilterCondition isActive()
{
    return {"state"_L1, false, AnyExact{u"active"_s}};
}

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/filter.h"
#include "common/domain/session.h"

#include <QString>

namespace linnet {

//! \brief A session and whose it is, as those who run the server see it.
struct SessionView
{
    Session session;
    QString userName;
};

//! \brief What a session is doing. A session that was revoked stays so, and does not expire.
enum class SessionState { Active, Expired, Revoked };

SessionState stateOf(const Session &session, Timestamp now);
QLatin1String nameOf(SessionState state);

//! \return what a list of sessions can be asked by.
const FilterFields &sessionFields();

//! \return a condition that these sessions fulfil, and no other.
FilterCondition oneOf(const std::vector<SessionId> &sessions);
//! \return a condition that the sessions of \p user fulfil.
FilterCondition sessionsOf(UserId user);
//! \return a condition that sessions fulfil that are neither revoked nor expired.
FilterCondition isActive();

} // namespace linnet

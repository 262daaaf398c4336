// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/session.h"
#include "server/services/identity/identitycontext.h"
#include "server/services/identity/securitywriter.h"
#include "server/storage/stores.h"

#include <QCoroTask>

#include <functional>
#include <vector>

namespace linnet {

class LastSeen;
class RevokedSessions;

//! \brief Who ends a session, and why.
struct RevocationReason
{
    QString by; //!< As Session::revokedBy.
    QString why;
};

//! \brief Sessions: seeing them and ending them. An end is in force before the call returns.
class SessionService
{
public:
    SessionService(IdentityContext context, RevokedSessions &revoked, LastSeen &lastSeen);

    //! Loads which sessions ended lately; to be awaited before the first request is served.
    QCoro::Task<Result<>> start();

    //! \return the user's live sessions, newest first.
    QCoro::Task<Result<std::vector<Session>>> list(UserId user);

    //! Gives \p session another name, if it is the user's own; else NotFound.
    QCoro::Task<Result<>> rename(UserId user, SessionId session, QString name);

    //! Ends one session. One that has ended already stays as it is.
    QCoro::Task<Result<>> revoke(SessionId session, RevocationReason reason);
    //! As above, if \p session is the user's own; else NotFound.
    QCoro::Task<Result<>> revokeOwn(UserId user, SessionId session);
    //! Ends all of the user's sessions but \p except, which may be null, and leaves them a
    //! notification of it.
    QCoro::Task<Result<>> revokeAll(UserId user, RevocationReason reason, SessionId except);

    //! Writes when sessions were last seen, and forgets what is long over: for a timer.
    QCoro::Task<Result<>> tidy();

    //! Within a transaction: ends \p sessions. \return those that had not ended before.
    Result<std::vector<Session>> end(Stores &stores, const std::vector<Session> &sessions,
                                     const RevocationReason &reason) const;
    //! Tells everybody that \p ended are over, once that is stored.
    void announce(const std::vector<Session> &ended) const;

private:
    using Selection = std::function<Result<std::vector<Session>>(Stores &)>;
    enum class Telling { None, OthersSignedOut };
    struct Ending;

    QCoro::Task<Result<>> endSelected(Selection select, RevocationReason reason,
                                      Telling telling = Telling::None);
    Result<Ending> endAndTell(Stores &stores, const std::vector<Session> &sessions,
                              const RevocationReason &reason, Telling telling) const;

    const IdentityContext m_context;
    RevokedSessions &m_revoked;
    LastSeen &m_lastSeen;
};

} // namespace linnet

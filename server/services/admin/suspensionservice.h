// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/accountview.h"
#include "common/domain/audit.h"
#include "common/domain/session.h"
#include "server/services/admin/rehearsal.h"

#include <vector>

namespace linnet {

class EventBus;
class IdGenerator;
class SessionService;
class SuspendedUsers;

//! \brief Whom to suspend, for how long and why.
struct SuspensionOrder
{
    UserId user;
    std::optional<Timestamp> until = {}; //!< None: until somebody lifts it.
    QString reason;
};

//! \brief What came of a change of somebody's suspension.
struct SuspensionOutcome
{
    AccountView view;
    std::vector<Session> ended;
    Timestamp at{};
};

//! \brief Keeps people from using the server, and lets them again.
//!
//! Who is suspended cannot sign in by any means, cannot refresh a session and has none: it is in
//! force before the call returns. A suspension whose end has come is over without anybody's doing.
class SuspensionService
{
public:
    //! All outlive the service.
    SuspensionService(AdminContext context, EventBus &bus, IdGenerator &ids,
                      const SessionService &sessions, SuspendedUsers &suspended);

    //! Loads who is suspended; to be awaited before the first request is served.
    QCoro::Task<Result<>> start();

    //! Suspends somebody, or changes why and until when they are. Errors: "own_account",
    //! "last_owner", those of requireInUse() and requireAuthorityOver(), and InvalidInput if the
    //! end has passed.
    QCoro::Task<Result<SuspensionOutcome>> suspend(Actor actor, SuspensionOrder order, Run run);

    //! Who is not suspended stays as they are. Errors: those of requireInUse() and
    //! requireAuthorityOver().
    QCoro::Task<Result<SuspensionOutcome>> reactivate(Actor actor, UserId user, Run run);

private:
    Result<SuspensionOutcome> store(Stores &stores, const Actor &actor,
                                    const SuspensionOrder &order) const;
    Result<SuspensionOutcome> lift(Stores &stores, const Actor &actor, UserId user) const;
    void announce(const SuspensionOutcome &outcome) const;

    const AdminContext m_context;
    EventBus &m_bus;
    IdGenerator &m_ids;
    const SessionService &m_sessions;
    SuspendedUsers &m_suspended;
};

} // namespace linnet

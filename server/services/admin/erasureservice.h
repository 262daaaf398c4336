// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/live.h"
#include "common/domain/accountview.h"
#include "common/domain/audit.h"
#include "common/domain/session.h"
#include "server/services/admin/rehearsal.h"

#include <chrono>
#include <vector>

namespace linnet {

class EventBus;
class IdGenerator;
class SessionService;
class SuspendedUsers;

//! \brief Whose account is to be erased, and how.
struct ErasureOrder
{
    UserId user;
    std::optional<std::chrono::milliseconds> grace = {}; //!< None: as it is set.
    Erasure::Messages messages = Erasure::Messages::Kept;
};

//! \brief What came of asking for an erasure, or of cancelling it.
struct ErasureOutcome
{
    AccountView view;
    std::vector<Session> ended;
    Timestamp at{};
};

//! \brief Has accounts erased, after a time in which that can be cancelled.
//!
//! From the call on the account is as one that is suspended: nobody signs in to it, and its
//! sessions have ended before the call returns. A job erases it; see Eraser.
class ErasureService
{
public:
    //! \brief What it works with. All of it outlives the service.
    struct Around
    {
        AdminContext context;
        EventBus &bus;
        IdGenerator &ids;
        const SessionService &sessions;
        SuspendedUsers &suspended;
    };

    //! \param grace how long an erasure can be cancelled, unless who asks says otherwise.
    ErasureService(const Around &around, std::chrono::milliseconds grace);

    //! Loads whose accounts cannot be used; to be awaited before the first request is served, and
    //! after SuspensionService::start().
    QCoro::Task<Result<>> start();

    //! Takes \p grace for what is asked for from now on. Safe from any thread.
    void configure(std::chrono::milliseconds grace) { m_grace.replace(grace); }

    //! Asks for an erasure, or for another time and manner of one. Errors: "own_account",
    //! "last_owner", "erasure_begun", those of requireAuthorityOver() and requireNotMerged().
    QCoro::Task<Result<ErasureOutcome>> request(Actor actor, ErasureOrder order, Run run);

    //! Errors: "erasure_not_found", "erasure_begun", those of requireAuthorityOver().
    QCoro::Task<Result<ErasureOutcome>> cancel(Actor actor, UserId user, Run run);

    //! \return what was asked for, and what became of it; NotFound ("erasure_not_found").
    QCoro::Task<Result<Erasure>> find(UserId user);

private:
    Result<ErasureOutcome> store(Stores &stores, const Actor &actor, const ErasureOrder &order);
    Result<ErasureOutcome> withdraw(Stores &stores, const Actor &actor, UserId user) const;
    void announce(const ErasureOutcome &outcome) const;
    void release(const ErasureOutcome &outcome) const;

    const Around m_around;
    Live<std::chrono::milliseconds> m_grace;
};

} // namespace linnet

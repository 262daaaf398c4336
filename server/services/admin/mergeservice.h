// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/accountview.h"
#include "common/domain/audit.h"
#include "common/domain/mergeprogress.h"
#include "common/domain/session.h"
#include "server/services/admin/rehearsal.h"
#include "server/services/chat/chatcontext.h"

#include <QJsonObject>

#include <vector>

namespace linnet {

class SessionService;
class StaffService;
class SuspendedUsers;

//! \brief Which account is merged into which.
struct MergeOrder
{
    UserId from;
    UserId into;
};

//! \brief Two accounts that are merged, and how far that is.
struct MergeOutcome
{
    AccountView source;
    AccountView target;
    MergeProgress progress; //!< Of a rehearsal: what it is when all is done.
    Timestamp at{};
    std::vector<Session> ended = {}; //!< When it was asked for.
};

//! \brief Has one account made of two that are the same person's: a job carries it out, see Joiner.
//!
//! The target keeps what it is known by, and gets what it lacks; how it signs in stays, but for
//! that. The source's sessions end at once, its role is taken from it, and it cannot be used any
//! more. See MergeStore for what else becomes of whose. It cannot be undone.
class MergeService
{
public:
    //! \brief What it works with. All of it outlives the service.
    struct Around
    {
        ChatContext context;
        StaffService &staff;
        const SessionService &sessions;
        SuspendedUsers &suspended;
    };

    explicit MergeService(const Around &around)
        : m_around(around)
    {}

    //! Loads whose accounts cannot be used; to be awaited before the first request is served, and
    //! after SuspensionService::start().
    QCoro::Task<Result<>> start();

    //! Has it begin, and returns before it is done. The same merger again goes on if it was given
    //! up. Errors: InvalidInput if both are the same; "own_account", "last_owner", "merge_busy" if
    //! somebody else is being merged into the source, those of requireAuthorityOver() and
    //! requireInUse() for either account.
    QCoro::Task<Result<MergeOutcome>> merge(Actor actor, MergeOrder order, Run run);

    //! \return how far merging \p from is; NotFound ("merge_not_found") if it was never merged.
    QCoro::Task<Result<MergeOutcome>> find(UserId from);

private:
    Result<MergeOutcome> accept(Stores &stores, const Actor &actor, const MergeOrder &order,
                                const QJsonObject &before) const;
    Result<MergeOutcome> resume(Stores &stores, const Actor &actor, MergeOutcome outcome) const;
    Result<> endUse(Stores &stores, const Actor &actor, MergeOutcome &outcome) const;
    Result<> enqueue(Stores &stores, const Actor &actor, MergeOutcome &outcome) const;
    void announce(const MergeOutcome &outcome) const;

    const Around m_around;
};

} // namespace linnet

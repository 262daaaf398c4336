// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/accountview.h"
#include "common/domain/audit.h"
#include "common/domain/conversation.h"
#include "common/domain/notification.h"
#include "common/domain/session.h"
#include "server/services/admin/rehearsal.h"
#include "server/services/chat/chatcontext.h"

#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace linnet {

class SecurityWriter;
class SessionService;
class StaffService;
class SuspendedUsers;

//! \brief Which account is merged into which.
struct MergeOrder
{
    UserId from;
    UserId into;
};

//! \brief A conversation of which somebody took somebody's place, and who is in it.
struct MergedConversation
{
    Conversation conversation;
    std::vector<UserId> members;
};

//! \brief What came of merging two accounts.
struct MergeOutcome
{
    AccountView source; //!< Closed.
    AccountView target;
    QJsonObject before; //!< How many of what "source" and "target" had: see MergeStore::tally().
    QJsonObject after;
    QStringList freed; //!< What the two were known by, and nobody is any more.
    std::vector<Session> ended = {};
    std::vector<MergedConversation> conversations = {};
    std::optional<NotificationView> notification = {}; //!< For the target, if there is one.
    Timestamp at{};
};

//! \brief Makes one account of two that are the same person's.
//!
//! The target keeps what it is known by, and gets what it lacks; how it signs in stays, but for
//! that. The source's sessions end, its role is taken from it, and it cannot be used any more.
//! See MergeStore for what else becomes of whose. It is one transaction, and cannot be undone.
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
        const SecurityWriter &security;
    };

    explicit MergeService(const Around &around)
        : m_around(around)
    {}

    //! Loads whose accounts cannot be used; to be awaited before the first request is served, and
    //! after SuspensionService::start().
    QCoro::Task<Result<>> start();

    //! Errors: InvalidInput if both are the same; "own_account", "last_owner", those of
    //! requireAuthorityOver() and requireInUse() for either account.
    QCoro::Task<Result<MergeOutcome>> merge(Actor actor, MergeOrder order, Run run);

private:
    Result<MergeOutcome> store(Stores &stores, const Actor &actor, const MergeOrder &order) const;
    Result<> endUse(Stores &stores, const Actor &actor, MergeOutcome &outcome) const;
    Result<> move(Stores &stores, const Merger &merger, MergeOutcome &outcome) const;
    Result<> giveIdentifiers(Stores &stores, MergeOutcome &outcome) const;
    void announce(const MergeOutcome &outcome) const;

    const Around m_around;
};

} // namespace linnet

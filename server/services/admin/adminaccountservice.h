// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/accountview.h"
#include "common/domain/audit.h"
#include "server/bus/event.h"
#include "server/services/admin/accountdraft.h"
#include "server/services/admin/rehearsal.h"
#include "server/services/chat/chatcontext.h"

namespace linnet {

class SecurityWriter;
class StaffService;

//! \brief An account as it is after what was done, and when that was.
struct AccountOutcome
{
    AccountView view;
    Timestamp at{};
    bool isChanged = false; //!< It is not as it was before.
};

//! \brief Makes accounts for people, and changes who they are.
//!
//! Addresses that an administrator gives are as good as proven. Whose account is changed hears of
//! it where it concerns how they sign in.
class AdminAccountService
{
public:
    //! All outlive the service.
    AdminAccountService(ChatContext context, StaffService &staff, const SecurityWriter &security);

    //! Errors: those of edited(), of requireUntaken(), and of requireMayMake() for its role.
    QCoro::Task<Result<AccountOutcome>> create(Actor actor, AccountDraft draft, Run run);

    //! Errors: as above, and those of requireAuthorityOver(), requireNotMerged() and
    //! requireNotErased().
    QCoro::Task<Result<AccountOutcome>> edit(Actor actor, UserId user, AccountEdit edit, Run run);

    //! The e-mail address is the account's own from now on, as if it were proven. Errors: Conflict
    //! ("email_missing"), and those of requireAuthorityOver().
    QCoro::Task<Result<AccountOutcome>> verifyEmail(Actor actor, UserId user, Run run);

    //! Within a transaction: makes the account, and writes it down. Its role is to be announced by
    //! announce(). Errors: as of create().
    Result<AccountView> add(Stores &stores, const Actor &actor, const AccountDraft &draft) const;
    //! Tells of the account that was made, once that is stored.
    void announce(const AccountView &added) const;

private:
    struct Changed;

    Result<Changed> change(Stores &stores, const Actor &actor, UserId user,
                           const AccountEdit &edit) const;
    Result<Changed> verify(Stores &stores, const Actor &actor, UserId user) const;
    Result<> store(Stores &stores, const User &before, const User &after) const;
    Result<Changed> storeChange(Stores &stores, const Actor &actor, AccountView view,
                                const User &after) const;
    QCoro::Task<Result<AccountOutcome>> finish(Run run,
                                               std::function<Result<Changed>(Stores &)> work);
    AdminContext adminContext() const { return {m_context.database, m_context.clock}; }

    const ChatContext m_context;
    StaffService &m_staff;
    const SecurityWriter &m_security;
};

} // namespace linnet

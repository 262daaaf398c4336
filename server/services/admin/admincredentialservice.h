// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/session.h"
#include "server/services/admin/adminaccountservice.h"
#include "server/services/identity/maillinks.h"

namespace linnet {

class SessionService;

//! \brief What becomes of the sessions that somebody has.
enum class LiveSessions { Keep, End };

//! \brief What somebody was freed of.
struct SecondFactorOutcome
{
    AccountView view;
    std::vector<Session> ended;
    Timestamp at{};
};

//! \brief What became of inviting somebody.
struct Invited
{
    AccountView view;
    bool isNew = false; //!< The account was made for it.
    Timestamp at{};
};

//! \brief Helps people to sign in: what they have lost, and what they never had.
//!
//! No administrator gets to know a password: links go to the person's own address.
class AdminCredentialService
{
public:
    //! \brief What it stands on. All of it outlives the service.
    struct Surroundings
    {
        AdminContext context;
        AdminAccountService &accounts;
        const SessionService &sessions;
        const MailLinks &links;
        const SecurityWriter &security;
    };

    explicit AdminCredentialService(const Surroundings &surroundings)
        : m_surroundings(surroundings)
    {}

    //! Mails a link to a new password to the account's address; until it is followed the old one
    //! is good. Errors: Conflict ("email_missing", "email_unverified"), those of
    //! MailLinks::check(), requireAuthorityOver() and requireInUse().
    QCoro::Task<Result<AccountOutcome>> resetPassword(Actor actor, UserId user, LinkPage page,
                                                      Run run);

    //! Takes the second factor away. Errors: Conflict ("second_factor_missing"), and those of
    //! requireAuthorityOver() and requireInUse().
    QCoro::Task<Result<SecondFactorOutcome>> resetSecondFactor(Actor actor, UserId user,
                                                               LiveSessions sessions, Run run);

    //! Mails a link to a first password to an address, and makes the account that has it if there
    //! is none. Errors: Conflict ("already_joined") if its owner has been here, those of
    //! MailLinks::check() and of AdminAccountService::create().
    QCoro::Task<Result<Invited>> invite(Actor actor, AccountDraft draft, LinkPage page, Run run);

private:
    struct Removed;

    Result<AccountOutcome> sendLink(Stores &stores, const Actor &actor, UserId user,
                                    const LinkPage &page) const;
    Result<Removed> removeFactor(Stores &stores, const Actor &actor, UserId user,
                                 LiveSessions sessions) const;
    Result<Invited> sendInvitation(Stores &stores, const Actor &actor, const AccountDraft &draft,
                                   const LinkPage &page) const;
    Result<Invited> findOrAdd(Stores &stores, const Actor &actor, const AccountDraft &draft) const;
    Timestamp now() const { return m_surroundings.context.clock.now(); }

    const Surroundings m_surroundings;
};

} // namespace linnet

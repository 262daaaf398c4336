// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/admincredentialservice.h"

#include "server/services/admin/auditservice.h"
#include "server/services/admin/authority.h"
#include "server/services/identity/emailclaim.h"
#include "server/services/identity/securitywriter.h"
#include "server/services/identity/sessionservice.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Error conflict(QLatin1String code, const QString &message)
{
    return {Error::Kind::Conflict, code, message};
}

QString targetOf(const User &user)
{
    return u"user:"_s + user.id.toString();
}

//! \return "email_missing" or "email_unverified" if no link to a password may go to \p user.
Result<> requireMailbox(const User &user)
{
    if (user.email.isEmpty())
        return conflict("email_missing"_L1, u"This account has no e-mail address."_s);
    if (!isOpenedByMail(user))
        return conflict("email_unverified"_L1,
                        u"This account's e-mail address is not verified: verify it first."_s);
    return {};
}

//! \return whether the owner of \p view has ever been here.
Result<bool> hasJoined(Stores &stores, const AccountView &view)
{
    const auto password = stores.passwords.find(view.user.id);
    if (!password && password.error().kind != Error::Kind::NotFound)
        return password.error();
    return password || view.lastSeenAt;
}

} // namespace

//! \brief A second factor that was taken away, and what its owner is told.
struct AdminCredentialService::Removed
{
    SecondFactorOutcome outcome;
    NotificationView notification;
};

QCoro::Task<Result<AccountOutcome>> AdminCredentialService::resetPassword(Actor actor, UserId user,
                                                                          LinkPage page, Run run)
{
    const auto possible = m_surroundings.links.check(page);
    if (!possible)
        co_return possible.error();
    auto sent = co_await perform(
        m_surroundings.context, run,
        [this, actor, user, page](Stores &stores) { return sendLink(stores, actor, user, page); },
        [](const Result<AccountOutcome> &) {});
    co_return sent;
}

QCoro::Task<Result<SecondFactorOutcome>> AdminCredentialService::resetSecondFactor(
    Actor actor, UserId user, LiveSessions sessions, Run run)
{
    const auto removed = co_await perform(
        m_surroundings.context, run,
        [this, actor, user, sessions](Stores &stores) {
            return removeFactor(stores, actor, user, sessions);
        },
        [this](const Result<Removed> &done) {
            if (!done)
                return;
            m_surroundings.sessions.announce(done->outcome.ended);
            m_surroundings.security.announce(done->notification);
        });
    if (!removed)
        co_return removed.error();
    co_return removed->outcome;
}

QCoro::Task<Result<Invited>> AdminCredentialService::invite(Actor actor, AccountDraft draft,
                                                            LinkPage page, Run run)
{
    const auto possible = m_surroundings.links.check(page);
    if (!possible)
        co_return possible.error();
    if (draft.name.trimmed().isEmpty())
        draft.name = draft.email.section(u'@', 0, 0).trimmed();
    auto invited = co_await perform(
        m_surroundings.context, run,
        [this, actor, draft, page](Stores &stores) {
            return sendInvitation(stores, actor, draft, page);
        },
        [this](const Result<Invited> &done) {
            if (done && done->isNew)
                m_surroundings.accounts.announce(done->view);
        });
    co_return invited;
}

Result<AccountOutcome> AdminCredentialService::sendLink(Stores &stores, const Actor &actor,
                                                        UserId user, const LinkPage &page) const
{
    if (const auto allowed = requireAuthorityOver(stores, actor, user); !allowed)
        return allowed.error();
    const auto view = stores.accountList.find(user);
    if (!view)
        return view.error();
    if (const auto inUse = requireInUse(*view); !inUse)
        return inUse.error();
    if (const auto mailbox = requireMailbox(view->user); !mailbox)
        return mailbox.error();
    const auto sent = m_surroundings.links.send(stores, LinkPurpose::NewPassword, view->user, page);
    if (!sent)
        return sent.error();
    const auto noted = AuditService::record(stores, actor,
                                            {.action = u"user.reset-password"_s,
                                             .target = targetOf(view->user),
                                             .after = {{u"sentTo"_s, view->user.email}}},
                                            now());
    if (!noted)
        return noted.error();
    return AccountOutcome{*view, now()};
}

Result<AdminCredentialService::Removed> AdminCredentialService::removeFactor(
    Stores &stores, const Actor &actor, UserId user, LiveSessions sessions) const
{
    if (const auto allowed = requireAuthorityOver(stores, actor, user); !allowed)
        return allowed.error();
    const auto view = stores.accountList.find(user);
    if (!view)
        return view.error();
    if (const auto inUse = requireInUse(*view); !inUse)
        return inUse.error();
    const auto factor = stores.secondFactors.find(user);
    if (!factor && factor.error().kind == Error::Kind::NotFound)
        return conflict("second_factor_missing"_L1, u"This account has no second factor."_s);
    if (!factor)
        return factor.error();
    if (const auto removed = stores.secondFactors.remove(user); !removed)
        return removed.error();
    std::vector<Session> live;
    if (sessions == LiveSessions::End) {
        auto listed = stores.sessions.listLive(user, now());
        if (!listed)
            return listed.error();
        live = std::move(*listed);
    }
    const auto ended =
        m_surroundings.sessions.end(stores, live, {actor.name, u"second factor reset"_s});
    if (!ended)
        return ended.error();
    const auto told =
        m_surroundings.security.add(stores, view->user, SecurityEvent::SecondFactorOff);
    if (!told)
        return told.error();
    const auto noted =
        AuditService::record(stores, actor,
                             {.action = u"user.reset-second-factor"_s,
                              .target = targetOf(view->user),
                              .after = {{u"endedSessions"_s, qint64(ended->size())}}},
                             now());
    if (!noted)
        return noted.error();
    return Removed{{*view, *ended, now()}, *told};
}

Result<Invited> AdminCredentialService::sendInvitation(Stores &stores, const Actor &actor,
                                                       const AccountDraft &draft,
                                                       const LinkPage &page) const
{
    auto invited = findOrAdd(stores, actor, draft);
    if (!invited)
        return invited;
    const User &user = invited->view.user;
    if (const auto mailbox = requireMailbox(user); !mailbox)
        return mailbox.error();
    if (const auto sent = m_surroundings.links.invite(stores, user, page); !sent)
        return sent.error();
    const auto noted = AuditService::record(stores, actor,
                                            {.action = u"user.invite"_s,
                                             .target = targetOf(user),
                                             .after = {{u"sentTo"_s, user.email}}},
                                            now());
    if (!noted)
        return noted.error();
    return invited;
}

//! Somebody who has been invited and not come yet is invited again, as they are.
Result<Invited> AdminCredentialService::findOrAdd(Stores &stores, const Actor &actor,
                                                  const AccountDraft &draft) const
{
    const auto email = parseEmail(draft.email);
    const auto holder = stores.accounts.findByIdentifier(email.value_or(Identifier()));
    if (!holder && holder.error().kind != Error::Kind::NotFound)
        return holder.error();
    if (!holder) {
        const auto added = m_surroundings.accounts.add(stores, actor, draft);
        if (!added)
            return added.error();
        return Invited{*added, true, now()};
    }
    if (const auto allowed = requireAuthorityOver(stores, actor, holder->id); !allowed)
        return allowed.error();
    const auto view = stores.accountList.find(holder->id);
    if (!view)
        return view.error();
    const auto isHere = hasJoined(stores, *view);
    if (!isHere)
        return isHere.error();
    if (*isHere)
        return conflict("already_joined"_L1,
                        u"Somebody signs in with this e-mail address already."_s);
    return Invited{*view, false, now()};
}

} // namespace linnet

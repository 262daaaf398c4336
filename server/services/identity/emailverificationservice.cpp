// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/emailverificationservice.h"

#include "common/core/clock.h"
#include "server/bus/eventbus.h"
#include "server/services/identity/codebudgets.h"
#include "server/services/identity/emailclaim.h"
#include "server/services/identity/lastidentifier.h"
#include "server/services/identity/securitywriter.h"
#include "server/storage/database.h"

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

//! Whoever has the mail of an address that was mistyped is not to take over the account.
Result<> requireStillOpen(Stores &stores, User user, const QString &claimed)
{
    if (!user.isEmailVerified) // It is opened by no more than before.
        return {};
    user.email = claimed;
    user.isEmailVerified = false;
    return requireSignInLeft(stores, user);
}

} // namespace

//! \brief An account with another address, or with a proven one.
struct EmailVerificationService::Changed
{
    User user;
    std::optional<NotificationView> notification = {};
};

EmailVerificationService::EmailVerificationService(IdentityContext context,
                                                   PasswordService &passwords,
                                                   const MailLinks &links, CodePolicy limits)
    : m_context(context)
    , m_guard(context, passwords)
    , m_links(links)
    , m_limits(std::move(limits))
{}

QCoro::Task<Result<>> EmailVerificationService::send(UserId user, LinkPage page, QHostAddress from)
{
    const auto possible = m_links.check(page);
    if (!possible)
        co_return possible.error();
    const auto sent = co_await m_context.database.write(
        [this, user, page, from](Stores &stores) { return sendOne(stores, user, page, from); });
    co_return sent;
}

Result<> EmailVerificationService::sendOne(Stores &stores, UserId user, const LinkPage &page,
                                           const QHostAddress &from) const
{
    const auto found = stores.accounts.find(user);
    if (!found)
        return found.error();
    if (found->email.isEmpty())
        return Error{Error::Kind::InvalidInput, "email_missing"_L1,
                     u"email must be set before it can be verified"_s};
    if (found->isEmailVerified)
        return {};
    // An address that is not proven makes nobody be at home.
    const CodeRequester requester{
        {Identifier::Kind::Email, found->email}, user, networkOf(from), m_context.clock.now()};
    const auto spent = spendBudgets(stores.oneTimeCodes, *m_limits, requester);
    if (!spent)
        return spent.error();
    return m_links.send(stores, LinkPurpose::VerifyEmail, *found, page);
}

QCoro::Task<Result<User>> EmailVerificationService::changeEmail(GuardedChange change, QString email)
{
    const auto parsed = parseEmail(email);
    if (!parsed)
        co_return Error{Error::Kind::InvalidInput, "email_invalid"_L1,
                        u"email must be an e-mail address"_s};
    const auto proof = co_await m_guard.prove(change);
    if (!proof)
        co_return proof.error();
    const auto changed = co_await m_context.database.write(
        [this, user = change.user, value = parsed->value, proof = *proof](Stores &stores) {
            return setEmail(stores, user, value, proof);
        },
        [this](const Result<Changed> &outcome) { announce(outcome); });
    if (!changed) {
        co_await m_guard.giveBack(*proof);
        co_return changed.error();
    }
    co_return changed->user;
}

Result<EmailVerificationService::Changed> EmailVerificationService::setEmail(
    Stores &stores, UserId user, const QString &email, const ChangeGuard::Proof &proof) const
{
    if (const auto confirmed = ChangeGuard::confirm(stores, proof); !confirmed)
        return confirmed.error();
    const auto before = stores.accounts.find(user);
    if (!before)
        return before.error();
    if (before->email == email)
        return Changed{*before};
    if (const auto open = requireStillOpen(stores, *before, email); !open)
        return open.error();
    const auto set = stores.accounts.setEmail(user, email, {});
    if (!set && set.error().kind == Error::Kind::Conflict)
        return Error{Error::Kind::Conflict, "email_taken"_L1, u"This e-mail address is taken"_s};
    if (!set)
        return set.error();
    const auto changed = stores.accounts.find(user);
    if (!changed)
        return changed.error();
    // To the old address: whoever reads the new one knows.
    const auto told = m_context.security.add(stores, *before, SecurityEvent::EmailChanged);
    if (!told)
        return told.error();
    return Changed{*changed, *told};
}

QCoro::Task<Result<User>> EmailVerificationService::verify(QString token)
{
    const auto verified = co_await m_context.database.write(
        [this, token](Stores &stores) { return accept(stores, token); },
        [this](const Result<Changed> &outcome) { announce(outcome); });
    if (!verified)
        co_return verified.error();
    co_return verified->user;
}

Result<EmailVerificationService::Changed> EmailVerificationService::accept(
    Stores &stores, const QString &token) const
{
    const auto link = m_links.take(stores, LinkPurpose::VerifyEmail, token);
    if (!link)
        return link.error();
    const auto user = stores.accounts.find(link->user);
    if (!user)
        return user.error();
    const auto proven =
        proveEmail(stores, *user, {Identifier::Kind::Email, link->email}, m_context.clock.now());
    if (!proven)
        return proven.error();
    const std::optional<User> &changed = *proven;
    if (!changed)
        return Changed{*user};
    const auto told = m_context.security.add(stores, *changed, SecurityEvent::EmailProven);
    if (!told)
        return told.error();
    return Changed{*changed, *told};
}

void EmailVerificationService::announce(const Result<Changed> &changed) const
{
    if (!changed)
        return;
    m_context.bus.publish({ProfileChanged{changed->user}, {changed->user.id}, {}});
    m_context.security.announce(changed->notification);
}

} // namespace linnet

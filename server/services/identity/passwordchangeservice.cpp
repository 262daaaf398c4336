// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/passwordchangeservice.h"

#include "common/core/clock.h"
#include "common/domain/notfound.h"
#include "server/bus/eventbus.h"
#include "server/services/identity/codebudgets.h"
#include "server/services/identity/emailclaim.h"
#include "server/services/identity/securitywriter.h"
#include "server/storage/database.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

Result<User> confirmed(UserId user, const ChangeGuard::Proof &proof, Stores &stores)
{
    const auto confirmed = ChangeGuard::confirm(stores, proof);
    if (!confirmed)
        return confirmed.error();
    return stores.accounts.find(user);
}

Result<User> signedIn(UserId user, Stores &stores)
{
    return stores.accounts.find(user);
}

Error unchanged()
{
    return {Error::Kind::InvalidInput, "password_unchanged"_L1,
            u"password must not be the old one"_s};
}

} // namespace

//! \brief A new password on its way into the database.
struct PasswordChangeService::Settling
{
    QString hash;
    SessionId except; //!< Of the sessions; null: none.
    OtherSessions others = OtherSessions::End;
};

struct PasswordChangeService::Outcome
{
    User user;
    std::vector<Session> ended;
    NotificationView notification;
};

PasswordChangeService::PasswordChangeService(IdentityContext context, PasswordService &passwords,
                                             OneTimeCodeService &codes, SessionService &sessions,
                                             const MailLinks &links, CodePolicy limits)
    : m_context(context)
    , m_passwords(passwords)
    , m_guard(context, passwords)
    , m_codes(codes)
    , m_sessions(sessions)
    , m_links(links)
    , m_limits(std::move(limits))
{}

QCoro::Task<Result<>> PasswordChangeService::change(PasswordChange change, QString current)
{
    const auto proof = co_await m_guard.prove({change.user, change.session, change.from, current});
    if (!proof)
        co_return proof.error();
    const auto hash = co_await m_passwords.hashNew(change.password.text, change.password.least);
    if (!hash) {
        co_await m_guard.giveBack(*proof);
        co_return hash.error();
    }
    auto settled = co_await settle(std::bind_front(&confirmed, change.user, *proof),
                                   {*hash, change.session, change.others});
    co_return settled;
}

QCoro::Task<Result<>> PasswordChangeService::replace(PasswordChange change)
{
    const auto isSame = co_await m_passwords.matches(change.user, change.password.text);
    if (!isSame)
        co_return isSame.error();
    if (*isSame)
        co_return unchanged();
    const auto hash = co_await m_passwords.hashNew(change.password.text, change.password.least);
    if (!hash)
        co_return hash.error();
    auto settled = co_await settle(std::bind_front(&signedIn, change.user),
                                   {*hash, change.session, change.others});
    co_return settled;
}

QCoro::Task<Result<>> PasswordChangeService::requestLink(Identifier email, LinkPage page,
                                                         QHostAddress from)
{
    const auto possible = m_links.check(page);
    if (!possible)
        co_return possible.error();
    const auto sent = co_await m_context.database.write([=, this](Stores &stores) -> Result<> {
        const Timestamp now = m_context.clock.now();
        const auto whom = addresseeOf(stores, email, now);
        if (!whom)
            return whom.error();
        const auto spent =
            spendBudgets(stores.oneTimeCodes, *m_limits, requesterOf(email, *whom, from, now));
        if (!spent)
            return spent.error();
        if (!whom->user || !isOpenedByMail(*whom->user))
            return {};
        return m_links.send(stores, LinkPurpose::NewPassword, *whom->user, page);
    });
    co_return sent;
}

QCoro::Task<Result<CodeRequested>> PasswordChangeService::requestCode(Identifier email,
                                                                      QHostAddress from,
                                                                      QString languages)
{
    return m_codes.request(std::move(email), std::move(from), CodePurpose::NewPassword,
                           std::move(languages));
}

QCoro::Task<Result<>> PasswordChangeService::resetByLink(QString token, NewPassword password)
{
    // Looked at before the password is hashed: a made-up token is not to cost that much.
    const auto link = co_await m_context.database.read([this, token](Stores &stores) {
        return m_links.find(stores, LinkPurpose::NewPassword, token);
    });
    if (!link)
        co_return link.error();
    const auto hash = co_await m_passwords.hashNew(password.text, password.least);
    if (!hash)
        co_return hash.error();
    auto settled =
        co_await settle(std::bind_front(&PasswordChangeService::byLink, this, token), {*hash, {}});
    co_return settled;
}

QCoro::Task<Result<>> PasswordChangeService::resetByCode(Identifier email, QString code,
                                                         QHostAddress from, NewPassword password)
{
    // Before the guess is counted: a right code is not to die of new passwords that will not do.
    if (const auto allowed = m_passwords.checkNew(password.text, password.least); !allowed)
        co_return allowed.error();
    const auto right = co_await m_codes.verify(email, code, from, CodePurpose::NewPassword);
    if (!right)
        co_return right.error();
    const auto hash = co_await m_passwords.hashNew(password.text, password.least);
    if (!hash) {
        co_await m_codes.giveBackGuess(right->guess);
        co_return hash.error();
    }
    auto settled =
        co_await settle(std::bind_front(&PasswordChangeService::byCode, this, *right), {*hash, {}});
    co_return settled;
}

QCoro::Task<Result<>> PasswordChangeService::settle(Right right, Settling settling)
{
    const auto settled = co_await m_context.database.write(
        [this, right, settling](Stores &stores) -> Result<Outcome> {
            const auto user = right(stores);
            if (!user)
                return user.error();
            return store(stores, *user, settling);
        },
        [this](const Result<Outcome> &outcome) {
            if (!outcome)
                return;
            m_sessions.announce(outcome->ended);
            m_context.security.announce(outcome->notification);
            m_context.bus.publish({ProfileChanged{outcome->user}, {outcome->user.id}, {}});
        });
    if (!settled)
        co_return settled.error();
    co_return Result<>();
}

Result<PasswordChangeService::Outcome> PasswordChangeService::store(Stores &stores,
                                                                    const User &user,
                                                                    const Settling &settling) const
{
    const Timestamp now = m_context.clock.now();
    if (const auto set = PasswordService::set(stores, user, settling.hash, now); !set)
        return set.error();
    if (const auto links = stores.mailLinks.removeAll(user.id, LinkPurpose::NewPassword); !links)
        return links.error();
    const auto told = m_context.security.add(stores, user, SecurityEvent::PasswordChanged);
    if (!told)
        return told.error();
    if (settling.others == OtherSessions::Keep)
        return Outcome{user, {}, *told};
    auto sessions = stores.sessions.listLive(user.id, now);
    if (!sessions)
        return sessions.error();
    std::erase_if(*sessions, [&](const Session &s) { return s.id == settling.except; });
    const auto ended = m_sessions.end(stores, *sessions, {u"user"_s, u"new password"_s});
    if (!ended)
        return ended.error();
    return Outcome{user, *ended, *told};
}

Result<User> PasswordChangeService::byLink(const QString &token, Stores &stores) const
{
    const auto link = m_links.take(stores, LinkPurpose::NewPassword, token);
    if (!link)
        return link.error();
    const auto user = stores.accounts.find(link->user);
    if (!user)
        return user.error();
    return proven(stores, *user, link->email);
}

Result<User> PasswordChangeService::byCode(const CodeProof &proof, Stores &stores) const
{
    const auto consumed = OneTimeCodeService::consume(stores, proof);
    if (!consumed)
        return consumed.error();
    const Identifier &email = proof.code.destination;
    const auto user = stores.accounts.findByIdentifier(email);
    if (!user)
        return user.error();
    return proven(stores, *user, email.value);
}

Result<User> PasswordChangeService::proven(Stores &stores, const User &user,
                                           const QString &email) const
{
    if (!isOpenedByMail(user))
        return noSuchUser();
    return giveToOwner(stores, user, {Identifier::Kind::Email, email}, m_context.clock.now());
}

} // namespace linnet

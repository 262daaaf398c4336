// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/identifierservice.h"

#include "common/core/clock.h"
#include "server/bus/eventbus.h"
#include "server/services/chat/chatrules.h"
#include "server/services/identity/emailclaim.h"
#include "server/services/identity/lastidentifier.h"
#include "server/storage/database.h"

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

using Kind = Identifier::Kind;

Error taken()
{
    return {Error::Kind::Conflict, "identifier_taken"_L1,
            u"identifier is another account's already"_s};
}

Error missing()
{
    return {Error::Kind::NotFound, "identifier_missing"_L1, u"There is no such identifier"_s};
}

Error unproven()
{
    return {Error::Kind::Conflict, "email_unproven"_L1,
            u"Prove your e-mail address, or take it away, before the phone number"_s};
}

std::vector<OwnIdentifier> identifiersOf(const User &user)
{
    std::vector<OwnIdentifier> own;
    if (!user.phone.isEmpty())
        own.push_back({{Kind::Phone, user.phone}, true});
    if (!user.email.isEmpty())
        own.push_back({{Kind::Email, user.email}, user.isEmailVerified});
    if (!user.username.isEmpty())
        own.push_back({{Kind::Username, user.username}, false});
    return own;
}

//! \return the account without its identifier of \p kind.
User without(User user, Kind kind)
{
    switch (kind) {
    case Kind::Phone:
        user.phone.clear();
        break;
    case Kind::Email:
        user.email.clear();
        user.isEmailVerified = false;
        break;
    case Kind::Username:
        user.username.clear();
        break;
    }
    return user;
}

//! \return whether \p user can still be signed in with, and by nobody else.
Result<> requireOpen(Stores &stores, const User &user, Kind removed)
{
    // Whoever has the mail of a claimed address may take over an account without a phone number.
    if (removed == Kind::Phone && !user.email.isEmpty() && !user.isEmailVerified)
        return unproven();
    return requireSignInLeft(stores, user);
}

Result<> set(Stores &stores, const User &user, const Identifier &proven, Timestamp now)
{
    return proven.kind == Kind::Phone ? stores.accounts.setPhone(user.id, proven.value)
                                      : stores.accounts.setEmail(user.id, proven.value, now);
}

Result<> take(Stores &stores, const User &user, Kind kind)
{
    switch (kind) {
    case Kind::Phone:
        return stores.accounts.setPhone(user.id, {});
    case Kind::Email:
        return stores.accounts.setEmail(user.id, {}, {});
    case Kind::Username:
        break;
    }
    return stores.accounts.updateProfile(without(user, kind));
}

} // namespace

struct IdentifierService::Changed
{
    std::vector<User> users; //!< Who is another one now.
    std::optional<NotificationView> notification = {};
};

IdentifierService::IdentifierService(IdentityContext context, OneTimeCodeService &codes,
                                     PasswordService &passwords)
    : m_context(context)
    , m_codes(codes)
    , m_guard(context, passwords)
{}

QCoro::Task<Result<std::vector<OwnIdentifier>>> IdentifierService::list(UserId user)
{
    const auto found = co_await m_context.database.read(
        [user](Stores &stores) { return stores.accounts.find(user); });
    if (!found)
        co_return found.error();
    co_return identifiersOf(*found);
}

QCoro::Task<Result<CodeRequested>> IdentifierService::requestCode(Identifier to, QHostAddress from,
                                                                  QString languages)
{
    return m_codes.request(std::move(to), std::move(from), CodePurpose::NewIdentifier,
                           std::move(languages));
}

QCoro::Task<Result<>> IdentifierService::confirm(GuardedChange change, Identifier identifier,
                                                 QString code)
{
    const auto proof = co_await m_guard.prove(change);
    if (!proof)
        co_return proof.error();
    const auto right =
        co_await m_codes.verify(identifier, code, change.from, CodePurpose::NewIdentifier);
    if (!right) {
        co_await m_guard.giveBack(*proof);
        co_return right.error();
    }
    auto done = co_await perform(change.user, *proof,
                                 [this, proven = *right](Stores &stores, const User &user) {
                                     return add(stores, user, proven);
                                 });
    co_return done;
}

QCoro::Task<Result<>> IdentifierService::setUsername(GuardedChange change, QString username)
{
    const auto valid = rules::checkUsername(username);
    if (!valid)
        co_return valid.error();
    const auto proof = co_await m_guard.prove(change);
    if (!proof)
        co_return proof.error();
    auto done =
        co_await perform(change.user, *proof, [this, username](Stores &stores, const User &user) {
            return rename(stores, user, username);
        });
    co_return done;
}

QCoro::Task<Result<>> IdentifierService::remove(GuardedChange change, Identifier::Kind kind)
{
    const auto proof = co_await m_guard.prove(change);
    if (!proof)
        co_return proof.error();
    auto done =
        co_await perform(change.user, *proof, [this, kind](Stores &stores, const User &user) {
            return removeOne(stores, user, kind);
        });
    co_return done;
}

QCoro::Task<Result<>> IdentifierService::perform(UserId user, ChangeGuard::Proof proof, Work work)
{
    const auto done = co_await m_context.database.write(
        [user, proof, work](Stores &stores) -> Result<Changed> {
            if (auto confirmed = ChangeGuard::confirm(stores, proof); !confirmed)
                return confirmed.error();
            const auto before = stores.accounts.find(user);
            if (!before)
                return before.error();
            return work(stores, *before);
        },
        [this](const Result<Changed> &outcome) {
            if (!outcome)
                return;
            for (const User &changed : outcome->users)
                m_context.bus.publish({ProfileChanged{changed}, {changed.id}, {}});
            m_context.security.announce(outcome->notification);
        });
    if (done)
        co_return Result<>();
    co_await m_guard.giveBack(proof);
    co_return done.error();
}

Result<IdentifierService::Changed> IdentifierService::add(Stores &stores, const User &before,
                                                          const CodeProof &code) const
{
    const Identifier &identifier = code.code.destination;
    if (auto consumed = OneTimeCodeService::consume(stores, code); !consumed)
        return consumed.error();
    const auto displaced = releaseClaim(stores, identifier, before.id);
    if (!displaced)
        return displaced.error().code == signInAgain().code ? taken() : displaced.error();
    if (auto stored = set(stores, before, identifier, m_context.clock.now()); !stored)
        return stored.error();
    const bool replacesEmail = identifier.kind == Kind::Email && !before.email.isEmpty()
        && before.email != identifier.value;
    auto changed =
        tell(stores, before,
             replacesEmail ? SecurityEvent::EmailChanged : SecurityEvent::IdentifierAdded);
    if (const auto &loser = *displaced; changed && loser)
        changed->users.push_back(*loser);
    return changed;
}

Result<IdentifierService::Changed> IdentifierService::rename(Stores &stores, const User &before,
                                                             const QString &username) const
{
    User after = before;
    after.username = username;
    const auto stored = stores.accounts.updateProfile(after);
    if (!stored && stored.error().kind == Error::Kind::Conflict)
        return rules::usernameTaken();
    if (!stored)
        return stored.error();
    return tell(stores, before, SecurityEvent::IdentifierAdded);
}

Result<IdentifierService::Changed> IdentifierService::removeOne(Stores &stores, const User &before,
                                                                Identifier::Kind kind) const
{
    const User after = without(before, kind);
    if (after == before)
        return missing();
    if (auto open = requireOpen(stores, after, kind); !open)
        return open.error();
    if (auto removed = take(stores, before, kind); !removed)
        return removed.error();
    return tell(stores, before, SecurityEvent::IdentifierRemoved);
}

Result<IdentifierService::Changed> IdentifierService::tell(Stores &stores, const User &before,
                                                           SecurityEvent event) const
{
    // A mail goes to the address that there was.
    const auto told = m_context.security.add(stores, before, event);
    if (!told)
        return told.error();
    const auto after = stores.accounts.find(before.id);
    if (!after)
        return after.error();
    return Changed{{*after}, *told};
}

} // namespace linnet

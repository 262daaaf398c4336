// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/authservice.h"

#include "common/core/clock.h"
#include "common/core/idgenerator.h"
#include "server/bus/eventbus.h"
#include "server/services/identity/emailclaim.h"
#include "server/services/identity/suspensioncheck.h"
#include "server/services/webhook/webhookwriter.h"
#include "server/storage/accountstore.h"
#include "server/storage/database.h"

#include <algorithm>

namespace linnet {

namespace {

//! \return what an account is called before its owner says so.
QString firstNameOf(const Identifier &identifier)
{
    constexpr int PhoneDigits = 4;
    constexpr int EmailCharacters = 8;
    return identifier.kind == Identifier::Kind::Phone ? identifier.value.right(PhoneDigits)
                                                      : identifier.value.left(EmailCharacters);
}

//! The code or the password is not used up: another client can go on with it.
Error secondFactorRequired()
{
    return {Error::Kind::Unauthenticated, QLatin1String("second_factor_required"),
            QStringLiteral("This account needs a second factor, which this app cannot ask for.")};
}

Error signInFirst()
{
    return {Error::Kind::Unauthenticated, QLatin1String("sign_in_first"),
            QStringLiteral("Please sign in with your password first.")};
}

} // namespace

//! \brief What it changed that somebody proved who they are.
struct AuthService::Confirmed
{
    std::optional<User> account = {};
    std::optional<NotificationView> notification = {};
    OlderSessions ended = OlderSessions::OfTheDevice;
};

//! \brief Somebody whose first factor was right.
struct AuthService::Accepted
{
    User user;
    Confirmation confirm;
    //! For who is refused without anything being wrong with what they gave.
    std::function<QCoro::Task<>()> giveBack;
};

//! \brief What a sign-in changed.
struct AuthService::Opened
{
    std::optional<Opening> opening;
    std::optional<SecondFactorNeeded> needed; //!< Instead of a session.
    Confirmed confirmed;
};

AuthService::AuthService(IdentityContext context, OneTimeCodeService &codes,
                         PasswordService &passwords, StepUpService &stepUps, TokenService &tokens)
    : m_context(context)
    , m_codes(codes)
    , m_passwords(passwords)
    , m_stepUps(stepUps)
    , m_tokens(tokens)
{}

QCoro::Task<Result<SignInOutcome>> AuthService::attempt(SignInBy way, SignIn signIn)
{
    const auto accepted = co_await accept(way, signIn);
    if (!accepted)
        co_return accepted.error();
    auto outcome = co_await open(*accepted, signIn, SecondCall::Offered);
    co_return outcome;
}

QCoro::Task<Result<SignedIn>> AuthService::signIn(SignIn signIn)
{
    return finish(SignInBy::Code, std::move(signIn));
}

QCoro::Task<Result<SignedIn>> AuthService::signInWithPassword(SignIn signIn)
{
    return finish(SignInBy::Password, std::move(signIn));
}

QCoro::Task<Result<SignedIn>> AuthService::completeSignIn(SignIn signIn)
{
    return finish(SignInBy::SecondStep, std::move(signIn));
}

QCoro::Task<Result<SignedIn>> AuthService::finish(SignInBy way, SignIn signIn)
{
    const auto accepted = co_await accept(way, signIn);
    if (!accepted)
        co_return accepted.error();
    const auto outcome = co_await open(*accepted, signIn, SecondCall::Refused);
    if (!outcome) {
        if (outcome.error().code == secondFactorRequired().code)
            co_await accepted->giveBack();
        co_return outcome.error();
    }
    co_return std::get<SignedIn>(*outcome);
}

QCoro::Task<Result<AuthService::Accepted>> AuthService::accept(SignInBy way, SignIn signIn)
{
    switch (way) {
    case SignInBy::Code:
        return byCode(std::move(signIn));
    case SignInBy::Password:
        return byPassword(std::move(signIn));
    case SignInBy::SecondStep:
        break;
    }
    return bySecondStep(std::move(signIn));
}

QCoro::Task<Result<AuthService::Accepted>> AuthService::byCode(SignIn signIn)
{
    const auto proof =
        co_await m_codes.verify(signIn.identifier, signIn.secret, QHostAddress(signIn.address));
    if (!proof)
        co_return proof.error();
    const auto user = co_await findOrPrepareUser(signIn.identifier);
    if (!user)
        co_return user.error();
    co_return Accepted{*user, std::bind_front(&AuthService::acceptCode, this, *proof),
                       std::bind_front(&OneTimeCodeService::giveBackGuess, &m_codes, proof->guess)};
}

QCoro::Task<Result<AuthService::Accepted>> AuthService::byPassword(SignIn signIn)
{
    const auto proof =
        co_await m_passwords.prove(signIn.identifier, signIn.secret, QHostAddress(signIn.address));
    if (!proof)
        co_return proof.error();
    co_return Accepted{proof->user, std::bind_front(&AuthService::acceptPassword, *proof),
                       std::bind_front(&PasswordService::giveBack, &m_passwords, *proof)};
}

QCoro::Task<Result<AuthService::Accepted>> AuthService::bySecondStep(SignIn signIn)
{
    const Identifier email = signIn.identifier;
    const auto proof = co_await m_codes.verify(email, signIn.secret, QHostAddress(signIn.address),
                                               CodePurpose::SecondStep);
    if (!proof)
        co_return proof.error();
    const auto user = co_await m_context.database.read(
        [email](Stores &stores) { return stores.accounts.findByIdentifier(email); });
    if (!user)
        co_return user.error();
    co_return Accepted{*user, std::bind_front(&AuthService::acceptSecondStep, this, *proof),
                       std::bind_front(&OneTimeCodeService::giveBackGuess, &m_codes, proof->guess)};
}

QCoro::Task<Result<CodeRequested>> AuthService::beginSignIn(SignIn signIn)
{
    const QHostAddress from(signIn.address);
    const auto proof = co_await m_passwords.prove(signIn.identifier, signIn.secret, from);
    if (!proof)
        co_return proof.error();
    const auto confirmed = co_await m_context.database.write(
        [proof, now = m_context.clock.now()](Stores &stores) -> Result<> {
            if (auto known = PasswordService::confirm(stores, *proof); !known)
                return known;
            return requireNotSuspended(stores, proof->user.id, now);
        });
    if (!confirmed)
        co_return confirmed.error();
    const Identifier email{Identifier::Kind::Email, proof->user.email};
    auto requested =
        co_await m_codes.request(email, from, CodePurpose::SecondStep, signIn.languages);
    if (!requested && requested.error().code == QLatin1String("otp_cooldown"))
        co_return CodeRequested{requested.error().retryAfter};
    co_return requested;
}

QCoro::Task<Result<CodeRequested>> AuthService::resendCode(Identifier email, QHostAddress from,
                                                           QString languages)
{
    const auto sent = co_await m_context.database.read([email](Stores &stores) {
        return stores.oneTimeCodes.list(CodePurpose::SecondStep, email);
    });
    if (!sent)
        co_return sent.error();
    const Timestamp now = m_context.clock.now();
    const auto isGood = [now](const OneTimeCode &code) { return code.expiresAt > now; };
    if (std::none_of(sent->begin(), sent->end(), isGood))
        co_return signInFirst();
    auto requested = co_await m_codes.request(email, from, CodePurpose::SecondStep, languages);
    co_return requested;
}

QCoro::Task<Result<SignedIn>> AuthService::refresh(QByteArray token, QString device)
{
    return m_tokens.refresh(std::move(token), std::move(device));
}

QCoro::Task<Result<User>> AuthService::findOrPrepareUser(Identifier identifier)
{
    auto user = co_await m_context.database.read(
        [identifier](Stores &stores) { return stores.accounts.findByIdentifier(identifier); });
    if (user && (isProven(*user, identifier) || isOpenedByMail(*user)))
        co_return user;
    if (!user && user.error().kind != Error::Kind::NotFound)
        co_return user;
    const Timestamp now = m_context.clock.now();
    User fresh{.id = m_context.ids.next<UserId>(), .createdAt = now, .updatedAt = now};
    fresh.displayName = firstNameOf(identifier);
    if (identifier.kind == Identifier::Kind::Phone)
        fresh.phone = identifier.value;
    else
        fresh.email = identifier.value;
    fresh.isEmailVerified = !fresh.email.isEmpty();
    co_return fresh;
}

//! \p proof makes the code's destination the user's own.
Result<AuthService::Confirmed> AuthService::acceptCode(const CodeProof &proof, Stores &stores,
                                                       const User &user) const
{
    const Identifier &identifier = proof.code.destination;
    if (const auto consumed = OneTimeCodeService::consume(stores, proof); !consumed)
        return consumed.error();
    const auto holder = stores.accounts.findByIdentifier(identifier);
    if (holder && holder->id == user.id)
        return takeOver(stores, *holder, identifier);
    const auto displaced = releaseClaim(stores, identifier, user.id);
    if (!displaced)
        return displaced.error();
    if (stores.accounts.find(user.id)) // It had the identifier when we looked.
        return signInAgain();
    if (const auto added = stores.accounts.add(user); !added)
        return added.error();
    const WebhookWriter webhooks(m_context.ids);
    if (const auto told = webhooks.write(stores, accountCreated(user.id, user.createdAt)); !told)
        return told.error();
    return Confirmed{*displaced};
}

//! Whoever made the account and did not prove its address is not to get in again.
Result<AuthService::Confirmed> AuthService::takeOver(Stores &stores, const User &user,
                                                     const Identifier &email) const
{
    if (isProven(user, email))
        return Confirmed();
    if (!isOpenedByMail(user)) // It has a phone number since we looked.
        return signInAgain();
    const auto password = stores.passwords.find(user.id);
    if (!password && password.error().kind != Error::Kind::NotFound)
        return password.error();
    const auto given = giveToOwner(stores, user, email, m_context.clock.now());
    if (!given)
        return given.error();
    const auto told = m_context.security.add(
        stores, *given, password ? SecurityEvent::PasswordRemoved : SecurityEvent::EmailProven);
    if (!told)
        return told.error();
    return Confirmed{*given, *told, OlderSessions::All};
}

Result<AuthService::Confirmed> AuthService::acceptPassword(const PasswordProof &proof,
                                                           Stores &stores, const User &)
{
    if (const auto confirmed = PasswordService::confirm(stores, proof); !confirmed)
        return confirmed.error();
    return Confirmed();
}

//! The code came after the password, so it proves the address of that account.
Result<AuthService::Confirmed> AuthService::acceptSecondStep(const CodeProof &proof, Stores &stores,
                                                             const User &user) const
{
    if (const auto consumed = OneTimeCodeService::consume(stores, proof); !consumed)
        return consumed.error();
    const auto proven = proveEmail(stores, user, proof.code.destination, m_context.clock.now());
    if (!proven)
        return proven.error();
    return Confirmed{*proven};
}

QCoro::Task<Result<SignInOutcome>> AuthService::open(Accepted accepted, SignIn signIn,
                                                     SecondCall secondCall)
{
    const auto prepared = co_await m_tokens.prepare(accepted.user, signIn);
    if (!prepared) {
        co_await accepted.giveBack();
        co_return prepared.error();
    }
    const auto opened = co_await m_context.database.write(
        [=, this](Stores &stores) {
            return store(stores, accepted, *prepared, signIn, secondCall);
        },
        [this](const Result<Opened> &outcome) {
            if (outcome)
                announce(*outcome);
        });
    if (!opened)
        co_return opened.error();
    if (const auto &needed = opened->needed)
        co_return SignInOutcome(*needed);
    SignedIn signedIn = *prepared;
    const std::optional<User> &changed = opened->confirmed.account;
    if (changed && changed->id == signedIn.user.id)
        signedIn.user = *changed;
    co_return SignInOutcome(signedIn);
}

Result<AuthService::Opened> AuthService::store(Stores &stores, const Accepted &accepted,
                                               const SignedIn &prepared, const SignIn &signIn,
                                               SecondCall secondCall) const
{
    const UserId user = accepted.user.id;
    const auto confirmed = accepted.confirm(stores, accepted.user);
    if (!confirmed)
        return confirmed.error();
    if (const auto allowed = requireNotSuspended(stores, user, m_context.clock.now()); !allowed)
        return allowed.error();
    const auto isGuarded = SecondFactorService::isActive(stores, user);
    if (!isGuarded)
        return isGuarded.error();
    if (*isGuarded && secondCall == SecondCall::Refused)
        return secondFactorRequired();
    if (*isGuarded) {
        const auto needed = m_stepUps.add(stores, StepUpService::newTicket(), user, signIn);
        if (!needed)
            return needed.error();
        return Opened{{}, *needed, *confirmed};
    }
    const auto opening = m_tokens.open(stores, prepared, confirmed->ended);
    if (!opening)
        return opening.error();
    return Opened{*opening, {}, *confirmed};
}

void AuthService::announce(const Opened &opened) const
{
    if (opened.opening)
        m_tokens.announce(*opened.opening);
    if (const auto &changed = opened.confirmed.account)
        m_context.bus.publish({ProfileChanged{*changed}, {changed->id}, {}});
    m_context.security.announce(opened.confirmed.notification);
}

} // namespace linnet

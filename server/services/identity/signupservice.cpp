// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/signupservice.h"

#include "common/core/clock.h"
#include "common/core/idgenerator.h"
#include "server/services/chat/chatrules.h"
#include "server/services/webhook/webhookwriter.h"
#include "server/storage/database.h"

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

Error invalidEmail()
{
    return {Error::Kind::InvalidInput, "email_invalid"_L1, u"email must be an e-mail address"_s};
}

Error emailTaken()
{
    return {Error::Kind::Conflict, "email_taken"_L1, u"This e-mail address is taken"_s};
}

Result<> checkProfile(const User &user)
{
    if (auto name = rules::checkName(user.displayName, "name"_L1); !name)
        return name;
    if (!user.username.isEmpty()) {
        if (auto username = rules::checkUsername(user.username); !username)
            return username;
    }
    if (auto bio = rules::checkText(user.bio, rules::MostBioCodePoints, "bio"_L1); !bio)
        return bio;
    return rules::checkUrl(user.avatarUrl, "avatar"_L1);
}

QString nameOf(const SignUp &signUp, const QString &email)
{
    QString name = signUp.displayName.trimmed();
    if (!name.isEmpty())
        return name;
    return signUp.username.isEmpty() ? email.section(u'@', 0, 0) : signUp.username;
}

//! \return \p refusal if somebody has \p identifier.
Result<> requireFree(Stores &stores, const Identifier &identifier, const Error &refusal)
{
    const auto holder = stores.accounts.findByIdentifier(identifier);
    if (holder)
        return refusal;
    return holder.error().kind == Error::Kind::NotFound ? Result<>() : holder.error();
}

} // namespace

struct SignUpService::Prepared
{
    User user;
    QString hash;
};

SignUpService::SignUpService(IdentityContext context, PasswordService &passwords,
                             TokenService &tokens)
    : m_context(context)
    , m_passwords(passwords)
    , m_tokens(tokens)
{}

QCoro::Task<Result<User>> SignUpService::signUp(SignUp signUp)
{
    const auto prepared = co_await prepare(signUp);
    if (!prepared)
        co_return prepared.error();
    const auto stored = co_await m_context.database.write(
        [this, prepared](Stores &stores) { return store(stores, *prepared); });
    if (!stored)
        co_return stored.error();
    co_return prepared->user;
}

QCoro::Task<Result<SignedIn>> SignUpService::signUpAndIn(SignUp signUp, SignIn signIn)
{
    const auto prepared = co_await prepare(signUp);
    if (!prepared)
        co_return prepared.error();
    const auto signedIn = co_await m_tokens.prepare(prepared->user, signIn);
    if (!signedIn)
        co_return signedIn.error();
    const auto opened = co_await m_context.database.write(
        [this, prepared, signedIn](Stores &stores) -> Result<Opening> {
            const auto added = store(stores, *prepared);
            return added ? m_tokens.open(stores, *signedIn) : added.error();
        },
        [this](const Result<Opening> &opening) {
            if (opening)
                m_tokens.announce(*opening);
        });
    if (!opened)
        co_return opened.error();
    co_return *signedIn;
}

QCoro::Task<Result<SignUpService::Prepared>> SignUpService::prepare(SignUp signUp)
{
    const auto email = parseEmail(signUp.email);
    if (!email)
        co_return invalidEmail();
    const Timestamp now = m_context.clock.now();
    const User user{.id = m_context.ids.next<UserId>(),
                    .phone = {},
                    .email = email->value,
                    .username = signUp.username,
                    .displayName = nameOf(signUp, email->value),
                    .avatarUrl = signUp.avatarUrl,
                    .statusText = {},
                    .bio = signUp.bio,
                    .createdAt = now,
                    .updatedAt = now};
    const auto valid = checkProfile(user);
    if (!valid)
        co_return valid.error();
    const auto hash = co_await m_passwords.hashNew(signUp.password, signUp.leastPassword);
    if (!hash)
        co_return hash.error();
    co_return Prepared{user, *hash};
}

Result<> SignUpService::store(Stores &stores, const Prepared &prepared) const
{
    const User &user = prepared.user;
    if (auto email = requireFree(stores, {Identifier::Kind::Email, user.email}, emailTaken());
        !email)
        return email;
    const Identifier username{Identifier::Kind::Username, user.username.toLower()};
    if (auto name = requireFree(stores, username, rules::usernameTaken()); !name)
        return name;
    if (auto added = stores.accounts.add(user); !added)
        return added;
    const WebhookWriter webhooks(m_context.ids);
    if (auto told = webhooks.write(stores, accountCreated(user.id, user.createdAt)); !told)
        return told;
    return PasswordService::set(stores, user, prepared.hash, user.createdAt);
}

} // namespace linnet

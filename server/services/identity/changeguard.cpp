// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/changeguard.h"

#include "common/core/clock.h"
#include "server/storage/database.h"

namespace linnet {

namespace {

constexpr std::chrono::minutes Fresh(15);

Error signInFirst()
{
    return {Error::Kind::Forbidden, QLatin1String("fresh_sign_in_required"),
            QStringLiteral("Please sign in again before you change how you sign in.")};
}

} // namespace

ChangeGuard::ChangeGuard(IdentityContext context, PasswordService &passwords)
    : m_context(context)
    , m_passwords(passwords)
{}

QCoro::Task<Result<ChangeGuard::Proof>> ChangeGuard::prove(GuardedChange change)
{
    const auto has = co_await m_passwords.has(change.user);
    if (!has)
        co_return has.error();
    if (*has) {
        const auto proof = co_await m_passwords.prove(change.user, change.password, change.from);
        if (!proof)
            co_return proof.error();
        co_return Proof(*proof);
    }
    const auto fresh = co_await requireFresh(change.session);
    if (!fresh)
        co_return fresh.error();
    co_return Proof();
}

QCoro::Task<Result<>> ChangeGuard::requireFresh(SessionId session)
{
    const auto found = co_await m_context.database.read(
        [session](Stores &stores) { return stores.sessions.find(session); });
    if (!found)
        co_return found.error();
    if (found->createdAt + Fresh <= m_context.clock.now())
        co_return signInFirst();
    co_return Result<>();
}

Result<> ChangeGuard::confirm(Stores &stores, const Proof &proof)
{
    return proof ? PasswordService::confirm(stores, *proof) : Result<>();
}

QCoro::Task<> ChangeGuard::giveBack(Proof proof)
{
    if (proof)
        co_await m_passwords.giveBack(*proof);
}

} // namespace linnet

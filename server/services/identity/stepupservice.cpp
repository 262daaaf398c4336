// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/stepupservice.h"

#include "common/core/clock.h"
#include "common/core/random.h"
#include "server/storage/database.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

constexpr std::chrono::minutes Lifetime(5);
constexpr int MostAttempts = 5;
constexpr int TicketBytes = 32;

QByteArray hashOf(const QByteArray &ticket)
{
    return QCryptographicHash::hash(ticket, QCryptographicHash::Sha256);
}

Error invalidTicket()
{
    return {Error::Kind::Unauthenticated, "ticket_invalid"_L1,
            u"This sign-in has expired. Please start again."_s};
}

Error wrongCode()
{
    return {Error::Kind::Unauthenticated, "second_factor_wrong"_L1, u"code is not right"_s};
}

SignIn signInOf(const SignInTicket &ticket, const StepUp &stepUp)
{
    return {.identifier = {},
            .secret = {},
            .device = ticket.device,
            .dialect = ticket.dialect,
            .clientName = ticket.clientName,
            .address = stepUp.address,
            .userAgent = stepUp.userAgent,
            .accessLifetime = ticket.accessLifetime};
}

} // namespace

//! \brief A sign-in that goes on.
struct StepUpService::Begun
{
    SignInTicket ticket;
    User user;
};

//! \brief What came of a code. A refusal is a value, because the attempt is to stay counted.
struct StepUpService::Verdict
{
    std::optional<Error> refusal;
    std::optional<Opening> opening = {};
    std::optional<NotificationView> notification = {};
};

StepUpService::StepUpService(IdentityContext context, const SecondFactorService &factors,
                             TokenService &tokens)
    : m_context(context)
    , m_factors(factors)
    , m_tokens(tokens)
{}

QByteArray StepUpService::newTicket()
{
    return randomBytes(TicketBytes).toHex();
}

Result<SecondFactorNeeded> StepUpService::add(Stores &stores, const QByteArray &ticket, UserId user,
                                              const SignIn &signIn) const
{
    const Timestamp expiresAt = m_context.clock.now() + Lifetime;
    const auto added = stores.signInTickets.add({.hash = hashOf(ticket),
                                                 .user = user,
                                                 .device = signIn.device,
                                                 .dialect = signIn.dialect,
                                                 .clientName = signIn.clientName,
                                                 .accessLifetime = signIn.accessLifetime,
                                                 .expiresAt = expiresAt});
    if (!added)
        return added.error();
    return SecondFactorNeeded{ticket, Lifetime};
}

QCoro::Task<Result<SignedIn>> StepUpService::complete(StepUp stepUp)
{
    const auto begun = co_await m_context.database.read(
        [this, stepUp](Stores &stores) { return find(stores, stepUp.ticket); });
    if (!begun)
        co_return begun.error();
    const auto prepared = co_await m_tokens.prepare(begun->user, signInOf(begun->ticket, stepUp));
    if (!prepared)
        co_return prepared.error();
    const auto verdict = co_await m_context.database.write(
        [this, stepUp, prepared](Stores &stores) { return judge(stores, stepUp, *prepared); },
        [this](const Result<Verdict> &outcome) {
            if (outcome)
                announce(*outcome);
        });
    if (!verdict)
        co_return verdict.error();
    if (verdict->refusal)
        co_return *verdict->refusal;
    co_return *prepared;
}

Result<StepUpService::Begun> StepUpService::find(Stores &stores, const QByteArray &ticket) const
{
    const auto found = stores.signInTickets.find(hashOf(ticket));
    if (!found)
        return found.error().kind == Error::Kind::NotFound ? invalidTicket() : found.error();
    if (found->expiresAt <= m_context.clock.now() || found->attempts >= MostAttempts)
        return invalidTicket();
    const auto user = stores.accounts.find(found->user);
    if (!user)
        return user.error();
    return Begun{*found, *user};
}

Result<StepUpService::Verdict> StepUpService::judge(Stores &stores, const StepUp &stepUp,
                                                    const SignedIn &prepared) const
{
    const auto begun = find(stores, stepUp.ticket);
    if (!begun)
        return begun.error();
    const QByteArray &hash = begun->ticket.hash;
    if (const auto counted = stores.signInTickets.countAttempt(hash); !counted)
        return counted.error();
    const auto match = m_factors.accept(stores, begun->user.id, stepUp.code);
    if (!match && match.error().kind == Error::Kind::NotFound) // Switched off since.
        return invalidTicket();
    if (!match)
        return match.error();
    if (*match == SecondFactorService::Match::None)
        return Verdict{wrongCode()};
    const auto told = m_factors.tellOf(stores, begun->user, *match);
    if (!told)
        return told.error();
    if (const auto removed = stores.signInTickets.remove(hash); !removed)
        return removed.error();
    const auto opening = m_tokens.open(stores, prepared);
    if (!opening)
        return opening.error();
    return Verdict{{}, *opening, *told};
}

void StepUpService::announce(const Verdict &verdict) const
{
    if (verdict.opening)
        m_tokens.announce(*verdict.opening);
    m_context.security.announce(verdict.notification);
}

} // namespace linnet

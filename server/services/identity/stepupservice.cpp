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

} // namespace

//! \brief What came of a code. A refusal is a value, because the attempt is to stay counted.
struct StepUpService::Verdict
{
    std::optional<Error> refusal;
    SignInTicket ticket;
    User user;
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
    const auto verdict = co_await m_context.database.write(
        [this, stepUp](Stores &stores) { return judge(stores, stepUp); },
        [this](const Result<Verdict> &outcome) {
            if (outcome)
                m_context.security.announce(outcome->notification);
        });
    if (!verdict)
        co_return verdict.error();
    if (verdict->refusal)
        co_return *verdict->refusal;
    auto opened = co_await open(*verdict, stepUp);
    co_return opened;
}

Result<StepUpService::Verdict> StepUpService::judge(Stores &stores, const StepUp &stepUp) const
{
    const QByteArray hash = hashOf(stepUp.ticket);
    const auto ticket = stores.signInTickets.find(hash);
    if (!ticket)
        return ticket.error().kind == Error::Kind::NotFound ? invalidTicket() : ticket.error();
    if (ticket->expiresAt <= m_context.clock.now() || ticket->attempts >= MostAttempts)
        return invalidTicket();
    if (const auto counted = stores.signInTickets.countAttempt(hash); !counted)
        return counted.error();
    const auto user = stores.accounts.find(ticket->user);
    if (!user)
        return user.error();
    const auto match = m_factors.accept(stores, ticket->user, stepUp.code);
    if (!match && match.error().kind == Error::Kind::NotFound) // Switched off since.
        return invalidTicket();
    if (!match)
        return match.error();
    if (*match == SecondFactorService::Match::None)
        return Verdict{wrongCode(), {}, {}};
    const auto told = m_factors.tellOf(stores, *user, *match);
    if (!told)
        return told.error();
    return Verdict{{}, *ticket, *user, *told};
}

QCoro::Task<Result<SignedIn>> StepUpService::open(Verdict verdict, StepUp stepUp)
{
    const SignInTicket &ticket = verdict.ticket;
    const SignIn signIn{.identifier = {},
                        .secret = {},
                        .device = ticket.device,
                        .dialect = ticket.dialect,
                        .clientName = ticket.clientName,
                        .address = stepUp.address,
                        .userAgent = stepUp.userAgent,
                        .accessLifetime = ticket.accessLifetime};
    const auto prepared = co_await m_tokens.prepare(verdict.user, signIn);
    if (!prepared)
        co_return prepared.error();
    const auto opened = co_await m_context.database.write(
        [this, prepared, hash = ticket.hash](Stores &stores) -> Result<Opening> {
            const auto isFirst = stores.signInTickets.remove(hash);
            if (!isFirst)
                return isFirst.error();
            if (!*isFirst)
                return invalidTicket();
            return m_tokens.open(stores, *prepared);
        },
        [this](const Result<Opening> &opening) {
            if (opening)
                m_tokens.announce(*opening);
        });
    if (!opened)
        co_return opened.error();
    co_return *prepared;
}

} // namespace linnet

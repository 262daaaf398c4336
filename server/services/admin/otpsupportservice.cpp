// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/otpsupportservice.h"

#include "common/domain/maskedidentifier.h"
#include "server/services/admin/auditservice.h"
#include "server/services/admin/authority.h"
#include "server/storage/database.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

const QString TestCode = u"000000"_s;

//! \return what \p user signs in with by code.
Result<Identifier> destinationOf(Stores &stores, UserId user)
{
    const auto view = stores.accountList.find(user);
    if (!view)
        return view.error();
    if (const auto inUse = requireInUse(*view); !inUse)
        return inUse.error();
    const User &account = view->user;
    if (!account.phone.isEmpty())
        return Identifier{Identifier::Kind::Phone, account.phone};
    if (!account.email.isEmpty() && account.isEmailVerified)
        return Identifier{Identifier::Kind::Email, account.email};
    return Error{Error::Kind::Conflict, "no_destination"_L1,
                 u"This account has neither a phone number nor a proven e-mail address to sign in "
                 "with by code"_s};
}

} // namespace

OtpSupportService::OtpSupportService(AdminContext context, OneTimeCodeService &codes,
                                     CodeSender &sender)
    : m_context(context)
    , m_codes(codes)
    , m_sender(sender)
{}

QCoro::Task<Result<BreakGlassCode>> OtpSupportService::breakGlass(Actor actor, UserId user, Run run)
{
    const auto to = co_await m_context.database.read(
        [user](Stores &stores) { return destinationOf(stores, user); });
    if (!to)
        co_return to.error();
    const AuditNote note{.action = u"otp.break-glass"_s,
                         .target = u"user:"_s + user.toString(),
                         .after = {{u"to"_s, masked(*to)}}};
    const Timestamp now = m_context.clock.now();
    const auto issued = co_await m_codes.issue(*to, [actor, note, now, run](Stores &stores) {
        const auto noted = AuditService::record(stores, actor, note, now);
        return noted && run == Run::Rehearsal ? Result<>(rehearsed()) : noted;
    });
    if (!issued && issued.error().code == rehearsed().code)
        co_return BreakGlassCode{*to, {{}, now + m_codes.lifetime()}};
    if (!issued)
        co_return issued.error();
    co_return BreakGlassCode{*to, *issued};
}

QCoro::Task<Result<std::optional<std::chrono::milliseconds>>> OtpSupportService::testSend(
    Actor actor, Identifier to, Run run)
{
    const Timestamp begun = m_context.clock.now();
    const AuditNote note{.action = u"otp.test-send"_s, .target = u"destination:"_s + masked(to)};
    const auto noted = co_await perform(
        m_context, run,
        [actor, note, begun](Stores &stores) {
            return AuditService::record(stores, actor, note, begun);
        },
        [](const Result<> &) {});
    if (!noted)
        co_return noted.error();
    if (run == Run::Rehearsal)
        co_return std::nullopt;
    const auto sent = co_await m_sender.send({to, TestCode, m_codes.lifetime()});
    if (!sent)
        co_return sent.error();
    co_return m_context.clock.now() - begun;
}

} // namespace linnet

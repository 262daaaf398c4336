// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/mailpages.h"

#include "server/dialects/shared/mailpagetext.h"
#include "server/services/identity/emailverificationservice.h"
#include "server/services/notification/mailchoiceservice.h"
#include "server/services/notification/unsubscribelink.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostToken = 1'000; // Characters.
// Where clients of `whispr` have a page of their own, and mailed links lead without one.
constexpr auto CallbackPath = "/auth/callback/verify-email";

Endpoint row(QLatin1String name, Method method, QLatin1String path, Handler handler)
{
    Endpoint row;
    row.name = name;
    row.method = method;
    row.path = path;
    row.access = Access::Public;
    row.cost = method == Method::Get ? Cost::Read : Cost::SignIn;
    row.request = {{"token"_L1, Field::Type::String, Field::Need::Required, 1, MostToken}};
    row.handler = std::move(handler);
    row.body = Endpoint::Body::Ignored; // The address says all.
    return row;
}

Endpoint verifyRow(QLatin1String name, Method method, Handler handler)
{
    Endpoint verify = row(name, method, VerifyEmailPath, std::move(handler));
    verify.aliases = {{method, CallbackPath}};
    return verify;
}

QString tokenOf(const Call &call)
{
    return call.params["token"_L1].toString();
}

Answer pageAnswer(MailPageText text, const Call &call)
{
    return {.page = PageAnswer{mailPage(text, call.caller.languages)}};
}

} // namespace

MailPages::MailPages(MailChoiceService &choices, EmailVerificationService &verification)
    : m_choices(choices)
    , m_verification(verification)
{}

QList<Endpoint> MailPages::endpoints()
{
    return {
        row("mail.ask-to-decline"_L1, Method::Get, UnsubscribePath,
            std::bind_front(&MailPages::askToDecline, this)),
        row("mail.decline"_L1, Method::Post, UnsubscribePath,
            std::bind_front(&MailPages::decline, this)),
        verifyRow("mail.ask-to-verify"_L1, Method::Get, &MailPages::askToVerify),
        verifyRow("mail.verify"_L1, Method::Post, std::bind_front(&MailPages::verify, this)),
    };
}

QCoro::Task<Result<Answer>> MailPages::askToDecline(Call call)
{
    const auto sort = m_choices.sortOf(tokenOf(call));
    if (!sort)
        co_return sort.error();
    co_return pageAnswer(*sort == NewsMail::FriendRequest ? MailPageText::DeclineRequests
                                                          : MailPageText::DeclineDigests,
                         call);
}

QCoro::Task<Result<Answer>> MailPages::decline(Call call)
{
    const auto declined = co_await m_choices.decline(tokenOf(call));
    if (!declined)
        co_return declined.error();
    co_return pageAnswer(MailPageText::Declined, call);
}

//! Whether the link is good is not looked at: that would be for whoever guesses one, too.
QCoro::Task<Result<Answer>> MailPages::askToVerify(Call call)
{
    co_return pageAnswer(MailPageText::ProveEmail, call);
}

QCoro::Task<Result<Answer>> MailPages::verify(Call call)
{
    const auto user = co_await m_verification.verify(tokenOf(call));
    if (!user)
        co_return user.error();
    co_return pageAnswer(MailPageText::Proven, call);
}

} // namespace linnet

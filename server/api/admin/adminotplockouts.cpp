// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminotplockouts.h"

#include "server/api/admin/adminpages.h"
#include "server/api/admin/adminrows.h"

using namespace Qt::StringLiterals;

namespace linnet::admin {

AdminOtpLockoutApi::AdminOtpLockoutApi(OtpLockoutService &lockouts)
    : m_lockouts(lockouts)
{}

QList<Endpoint> AdminOtpLockoutApi::endpoints()
{
    return {
        endpoint(
            {"otp.lockouts"_L1, Method::Get, "/api/v1/admin/otp/lockouts"_L1, Capability::OtpRead},
            pageSchema({}), std::bind_front(&AdminOtpLockoutApi::list, this)),
        endpoint({"otp.unlock"_L1, Method::Post, "/api/v1/admin/otp/lockouts/end"_L1,
                  Capability::OtpWrite},
                 {{"scope"_L1},
                  {"subject"_L1, Field::Type::String, Field::Need::Optional, 0, 320},
                  {"dryRun"_L1, Field::Type::Boolean, Field::Need::Optional}},
                 std::bind_front(&AdminOtpLockoutApi::unlock, this)),
    };
}

QCoro::Task<Result<Answer>> AdminOtpLockoutApi::list(Call call)
{
    const auto after = call.params.contains("cursor"_L1)
        ? OtpLockoutPlace::parse(call.params["cursor"_L1].toString())
        : OtpLockoutPlace();
    if (!after)
        co_return foreignCursor();
    const auto page = co_await m_lockouts.list(limitParam(call.params), *after);
    if (!page)
        co_return page.error();
    QJsonArray items;
    for (const OtpLockout &lockout : page->lockouts)
        items.append(QJsonObject{{"scope"_L1, lockout.scope},
                                 {"subject"_L1, lockout.subject},
                                 {"period"_L1, lockout.stretch},
                                 {"used"_L1, lockout.used},
                                 {"most"_L1, lockout.most},
                                 {"until"_L1, toIso(lockout.until)}});
    const auto &next = page->next;
    co_return pageAnswer(items, next ? std::optional(next->toCursor()) : std::nullopt);
}

QCoro::Task<Result<Answer>> AdminOtpLockoutApi::unlock(Call call)
{
    const QString scope = call.params["scope"_L1].toString();
    const auto subject =
        OtpLockoutService::subjectOf(scope, call.params["subject"_L1].toString().trimmed());
    if (!subject)
        co_return subject.error();
    const auto forgotten =
        co_await m_lockouts.unlock(actorOf(call), scope, *subject, runParam(call.params));
    if (!forgotten)
        co_return forgotten.error();
    co_return Answer{QJsonObject{{"scope"_L1, scope}, {"budgets"_L1, *forgotten}}};
}

} // namespace linnet::admin

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminotpsupport.h"

#include "common/domain/maskedidentifier.h"
#include "server/api/admin/admincodec.h"
#include "server/api/admin/adminrows.h"

using namespace Qt::StringLiterals;

namespace linnet::admin {

AdminOtpSupportApi::AdminOtpSupportApi(AdminUserService &users, OtpSupportService &support)
    : m_users(users)
    , m_support(support)
{}

QList<Endpoint> AdminOtpSupportApi::endpoints()
{
    const Field dryRun{"dryRun"_L1, Field::Type::Boolean, Field::Need::Optional};
    // Who has such a code is that account's owner, so it takes somebody who may make owners.
    Endpoint breakGlass =
        endpoint({"otp.break-glass"_L1, Method::Post, "/api/v1/admin/otp/break-glass"_L1,
                  Capability::StaffWrite},
                 {{"userId"_L1}, dryRun}, std::bind_front(&AdminOtpSupportApi::breakGlass, this));
    Endpoint testSend = endpoint(
        {"otp.test-send"_L1, Method::Post, "/api/v1/admin/otp/test-send"_L1, Capability::OtpWrite},
        {{"to"_L1}, dryRun}, std::bind_front(&AdminOtpSupportApi::testSend, this));
    breakGlass.cost = Cost::SignIn;
    testSend.cost = Cost::SignIn;
    return {breakGlass, testSend};
}

QCoro::Task<Result<Answer>> AdminOtpSupportApi::breakGlass(Call call)
{
    const auto user = co_await m_users.locate(call.params["userId"_L1].toString());
    if (!user)
        co_return user.error();
    const auto code = co_await m_support.breakGlass(actorOf(call), *user, runParam(call.params));
    if (!code)
        co_return code.error();
    co_return Answer{QJsonObject{{"userId"_L1, user->toString()},
                                 {"to"_L1, code->to.value},
                                 {"code"_L1, textOrNull(code->issued.code)},
                                 {"expiresAt"_L1, toIso(code->issued.expiresAt)}}};
}

QCoro::Task<Result<Answer>> AdminOtpSupportApi::testSend(Call call)
{
    const auto to = parseIdentifier(call.params["to"_L1].toString());
    if (!to || to->kind == Identifier::Kind::Username)
        co_return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                        u"to must be a phone number or an e-mail address"_s};
    const auto took = co_await m_support.testSend(actorOf(call), *to, runParam(call.params));
    if (!took)
        co_return took.error();
    const auto &milliseconds = *took;
    co_return Answer{
        QJsonObject{{"to"_L1, masked(*to)},
                    {"milliseconds"_L1,
                     milliseconds ? QJsonValue(qint64(milliseconds->count())) : QJsonValue()}}};
}

} // namespace linnet::admin

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonesecondfactor.h"

#include "server/dialects/phone/phoneguard.h"
#include "server/services/identity/secondfactorservice.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::phone {

namespace {

Endpoint row(QLatin1String name, Method method, QLatin1String path, const Schema &schema,
             Handler handler)
{
    const Cost cost = method == Method::Get ? Cost::Read : Cost::SignIn;
    return {name, method, path, {}, Access::User, cost, schema, std::move(handler)};
}

Answer codesAnswer(const QStringList &codes)
{
    return {
        QJsonObject{{"success"_L1, true}, {"recoveryCodes"_L1, QJsonArray::fromStringList(codes)}}};
}

QString codeOf(const Call &call)
{
    return call.params["code"_L1].toString();
}

} // namespace

PhoneSecondFactorApi::PhoneSecondFactorApi(SecondFactorService &factors)
    : m_factors(factors)
{}

QList<Endpoint> PhoneSecondFactorApi::endpoints()
{
    const Field code{"code"_L1};
    return {
        row("second-factor.show"_L1, Method::Get, "/api/v1/users/me/second-factor"_L1, {},
            std::bind_front(&PhoneSecondFactorApi::show, this)),
        row("second-factor.enrol"_L1, Method::Post, "/api/v1/users/me/second-factor"_L1,
            {CurrentPassword}, std::bind_front(&PhoneSecondFactorApi::enrol, this)),
        row("second-factor.confirm"_L1, Method::Post, "/api/v1/users/me/second-factor/confirm"_L1,
            {code}, std::bind_front(&PhoneSecondFactorApi::confirm, this)),
        row("second-factor.renew-codes"_L1, Method::Post,
            "/api/v1/users/me/second-factor/recovery-codes"_L1, {code},
            std::bind_front(&PhoneSecondFactorApi::renew, this)),
        row("second-factor.disable"_L1, Method::Post, "/api/v1/users/me/second-factor/disable"_L1,
            {code}, std::bind_front(&PhoneSecondFactorApi::disable, this)),
    };
}

QCoro::Task<Result<Answer>> PhoneSecondFactorApi::show(Call call)
{
    const auto state = co_await m_factors.state(call.caller.user);
    if (!state)
        co_return state.error();
    co_return Answer{QJsonObject{{"active"_L1, state->isActive},
                                 {"recoveryCodesLeft"_L1, state->recoveryCodes}}};
}

QCoro::Task<Result<Answer>> PhoneSecondFactorApi::enrol(Call call)
{
    const auto enrolment = co_await m_factors.enrol(guardedChangeOf(call));
    if (!enrolment)
        co_return enrolment.error();
    co_return Answer{QJsonObject{
        {"secret"_L1, enrolment->secret},
        {"uri"_L1, enrolment->uri},
        {"qrCode"_L1,
         u"data:image/svg+xml;base64,"_s + QString::fromLatin1(enrolment->qrCode.toBase64())},
    }};
}

QCoro::Task<Result<Answer>> PhoneSecondFactorApi::confirm(Call call)
{
    const auto codes = co_await m_factors.confirm(call.caller.user, codeOf(call));
    if (!codes)
        co_return codes.error();
    co_return codesAnswer(*codes);
}

QCoro::Task<Result<Answer>> PhoneSecondFactorApi::renew(Call call)
{
    const auto codes = co_await m_factors.renewRecoveryCodes(call.caller.user, codeOf(call));
    if (!codes)
        co_return codes.error();
    co_return codesAnswer(*codes);
}

QCoro::Task<Result<Answer>> PhoneSecondFactorApi::disable(Call call)
{
    const auto disabled = co_await m_factors.disable(call.caller.user, codeOf(call));
    if (!disabled)
        co_return disabled.error();
    co_return Answer{QJsonObject{{"success"_L1, true}}};
}

} // namespace linnet::phone

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonesignin.h"

#include "server/dialects/phone/phonecodec.h"

using namespace Qt::StringLiterals;

namespace linnet::phone {

Field deviceField()
{
    constexpr int MostCodePoints = 200;
    return {"deviceId"_L1, Field::Type::String, Field::Need::Required, 1, MostCodePoints};
}

Result<Identifier> emailParam(const QJsonObject &params)
{
    const auto email = parseEmail(params["email"_L1].toString());
    if (!email)
        return Error{Error::Kind::InvalidInput, "email_invalid"_L1,
                     u"email must be an e-mail address"_s};
    return *email;
}

SignIn toSignIn(const Call &call, const Identifier &identifier, const QString &secret)
{
    return {.identifier = identifier,
            .secret = secret,
            .device = call.params["deviceId"_L1].toString(),
            .dialect = u"phone"_s,
            .clientName = call.params["clientName"_L1].toString(),
            .address = call.caller.address.toString(),
            .userAgent = call.caller.userAgent};
}

QJsonObject signedInBody(const SignedIn &signedIn)
{
    return {
        {"success"_L1, true},
        {"accessToken"_L1, QString::fromLatin1(signedIn.accessToken)},
        {"refreshToken"_L1, QString::fromLatin1(signedIn.refreshToken)},
        {"user"_L1, userObject(signedIn.user)},
    };
}

Answer toAnswer(const SignInOutcome &outcome)
{
    if (const auto *needed = std::get_if<SecondFactorNeeded>(&outcome))
        return {QJsonObject{
            {"success"_L1, true},
            {"secondFactorRequired"_L1, true},
            {"ticket"_L1, QString::fromLatin1(needed->ticket)},
            {"expiresIn"_L1, static_cast<qint64>(needed->lifetime.count())},
        }};
    return {signedInBody(std::get<SignedIn>(outcome))};
}

} // namespace linnet::phone

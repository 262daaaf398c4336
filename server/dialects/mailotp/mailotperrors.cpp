// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/mailotp/mailotperrors.h"

using namespace Qt::StringLiterals;

namespace linnet::mailotp {

namespace {

struct Translation
{
    QLatin1String code;
    Error::Kind kind;
    QLatin1String message;
};

// clang-format off
constexpr Translation Translations[] = {
    {"otp_invalid"_L1, Error::Kind::InvalidInput, "Invalid or expired OTP"_L1},
    {"otp_expired"_L1, Error::Kind::InvalidInput, "Invalid or expired OTP"_L1},
    {"otp_exhausted"_L1, Error::Kind::InvalidInput, "Invalid or expired OTP"_L1},
    {"otp_cooldown"_L1, Error::Kind::RateLimited,
     "Too many requests. Please wait before requesting new OTP"_L1},
    {"otp_budget"_L1, Error::Kind::RateLimited,
     "Too many requests. Please wait before requesting new OTP"_L1},
    {"authentication_required"_L1, Error::Kind::Unauthenticated,
     "Please Login - No Auth header"_L1},
    {"token_expired"_L1, Error::Kind::Unauthenticated, "Please Login - JWT error"_L1},
    {"invalid_token"_L1, Error::Kind::Unauthenticated, "Invalid token"_L1},
    {"conversation_not_found"_L1, Error::Kind::NotFound, "Chat not found"_L1},
};
// clang-format on

} // namespace

Error translate(Error error)
{
    for (const Translation &each : Translations) {
        if (error.code == each.code) {
            error.kind = each.kind;
            error.message = each.message;
        }
    }
    return error;
}

QJsonObject errorBody(const Error &error)
{
    return {{"success"_L1, false}, {"error"_L1, error.code}, {"message"_L1, error.message}};
}

QString connectError(const Error &error)
{
    return translate(error).message;
}

} // namespace linnet::mailotp

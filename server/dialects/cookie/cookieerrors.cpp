// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/cookie/cookieerrors.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace linnet::cookie {

namespace {

using Kind = Error::Kind;

//! \brief What the family says for a code of ours.
struct Phrase
{
    QLatin1String code;
    Kind kind;
    QLatin1String message;
};

constexpr std::array Phrases = {
    Phrase{"authentication_required"_L1, Kind::Unauthenticated, "Not authorized, no token"_L1},
    Phrase{"token_expired"_L1, Kind::Unauthenticated, "Not authorized, token validation failed"_L1},
    Phrase{"invalid_token"_L1, Kind::Unauthenticated, "Not authorized, token validation failed"_L1},
    Phrase{"invalid_credentials"_L1, Kind::InvalidInput, "Invalid credentials"_L1},
    Phrase{"internal"_L1, Kind::Internal, "Internal server error"_L1},
    Phrase{"email_taken"_L1, Kind::InvalidInput, "User already exists"_L1},
    Phrase{"password_too_short"_L1, Kind::InvalidInput,
           "Password must be at least 6 characters long"_L1},
};

} // namespace

Error translate(Error error)
{
    const auto phrase = std::find_if(Phrases.begin(), Phrases.end(),
                                     [&](const Phrase &each) { return each.code == error.code; });
    if (phrase != Phrases.end()) {
        error.kind = phrase->kind;
        error.message = phrase->message;
    }
    return error;
}

QJsonObject errorBody(const Error &error)
{
    // One service of the family has its reasons under "message", the other under "error".
    QJsonObject body{
        {"success"_L1, false}, {"message"_L1, error.message}, {"error"_L1, error.message}};
    if (error.kind == Kind::Unauthenticated)
        body["valid"_L1] = false;
    return body;
}

} // namespace linnet::cookie

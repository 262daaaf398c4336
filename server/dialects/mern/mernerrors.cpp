// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/mern/mernerrors.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace linnet::mern {

namespace {

using Kind = Error::Kind;

//! \brief What the family says for a code of ours.
struct Phrase
{
    QLatin1String code;
    Kind kind;
    QLatin1String message; //!< Empty: as the service says it.
};

constexpr std::array Phrases = {
    // Its pages renew their token at exactly the first two.
    Phrase{"authentication_required"_L1, Kind::Unauthenticated, "Access token Missing"_L1},
    Phrase{"token_expired"_L1, Kind::Unauthenticated, "Token has expired"_L1},
    Phrase{"invalid_token"_L1, Kind::Unauthenticated, "Invalid token"_L1},
    Phrase{"refresh_expired"_L1, Kind::Unauthenticated, "Token has expired"_L1},
    Phrase{"invalid_credentials"_L1, Kind::InvalidInput, "Invalid credentials"_L1},
    Phrase{"email_taken"_L1, Kind::InvalidInput, "User already exists"_L1},
    Phrase{"username_taken"_L1, Kind::InvalidInput, {}},
    Phrase{"user_not_found"_L1, Kind::NotFound, "User not found"_L1},
    Phrase{"conversation_not_found"_L1, Kind::NotFound, "Chat not found"_L1},
    Phrase{"not_a_member"_L1, Kind::NotFound, "Chat not found"_L1},
};

//! Why there is no account to be had: the family has one sentence for it, and the reason beside it.
constexpr std::array Unfit = {"registration_incomplete"_L1, "email_invalid"_L1,
                              "password_too_short"_L1, "password_too_long"_L1,
                              "password_common"_L1};

} // namespace

Error translate(Error error)
{
    const auto phrase = std::find_if(Phrases.begin(), Phrases.end(),
                                     [&](const Phrase &each) { return each.code == error.code; });
    if (phrase == Phrases.end())
        return error;
    error.kind = phrase->kind;
    if (!phrase->message.isEmpty())
        error.message = phrase->message;
    return error;
}

QJsonObject errorBody(const Error &error)
{
    QJsonObject body{{"success"_L1, false}, {"message"_L1, error.message}, {"code"_L1, error.code}};
    body["error"_L1] = error.message;
    if (error.kind == Kind::InvalidInput)
        body["details"_L1] = error.message;
    if (std::find(Unfit.begin(), Unfit.end(), error.code) != Unfit.end())
        body["message"_L1] = "Validation failed"_L1;
    return body;
}

QString connectError(const Error &error)
{
    if (error.kind != Kind::Unauthenticated)
        return error.message;
    return error.code == "authentication_required"_L1 ? u"Authentication error: Token required"_s
                                                      : u"Authentication error: Invalid token"_s;
}

Error fieldsMissing()
{
    return {Kind::InvalidInput, "fields_missing"_L1, u"Please fill all the fields"_s};
}

} // namespace linnet::mern

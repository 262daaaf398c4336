// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/whispr/whisprerrors.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace linnet::whispr {

namespace {

//! \brief What the family says for a code of ours.
struct Phrase
{
    QLatin1String code;
    Error::Kind kind;
    QLatin1String message; //!< Empty: as the service says it.
};

constexpr std::array Phrases = {
    Phrase{"authentication_required"_L1, Error::Kind::Unauthenticated, "Access token Missing"_L1},
    Phrase{"token_expired"_L1, Error::Kind::Unauthenticated, "Token has expired"_L1},
    Phrase{"invalid_token"_L1, Error::Kind::Unauthenticated, "Invalid token"_L1},
    Phrase{"refresh_expired"_L1, Error::Kind::Unauthenticated, "Token has expired"_L1},
    Phrase{"invalid_credentials"_L1, Error::Kind::InvalidInput, "invalid credentials"_L1},
    Phrase{"otp_invalid"_L1, Error::Kind::InvalidInput, "Invalid OTP"_L1},
    Phrase{"otp_exhausted"_L1, Error::Kind::InvalidInput, "Invalid OTP"_L1},
    Phrase{"otp_expired"_L1, Error::Kind::InvalidInput, "Expired Otp"_L1},
    Phrase{"sign_in_first"_L1, Error::Kind::InvalidInput, {}},
    Phrase{"link_expired"_L1, Error::Kind::Gone, {}},
    Phrase{"email_taken"_L1, Error::Kind::InvalidInput, "User already exists"_L1},
    Phrase{"username_taken"_L1, Error::Kind::InvalidInput, {}},
    Phrase{"conversation_not_found"_L1, Error::Kind::NotFound, "Chat not found"_L1},
    Phrase{"not_a_member"_L1, Error::Kind::NotFound, "Chat not found"_L1},
    Phrase{"already_friends"_L1, Error::Kind::InvalidInput, {}},
    Phrase{"friend_request_exists"_L1, Error::Kind::InvalidInput, {}},
    Phrase{"friend_request_not_found"_L1, Error::Kind::InvalidInput, {}},
    Phrase{"friend_not_found"_L1, Error::Kind::InvalidInput, {}},
};

//! Of whatever was typed in wrongly: the family has one sentence for it, and the reason beside it.
constexpr std::array Invalid = {"invalid_input"_L1,     "email_invalid"_L1,
                                "username_invalid"_L1,  "password_too_short"_L1,
                                "password_too_long"_L1, "password_common"_L1};

bool isValidation(const Error &error)
{
    return std::find(Invalid.begin(), Invalid.end(), error.code) != Invalid.end();
}

//! The family counts down to the next attempt in the sentence itself.
QString cooldownMessage(const Error &error)
{
    return u"An OTP was recently sent. Please wait %1 seconds before retrying."_s.arg(
        error.retryAfter.count());
}

} // namespace

Error translate(Error error)
{
    const auto phrase = std::find_if(Phrases.begin(), Phrases.end(),
                                     [&](const Phrase &each) { return each.code == error.code; });
    if (phrase != Phrases.end()) {
        error.kind = phrase->kind;
        if (!phrase->message.isEmpty())
            error.message = phrase->message;
    }
    if (error.code == "otp_cooldown"_L1)
        error.message = cooldownMessage(error);
    return error;
}

QJsonObject errorBody(const Error &error)
{
    QJsonObject body{
        {"success"_L1, false}, {"message"_L1, error.message}, {"error"_L1, error.code}};
    if (isValidation(error)) {
        body["message"_L1] = "Validation failed"_L1;
        body["details"_L1] = error.message;
    }
    return body;
}

QString connectError(const Error &error)
{
    if (error.kind != Error::Kind::Unauthenticated)
        return error.message;
    return error.code == "authentication_required"_L1 ? u"Authentication error: Token required"_s
                                                      : u"Authentication error: Invalid required"_s;
}

Error missing(const QString &message)
{
    return {Error::Kind::InvalidInput, "field_missing"_L1, message};
}

} // namespace linnet::whispr

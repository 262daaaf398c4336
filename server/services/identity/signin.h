// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/identifier.h"
#include "common/domain/session.h"
#include "common/domain/user.h"

#include <QByteArray>

#include <variant>

namespace linnet {

//! \brief What a person signs in with, and where from.
struct SignIn
{
    Identifier identifier;
    QString secret; //!< A one-time code or a password, as the call says.
    QString device; //!< Empty: the client does not say, and ends no session by signing in.
    QString dialect;
    QString clientName = {};
    QString address = {};
    QString userAgent = {};
    QString languages = {}; //!< In which a code may be sent, unless the account has its own.
    std::chrono::seconds accessLifetime = {}; //!< Of the access tokens; zero: as configured.
};

struct SignedIn
{
    User user;
    Session session;
    QByteArray accessToken;
    QByteArray refreshToken;
};

//! \brief The first factor was right, and the account has a second one.
struct SecondFactorNeeded
{
    QByteArray ticket; //!< To go on with.
    std::chrono::seconds lifetime{};
};

using SignInOutcome = std::variant<SignedIn, SecondFactorNeeded>;

//! \brief What somebody signs in with.
enum class SignInBy {
    Code,
    Password,
    SecondStep, //!< The code that was sent after the password.
};

} // namespace linnet

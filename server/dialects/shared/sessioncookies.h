// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/identity/signin.h"

//! \brief Sessions of clients that keep their tokens in cookies, or know of no refreshing.
namespace linnet {

//! Pages of these families ask for a password again when it is over.
inline constexpr std::chrono::hours LongAccess{7 * 24};

//! \return where and how long the caller wants to be signed in.
SignIn longSignIn(const Call &call, QLatin1String dialect);

//! \return the tokens of \p signedIn under all the names under which clients send them back.
std::vector<Cookie> sessionCookies(const SignedIn &signedIn);
//! \return the same, to be forgotten.
std::vector<Cookie> forgottenCookies();

} // namespace linnet

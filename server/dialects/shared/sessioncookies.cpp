// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/sessioncookies.h"

namespace linnet {

namespace {

constexpr std::chrono::hours LongRefresh{30 * 24};

} // namespace

SignIn longSignIn(const Call &call, QLatin1String dialect)
{
    SignIn signIn;
    signIn.dialect = dialect;
    signIn.address = call.caller.address.toString();
    signIn.userAgent = call.caller.userAgent;
    signIn.accessLifetime = LongAccess;
    return signIn;
}

std::vector<Cookie> sessionCookies(const SignedIn &signedIn)
{
    using enum Cookie::Readers;
    using enum Cookie::SameSite;
    return {
        {"jwt", signedIn.accessToken, LongAccess, Server, Strict},
        {"accessToken", signedIn.accessToken, LongAccess, Server, Lax},
        {"refreshToken", signedIn.refreshToken, LongRefresh, Server, Lax},
    };
}

std::vector<Cookie> forgottenCookies()
{
    return {{"jwt"}, {"accessToken"}, {"refreshToken"}};
}

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/identity/signin.h"

//! \brief What all ways of signing in have in common.
namespace linnet::phone {

//! The parameter "deviceId".
Field deviceField();

Result<Identifier> emailParam(const QJsonObject &params);

SignIn toSignIn(const Call &call, const Identifier &identifier, const QString &secret);

QJsonObject signedInBody(const SignedIn &signedIn);
//! A session, or the ticket with which to go on to a second factor.
Answer toAnswer(const SignInOutcome &outcome);

} // namespace linnet::phone

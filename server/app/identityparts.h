// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/secretbox.h"
#include "server/app/foundation.h"
#include "server/app/options.h"
#include "server/services/identity/authservice.h"
#include "server/services/identity/emailverificationservice.h"
#include "server/services/identity/identifierservice.h"
#include "server/services/identity/keepingcodesender.h"
#include "server/services/identity/lastseen.h"
#include "server/services/identity/onetimecodeservice.h"
#include "server/services/identity/passwordchangeservice.h"
#include "server/services/identity/passwordhasher.h"
#include "server/services/identity/passwordservice.h"
#include "server/services/identity/replaceablecodesender.h"
#include "server/services/identity/revokedsessions.h"
#include "server/services/identity/securitywriter.h"
#include "server/services/identity/sessionauthenticator.h"
#include "server/services/identity/sessionservice.h"
#include "server/services/identity/signupservice.h"
#include "server/services/identity/suspendedusers.h"
#include "server/services/identity/tokenservice.h"
#include "server/services/identity/tokensigner.h"
#include "server/services/identity/tokenverifier.h"

namespace linnet {

//! \brief What is kept outside the database, so that a copy of it signs nobody in.
struct IdentitySecrets
{
    //! Reads the secrets and the keys below \p config's data directory; makes missing secrets.
    static Result<IdentitySecrets> open(const Config &config, const Clock &clock);
    //! \return where \p config has the signing keys.
    static KeyRingSettings keySettings(const Config &config);

    QByteArray codePepper;
    QByteArray refreshSecret;
    QByteArray sealKey; //!< Of what the database may hold but not show.
    std::unique_ptr<KeyRing> keys;
};

//! \brief Who is who: keys, tokens, codes and sessions, put together.
struct IdentityParts
{
    IdentityParts(Foundation &foundation, IdentitySecrets secrets, const Config &config,
                  const Options &options);

    //! Takes over what \p config says of tokens, codes and passwords.
    //! \param newKeys read with IdentitySecrets::keySettings().
    void configure(Foundation &foundation, const Config &config, const Options &options,
                   KeyRing::Reading newKeys);

    //! Loads what has to be in memory before the first request.
    QCoro::Task<Result<>> start();
    //! Makes the first signing key, if there is none.
    QCoro::Task<> prepareKey();
    //! Writes and forgets what is due: to be called now and then.
    QCoro::Task<> tidy();

    const SecurityWriter security;
    const std::unique_ptr<KeyRing> keys;
    LastSeen lastSeen;
    RevokedSessions revoked;
    SuspendedUsers suspended;
    TokenSigner signer;
    TokenVerifier verifier;
    SessionAuthenticator authenticator;
    const std::shared_ptr<KeepingCodeSender> kept; //!< The sender, in the profile that shows codes.
    Config::Otp codeSettings; //!< Those of now.
    ReplaceableCodeSender sender;
    SessionService sessions;
    OneTimeCodeService codes;
    PasswordHasher hasher;
    PasswordService passwords;
    TokenService tokens;
    SignUpService signUps;
    const SecretBox box;
    SecondFactorService secondFactors;
    StepUpService stepUps;
    AuthService auth;
    MailLinks links;
    EmailVerificationService verification;
    PasswordChangeService passwordChanges;
    IdentifierService identifiers;
};

} // namespace linnet

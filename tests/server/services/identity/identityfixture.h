// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/idgenerator.h"
#include "common/core/secretbox.h"
#include "server/bus/inprocessbus.h"
#include "server/jobs/mail/mailer.h"
#include "server/jobs/mail/mailpayload.h"
#include "server/services/identity/authservice.h"
#include "server/services/identity/emailverificationservice.h"
#include "server/services/identity/identifierservice.h"
#include "server/services/identity/keepingcodesender.h"
#include "server/services/identity/lastseen.h"
#include "server/services/identity/passwordchangeservice.h"
#include "server/services/identity/passwordhasher.h"
#include "server/services/identity/revokedsessions.h"
#include "server/services/identity/sessionauthenticator.h"
#include "server/services/identity/signupservice.h"
#include "server/services/identity/suspendedusers.h"
#include "server/services/identity/tokenverifier.h"
#include "server/services/notification/notificationservice.h"
#include "tests/server/services/identity/forgedtoken.h"
#include "tests/support/await.h"
#include "tests/support/movableclock.h"
#include "tests/support/teststorage.h"

namespace linnet::test {

inline const Identifier Alice{Identifier::Kind::Phone, QStringLiteral("+911111111111")};
inline const Identifier Bob{Identifier::Kind::Phone, QStringLiteral("+912222222222")};
inline const Identifier AliceMail{Identifier::Kind::Email, QStringLiteral("alice.w@example.org")};
inline const QHostAddress Somewhere(QStringLiteral("192.0.2.1"));

//! As expensive as a test has time for.
inline constexpr PasswordCost QuickPasswords{.memoryKib = 64, .passes = 1};

//! \return the rules as they are, with hashing that a test has time for.
inline CodePolicy quickPolicy()
{
    CodePolicy policy;
    policy.bcryptCost = 4;
    return policy;
}

//! \brief All that identity consists of, over a database of the test's own.
struct IdentityFixture
{
    explicit IdentityFixture(const CodePolicy &policy = quickPolicy());
    ~IdentityFixture();

    //! \return a code for \p who as it arrives there.
    QString requestCode(const Identifier &who);

    //! Signs \p who in on \p device with a fresh code, a minute and more after the last one.
    SignedIn signIn(const Identifier &who, const QString &device);

    //! \return the oldest mail that is to be sent, which then is not any more.
    std::optional<Mail> takeMail();

    //! \return what \p user was told of this kind, newest first.
    std::vector<Notification> toldTo(UserId user, NotificationKind kind);

    //! \return which security events \p user was told of, newest first.
    QStringList securityEventsOf(UserId user);

    std::vector<SessionId> ended();

    TestDatabase database;
    MovableClock clock;
    CpuPool pool;
    InProcessBus bus;
    IdGenerator ids{clock, 1};
    KeepingCodeSender sender;
    SecretBox box{QByteArray(SecretBox::KeyBytes, 'k')};
    Mailer mailer{ids, clock, box, Mailer::Mode::Sends};
    const NotificationContext notificationContext{database, bus, clock, ids};
    const SecurityWriter security{notificationContext, mailer};
    IdentityContext context{database, bus, pool, clock, ids, security};
    OneTimeCodeService codes;
    RevokedSessions revoked{bus, clock, MostTokenLifetime};
    SuspendedUsers suspended{clock};
    LastSeen lastSeen;
    SessionService sessions{context, revoked, lastSeen};
    TestKeyRing keys{clock};
    TokenSigner signer{*keys, pool, clock, {}};
    TokenVerifier verifier{*keys, clock, {}};
    SessionAuthenticator authenticator{verifier, revoked, suspended, lastSeen, clock};
    PasswordHasher hasher{pool, QuickPasswords};
    PasswordService passwords{context, hasher};
    TokenService tokens{context, sessions, signer, {.refreshSecret = "refresh secret"}};
    SignUpService signUps{context, passwords, tokens};
    SecondFactorService factors{context, passwords, box, {.pepper = "pepper"}};
    StepUpService stepUps{context, factors, tokens};
    AuthService auth{context, codes, passwords, stepUps, tokens};
    MailLinks links{mailer, clock, {.publicUrl = QStringLiteral("https://chat.example.org")}};
    EmailVerificationService verification{context, passwords, links, quickPolicy()};
    PasswordChangeService passwordChanges{context,  passwords, codes,
                                          sessions, links,     quickPolicy()};
    IdentifierService identifiers{context, codes, passwords};
    NotificationService notifications{notificationContext};
    std::mutex mutex;
    std::vector<SessionId> endedSessions;
    std::vector<SessionId> newSessions; //!< That were opened elsewhere.
};

} // namespace linnet::test

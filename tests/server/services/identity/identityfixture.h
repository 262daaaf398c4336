// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/idgenerator.h"
#include "common/core/secretbox.h"
#include "server/bus/inprocessbus.h"
#include "server/jobs/mail/mailer.h"
#include "server/jobs/mail/mailpayload.h"
#include "server/services/identity/authservice.h"
#include "server/services/identity/emailverificationservice.h"
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
    explicit IdentityFixture(const CodePolicy &policy = quickPolicy())
        : codes(context, sender, policy, "pepper")
    {
        bus.listen([this](const SharedEvent &event) {
            const std::lock_guard lock(mutex);
            if (const auto *ended = std::get_if<SessionRevoked>(&event->payload))
                endedSessions.push_back(ended->session);
            if (const auto *elsewhere = std::get_if<SignedInElsewhere>(&event->payload))
                newSessions.push_back(elsewhere->session.id);
        });
    }

    //! \return a code for \p who as it arrives there.
    QString requestCode(const Identifier &who)
    {
        const auto requested = await(codes.request(who, Somewhere));
        if (!requested)
            qFatal("No code: %s", qPrintable(requested.error().message));
        return sender.lastCode(who).value_or(QString());
    }

    //! Signs \p who in on \p device with a fresh code, a minute and more after the last one.
    SignedIn signIn(const Identifier &who, const QString &device)
    {
        clock.advance(std::chrono::minutes(2));
        auto signedIn =
            await(auth.signIn({who, requestCode(who), device, QStringLiteral("phone")}));
        if (!signedIn)
            qFatal("No sign-in: %s", qPrintable(signedIn.error().message));
        return *signedIn;
    }

    //! \return the oldest mail that is to be sent, which then is not any more.
    std::optional<Mail> takeMail()
    {
        const Timestamp now = clock.now();
        const auto job = await(database->write([now](Stores &stores) {
            return stores.jobs.take({MailJobKind, 1, now, now + std::chrono::minutes(1)});
        }));
        if (!job || !*job)
            return std::nullopt;
        const auto mail = fromPayload((*job)->payload, box);
        const auto settled = await(database->write([job, now](Stores &stores) {
            return stores.jobs.settle(**job, {.at = now, .dueAt = {}, .error = {}});
        }));
        return settled ? mail : std::nullopt;
    }

    //! \return what \p user was told of this kind, newest first.
    std::vector<Notification> toldTo(UserId user, NotificationKind kind)
    {
        std::vector<Notification> told;
        const auto listed = await(notifications.list(user, {}));
        for (const NotificationView &view : listed->notifications) {
            if (view.notification.kind == kind)
                told.push_back(view.notification);
        }
        return told;
    }

    //! \return which security events \p user was told of, newest first.
    QStringList securityEventsOf(UserId user)
    {
        QStringList events;
        for (const Notification &told : toldTo(user, NotificationKind::Security))
            events.append(told.data[QLatin1String("event")].toString());
        return events;
    }

    std::vector<SessionId> ended()
    {
        const std::lock_guard lock(mutex);
        return endedSessions;
    }

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
    SecondFactorService factors{context, box, {.pepper = "pepper"}};
    StepUpService stepUps{context, factors, tokens};
    AuthService auth{context, codes, passwords, stepUps, tokens};
    MailLinks links{mailer, clock, {.publicUrl = QStringLiteral("https://chat.example.org")}};
    EmailVerificationService verification{context, links, quickPolicy()};
    PasswordChangeService passwordChanges{context,  passwords, codes,
                                          sessions, links,     quickPolicy()};
    NotificationService notifications{notificationContext};
    std::mutex mutex;
    std::vector<SessionId> endedSessions;
    std::vector<SessionId> newSessions; //!< That were opened elsewhere.
};

} // namespace linnet::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/secretbox.h"
#include "server/api/endpointtable.h"
#include "server/api/validator.h"
#include "server/dialects/phone/phonedialect.h"
#include "server/jobs/mail/mailer.h"
#include "server/services/chat/starservice.h"
#include "server/services/chat/typingservice.h"
#include "server/services/cpupool.h"
#include "server/services/identity/authservice.h"
#include "server/services/identity/emailverificationservice.h"
#include "server/services/identity/identifierservice.h"
#include "server/services/identity/keepingcodesender.h"
#include "server/services/identity/lastseen.h"
#include "server/services/identity/onetimecodeservice.h"
#include "server/services/identity/passwordchangeservice.h"
#include "server/services/identity/passwordhasher.h"
#include "server/services/identity/revokedsessions.h"
#include "server/services/identity/securitywriter.h"
#include "server/services/identity/sessionservice.h"
#include "server/services/identity/signupservice.h"
#include "server/services/identity/tokensigner.h"
#include "server/services/media/mediaservice.h"
#include "server/storage/blob/fileblobstore.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QJsonDocument>

namespace linnet::test {

//! \brief The phone dialect over real services: calls are found and validated as transports do it.
class PhoneFixture : public ChatFixture
{
public:
    using Outcome = Result<Answer>;

    PhoneFixture();
    ~PhoneFixture();

    //! Has the session that \p user asks with be a moment old.
    void signIn(UserId user);

    Outcome http(Method method, const QByteArray &path, UserId user, QJsonObject params = {});
    Outcome event(const QByteArray &name, UserId user, const QJsonObject &params);
    static Outcome run(const EndpointRow &row, UserId user, const QJsonObject &params);

    //! \return the body of an answer that must be one.
    static QJsonObject body(const Outcome &outcome);

    QJsonObject errorBody(const Outcome &outcome) const;

    QTemporaryDir folder;
    CpuPool pool{2};
    const SecurityWriter security{notificationContext, mailer};
    IdentityContext identity{database, bus, pool, clock, ids, security};
    RevokedSessions revoked{bus, clock, std::chrono::minutes(15)};
    LastSeen lastSeen;
    KeepingCodeSender sender;
    std::unique_ptr<KeyRing> keys = std::move(*KeyRing::open(
        {.directory = folder.filePath(QStringLiteral("keys")), .bits = 2048}, clock));
    TokenSigner signer{*keys, pool, clock, TokenSettings()};
    SessionService sessions{identity, revoked, lastSeen};
    OneTimeCodeService codes{identity, sender, cheapCodes(), QByteArray("pepper")};
    PasswordHasher hasher{pool, {.memoryKib = 64, .passes = 1}};
    PasswordService passwords{identity, hasher};
    TokenService tokens{identity, sessions, signer,
                        AuthSettings{std::chrono::hours(720), QByteArray("secret")}};
    MailLinks links{mailer, clock, {.publicUrl = QStringLiteral("https://chat.example.org")}};
    SecondFactorService factors{identity, passwords, box, {}};
    StepUpService stepUps{identity, factors, tokens};
    SignUpService signUps{identity, passwords, tokens};
    AuthService auth{identity, codes, passwords, stepUps, tokens};
    EmailVerificationService verification{identity, passwords, links, CodePolicy()};
    PasswordChangeService passwordChanges{identity, passwords, codes,
                                          sessions, links,     CodePolicy()};
    IdentifierService identifiers{identity, codes, passwords};
    TypingService typing{context};
    StarService stars{context};
    FileBlobStore blobs{folder.filePath(QStringLiteral("blobs"))};
    MediaService media{database, blobs, pool, ids, clock};
    phone::PhoneDialect dialect{{auth,        codes,    sessions, people,       conversations,
                                 groups,      messages, receipts, sync,         typing,
                                 media,       friends,  blocks,   privacy,      notifications,
                                 signUps,     stepUps,  factors,  verification, passwordChanges,
                                 identifiers, stars,    reports,  mailChoices},
                                phone::PhoneAuthApi::Mode::Development};
    std::unique_ptr<const EndpointTable> table = std::move(*EndpointTable::make({&dialect}));

private:
    static SessionId sessionOf(UserId user) { return SessionId(user.value() + 1000); }
    static CodePolicy cheapCodes();
};

} // namespace linnet::test

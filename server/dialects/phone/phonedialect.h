// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/dialect.h"
#include "server/dialects/phone/phoneauth.h"

#include <memory>

namespace linnet {
class BlockService;
class ConversationService;
class EmailVerificationService;
class FriendService;
class GroupService;
class IdentifierService;
class MailChoiceService;
class MediaService;
class MessageService;
class NotificationService;
class PasswordChangeService;
class PeopleService;
class PrivacyService;
class ReceiptService;
class ReportService;
class SecondFactorService;
class SignUpService;
class StarService;
class StepUpService;
class SyncService;
class TypingService;
} // namespace linnet

namespace linnet::phone {

//! \brief What the phone dialect gives names to. All of it outlives the dialect.
struct PhoneServices
{
    AuthService &auth;
    OneTimeCodeService &codes;
    SessionService &sessions;
    PeopleService &people;
    ConversationService &conversations;
    GroupService &groups;
    MessageService &messages;
    ReceiptService &receipts;
    SyncService &sync;
    TypingService &typing;
    MediaService &media;
    FriendService &friends;
    BlockService &blocks;
    PrivacyService &privacy;
    NotificationService &notifications;
    SignUpService &signUps;
    StepUpService &stepUps;
    SecondFactorService &secondFactors;
    EmailVerificationService &verification;
    PasswordChangeService &passwordChanges;
    IdentifierService &identifiers;
    StarService &stars;
    ReportService &reports;
    MailChoiceService &mailChoices;
};

//! \brief The server's own API, which is also the contract of the phone family of clients.
class PhoneDialect : public Dialect
{
public:
    PhoneDialect(const PhoneServices &services, PhoneAuthApi::Mode mode);
    ~PhoneDialect() override;

    QLatin1String name() const override;
    QList<Endpoint> endpoints() override;
    std::vector<SocketEvent> encode(const Event &event) const override;
    QJsonObject errorBody(const Error &error) const override;
    QJsonObject errorAcknowledgement(const Error &error) const override;
    QString connectError(const Error &error) const override;

private:
    struct Apis;
    std::unique_ptr<Apis> m_apis;
};

} // namespace linnet::phone

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialects/shared/pagedialect.h"

#include <memory>

namespace linnet {
class AuthService;
class ConversationService;
class MediaService;
class MessageService;
class OneTimeCodeService;
class PeopleService;
class ReceiptService;
class TokenService;
class TypingService;
} // namespace linnet

namespace linnet::mailotp {

//! \brief What the mailotp dialect gives names to. All of it outlives the dialect.
struct MailOtpServices
{
    AuthService &auth;
    OneTimeCodeService &codes;
    TokenService &tokens;
    PeopleService &people;
    ConversationService &conversations;
    MessageService &messages;
    ReceiptService &receipts;
    TypingService &typing;
    MediaService &media;
};

//! \brief The contract of clients that sign in with an e-mail address and a mailed code.
class MailOtpDialect : public PageDialect
{
public:
    explicit MailOtpDialect(const MailOtpServices &services);
    ~MailOtpDialect() override;

    QLatin1String name() const override;
    QList<Endpoint> endpoints() override;
    std::vector<SocketEvent> encodeFor(const Event &event, const QString &origin) const override;
    Error translate(Error error) const override;
    QJsonObject errorBody(const Error &error) const override;
    QString connectError(const Error &error) const override;

private:
    struct Apis;
    std::unique_ptr<Apis> m_apis;
};

} // namespace linnet::mailotp

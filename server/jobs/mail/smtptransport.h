// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/mail/mailtransport.h"

namespace linnet {

struct SmtpSettings
{
    enum class Security {
        None,
        StartTls, //!< Never without, whatever the server offers.
        Tls, //!< From the first byte.
    };

    QString host;
    int port = 587;
    Security security = Security::StartTls;
    QString user; //!< Empty: no sign-in.
    QString password;
    QString caFile; //!< PEM, instead of the system's certificates; empty: the system's.
    std::chrono::milliseconds timeout = std::chrono::seconds(30); //!< For all of one mail.
};

//! \brief Hands mails to a mail server, each over a connection of its own.
class SmtpTransport : public MailTransport
{
public:
    explicit SmtpTransport(SmtpSettings settings);

    Result<> deliver(const MimeMessage &message, const std::stop_token &stop) override;

private:
    const SmtpSettings m_settings;
};

} // namespace linnet

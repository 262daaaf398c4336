// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/mail/mailtransport.h"

#include <memory>
#include <mutex>
#include <vector>

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
    //! How long a connection is kept for the next mail. Servers hang up after minutes.
    std::chrono::milliseconds idle = std::chrono::seconds(30);
};

//! \brief Hands mails to a mail server, over connections that are kept for a while.
class SmtpTransport : public MailTransport
{
public:
    explicit SmtpTransport(SmtpSettings settings);
    ~SmtpTransport() override;

    Result<> deliver(const MimeMessage &message, const std::stop_token &stop) override;
    //! Opens a connection of its own, says EHLO, STARTTLS, AUTH and NOOP, as configured, and
    //! leaves.
    Result<QString> probe(const std::stop_token &stop) override;
    //! Hangs up where no mail came for settings.idle.
    void rest() override;

private:
    struct Attempt;
    class Line;

    std::unique_ptr<Line> takeLine();
    void keep(std::unique_ptr<Line> line);

    const SmtpSettings m_settings;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Line>> m_idle; //!< The one used last is at the end.
};

} // namespace linnet

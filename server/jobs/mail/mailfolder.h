// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/mail/mailtransport.h"

namespace linnet {

//! \brief Puts mails into a folder as .eml files and says so, for development.
class MailFolder : public MailTransport
{
public:
    explicit MailFolder(QString folder);

    Result<> deliver(const MimeMessage &message, const std::stop_token &stop) override;
    Result<QString> probe(const std::stop_token &stop) override;

private:
    const QString m_folder;
};

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/jobhandler.h"
#include "server/jobs/mail/mail.h"
#include "server/jobs/mail/mailaddress.h"
#include "server/jobs/mail/mailtemplates.h"

namespace linnet {

class MailTransport;
class SecretBox;

//! \brief Writes and sends the mails that services put into the Mailer.
class MailJob : public JobHandler
{
public:
    //! Hears, in the transaction that gives it up, of a mail that will never arrive.
    using Lost = std::function<Result<>(Stores &, const Mail &)>;

    //! \brief What it works with. All of it outlives the handler.
    struct Context
    {
        const SecretBox &box;
        const MailTemplates &templates;
        MailTransport &transport;
        const Clock &clock;
    };

    //! \param from whose name is also the value {{server}} of every template.
    MailJob(Context context, MailAddress from);

    //! To be called before the first job runs.
    void whenLost(Lost lost) { m_lost = std::move(lost); }

    QString kind() const override;
    Result<> run(const Job &job, const std::stop_token &stop) override;
    Result<> giveUp(Stores &stores, const Job &job) override;

private:
    const Context m_context;
    const MailAddress m_from;
    Lost m_lost;
};

} // namespace linnet

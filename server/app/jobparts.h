// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/secretbox.h"
#include "server/app/config.h"
#include "server/app/options.h"
#include "server/jobs/jobrunner.h"
#include "server/jobs/mail/mailer.h"
#include "server/jobs/mail/mailjob.h"
#include "server/jobs/mail/mailtransport.h"

namespace linnet {

//! \brief How mails are written and sent, as the configuration says it.
struct MailSetup
{
    //! Reads the secrets that are named; checks the templates.
    static Result<MailSetup> make(const Config &config, const Options &options);

    QByteArray key; //!< Of what waits in the database.
    MailTemplates templates;
    MailAddress from;
    std::unique_ptr<MailTransport> transport; //!< Null: no mail can be sent.
};

//! \brief What is done after commits: the queue, and mails in it.
struct JobParts
{
    JobParts(JobContext context, IdGenerator &ids, MailSetup setup);

    //! Forgets and counts: to be called now and then.
    QCoro::Task<> tidy();

    const SecretBox box;
    const MailTemplates templates;
    const std::unique_ptr<MailTransport> transport;
    const Mailer mailer;
    std::optional<MailJob>
        mail; //!< Nothing where no mail can be sent: those that wait go on waiting.
    JobRunner runner; //!< Last: its threads use the others.
};

} // namespace linnet

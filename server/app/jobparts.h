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

//! \return whether any mail can be sent, as \p config and \p options say it.
bool sendsMail(const Config &config, const Options &options);

//! Reads the secrets that are named; checks the templates. \return a route without a transport
//! where no mail can be sent.
Result<MailRoute> mailRoute(const Config &config, const Options &options);

//! \brief What is done after commits: the queue, and mails in it.
struct JobParts
{
    //! \param key of what waits in the database.
    JobParts(JobContext context, IdGenerator &ids, QByteArray key, MailRoute route);

    //! \return the key in \p config's data directory, made if there is none.
    static Result<QByteArray> openKey(const Config &config);

    //! Forgets and counts: to be called now and then.
    QCoro::Task<> tidy();

    const SecretBox box;
    const Mailer mailer;
    std::optional<MailJob>
        mail; //!< Nothing where no mail can be sent: those that wait go on waiting.
    JobRunner runner; //!< Last: its threads use the others.
};

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/foundation.h"
#include "server/services/webhook/webhookjob.h"

namespace linnet {

//! \return where webhooks may be, and how long is waited for them.
WebhookTerms webhookTerms(const Config &config);

//! \brief What delivers what webhooks are told, and forgets it in time.
struct WebhookParts
{
    //! \p foundation outlives the parts.
    WebhookParts(Foundation &foundation, const Config &config);

    //! Has the queue do the job: to be called before that starts.
    void enqueue();
    void configure(const Config &config) { job.configure(webhookTerms(config)); }

    //! Forgets what ended long ago: to be called now and then.
    QCoro::Task<> tidy();

    Foundation &foundation;
    WebhookJob job;
};

} // namespace linnet

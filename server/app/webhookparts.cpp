// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/webhookparts.h"

#include <QLoggingCategory>

namespace linnet {

namespace {

Q_LOGGING_CATEGORY(log, "linnet.webhooks")

// They wait for other programs, and cost no time of a processor. A program that does not answer
// keeps few of them.
constexpr int Threads = 8;
constexpr int ThreadsPerWebhook = 2;

// After the last attempt, about 16 hours after the first, it can be delivered again by hand.
constexpr std::chrono::hours KeptAfterItsEnd(30 * 24);

} // namespace

WebhookTerms webhookTerms(const Config &config)
{
    using Rules = OutgoingRules;
    const Config::Webhooks &said = config.webhooks;
    return {.rules = {.reach = said.allowPrivate ? Rules::Reach::Anywhere : Rules::Reach::Public,
                      .security = said.allowHttp ? Rules::Security::Any : Rules::Security::Tls,
                      .timeout = said.timeout},
            .patience = said.patience};
}

WebhookParts::WebhookParts(Foundation &around, const Config &config)
    : foundation(around)
    , job({*around.database, around.clock, around.jobs->box}, webhookTerms(config))
{}

void WebhookParts::enqueue()
{
    foundation.jobs->runner.add(job, {.threads = Threads, .perPeer = ThreadsPerWebhook});
}

QCoro::Task<> WebhookParts::tidy()
{
    try {
        const Timestamp before = foundation.clock.now() - KeptAfterItsEnd;
        const auto tidied = co_await foundation.database->write(
            [before](Stores &stores) { return stores.webhooks.removeEndedDeliveries(before); });
        if (!tidied)
            qCWarning(log) << "Tidying deliveries failed:" << tidied.error().message
                           << tidied.error().detail;
    } catch (const std::exception &exception) {
        qCWarning(log) << "Tidying deliveries failed:" << exception.what();
    }
}

} // namespace linnet

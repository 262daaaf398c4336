// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/live.h"
#include "common/core/secretbox.h"
#include "server/jobs/jobhandler.h"
#include "server/services/webhook/httpposter.h"

namespace linnet {

class Clock;
class Database;

//! \brief How webhooks are told.
struct WebhookTerms
{
    OutgoingRules rules;
    //! After so long without a delivery that was taken a webhook is switched off.
    std::chrono::milliseconds patience = std::chrono::hours(3 * 24);

    friend bool operator==(const WebhookTerms &, const WebhookTerms &) = default;
};

//! \brief Delivers what webhooks are told, and keeps what became of it.
class WebhookJob : public JobHandler
{
public:
    //! \brief What it works with. All of it outlives the job.
    struct Context
    {
        Database &database;
        const Clock &clock;
        const SecretBox &box;
    };

    WebhookJob(const Context &context, const WebhookTerms &terms);

    //! Takes over what is in force from now on.
    void configure(const WebhookTerms &terms) { m_terms.replace(terms); }

    QString kind() const override;
    Result<> run(const Job &job, const std::stop_token &stop) override;
    Result<> giveUp(Stores &stores, const Job &job) override;

private:
    //! \brief What is to be sent, and whereto.
    struct Order
    {
        WebhookDelivery delivery;
        Webhook webhook;
        WebhookSecrets secrets;
    };

    Result<Order> read(DeliveryId id) const;
    Result<OutgoingPost> compose(const Order &order) const;
    WebhookDelivery attempt(const Order &order, const std::stop_token &stop) const;
    Result<> store(Stores &stores, const WebhookDelivery &delivery) const;

    const Context m_context;
    Live<WebhookTerms> m_terms;
};

} // namespace linnet

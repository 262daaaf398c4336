// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/audit.h"
#include "server/services/admin/admincontext.h"
#include "server/services/admin/rehearsal.h"
#include "server/services/webhook/webhookwriter.h"

#include <QCoroTask>

#include <optional>
#include <vector>

namespace linnet {

//! \brief A page of what a webhook was told, the newest first.
struct DeliveryPage
{
    std::vector<WebhookDelivery> deliveries;
    std::optional<DeliveryId> next; //!< Set if there are older ones: to be passed as "before".
};

//! \brief What webhooks were told, and telling them again.
class DeliveryService
{
public:
    //! \p ids outlive the service.
    DeliveryService(AdminContext context, IdGenerator &ids);

    //! \return what \p expression asks for; see deliveryFields(). An error as of parseFilter().
    Result<Filter> parse(const QString &expression) const;
    //! \param limit more than 200 means 200.
    QCoro::Task<Result<DeliveryPage>> list(WebhookId webhook, Filter filter, int limit,
                                           std::optional<DeliveryId> before);
    QCoro::Task<Result<qint64>> count(WebhookId webhook, Filter filter);
    //! \return NotFound ("delivery_not_found") if \p webhook was told no such thing.
    QCoro::Task<Result<WebhookDelivery>> find(WebhookId webhook, DeliveryId delivery);

    //! Has \p delivery made again. \return Conflict ("delivery_pending") if it is to be made
    //! anyway.
    QCoro::Task<Result<WebhookDelivery>> redeliver(Actor actor, WebhookId webhook,
                                                   DeliveryId delivery, Run run);
    //! Tells \p webhook that this is a test, also one that is off.
    QCoro::Task<Result<WebhookDelivery>> test(Actor actor, WebhookId webhook, Run run);

private:
    const AdminContext m_context;
    const WebhookWriter m_writer;
};

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/admin/listexport.h"
#include "server/services/admin/deliveryservice.h"
#include "server/services/admin/webhookservice.h"

namespace linnet::admin {

//! \brief Which other programs are told of what happens, and what they were told.
class AdminWebhookApi
{
public:
    //! Both outlive the endpoints.
    AdminWebhookApi(WebhookService &webhooks, DeliveryService &deliveries);

    QList<Endpoint> endpoints();

private:
    QList<Endpoint> webhookRows();
    QList<Endpoint> deliveryRows();

    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> exportAll(Call call);
    QCoro::Task<Result<Answer>> show(Call call);
    QCoro::Task<Result<Answer>> create(Call call);
    QCoro::Task<Result<Answer>> edit(Call call);
    QCoro::Task<Result<Answer>> remove(Call call);
    QCoro::Task<Result<Answer>> rotate(Call call);
    QCoro::Task<Result<Answer>> test(Call call);
    QCoro::Task<Result<Answer>> deliveries(Call call);
    QCoro::Task<Result<Answer>> exportDeliveries(Call call);
    QCoro::Task<Result<Answer>> countDeliveries(Call call);
    QCoro::Task<Result<Answer>> showDelivery(Call call);
    QCoro::Task<Result<Answer>> redeliver(Call call);

    QCoro::Task<Result<ExportPage>> exportPage();

    WebhookService &m_webhooks;
    DeliveryService &m_deliveries;
};

} // namespace linnet::admin

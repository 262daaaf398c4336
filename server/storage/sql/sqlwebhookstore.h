// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/webhookstore.h"

namespace linnet {

class SqlConnection;

class SqlWebhookStore : public WebhookStore
{
public:
    explicit SqlWebhookStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<Webhook> find(WebhookId id) override;
    Result<std::vector<Webhook>> list() override;
    Result<std::vector<WebhookId>> listListening(const QString &event) override;
    Result<> add(const Webhook &webhook, const WebhookSecrets &secrets) override;
    Result<> update(const Webhook &webhook) override;
    Result<> remove(WebhookId id) override;
    Result<WebhookSecrets> findSecrets(WebhookId id) override;
    Result<> setSecrets(WebhookId id, const WebhookSecrets &secrets) override;
    Result<> addDelivery(const WebhookDelivery &delivery) override;
    Result<bool> updateDelivery(const WebhookDelivery &delivery) override;
    Result<WebhookDelivery> findDelivery(DeliveryId id) override;
    Result<std::vector<WebhookDelivery>> listDeliveries(const DeliveryListQuery &query) override;
    Result<qint64> countDeliveries(WebhookId webhook, const Filter &filter) override;
    Result<> removeEndedDeliveries(Timestamp time) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet

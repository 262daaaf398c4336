// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/webhook.h"

#include <limits>
#include <vector>

namespace linnet {

//! \brief What a webhook's deliveries are signed with, sealed.
struct WebhookSecrets
{
    QByteArray current;
    QByteArray old = {}; //!< Empty: there is none.
};

//! \brief Which page of what a webhook was told, the newest first.
struct DeliveryListQuery
{
    WebhookId webhook;
    Filter filter = {};
    DeliveryId before{std::numeric_limits<qint64>::max()};
    int limit = 50;
};

//! \brief Which other programs are told of what happens, and what they were told.
class WebhookStore
{
public:
    virtual ~WebhookStore() = default;

    //! \return NotFound ("webhook_not_found") if there is none.
    virtual Result<Webhook> find(WebhookId id) = 0;
    //! \return all of them, the oldest first.
    virtual Result<std::vector<Webhook>> list() = 0;
    //! \return those that are on and are to be told of \p event.
    virtual Result<std::vector<WebhookId>> listListening(const QString &event) = 0;

    virtual Result<> add(const Webhook &webhook, const WebhookSecrets &secrets) = 0;
    virtual Result<> update(const Webhook &webhook) = 0;
    //! Takes what it was told along.
    virtual Result<> remove(WebhookId id) = 0;

    virtual Result<WebhookSecrets> findSecrets(WebhookId id) = 0;
    virtual Result<> setSecrets(WebhookId id, const WebhookSecrets &secrets) = 0;

    virtual Result<> addDelivery(const WebhookDelivery &delivery) = 0;
    //! Stores what became of \p delivery. \return false if it is gone, which is not an error.
    virtual Result<bool> updateDelivery(const WebhookDelivery &delivery) = 0;
    //! \return NotFound ("delivery_not_found") if there is none.
    virtual Result<WebhookDelivery> findDelivery(DeliveryId id) = 0;
    //! \return a page without WebhookDelivery::body and WebhookDelivery::answer.
    virtual Result<std::vector<WebhookDelivery>> listDeliveries(const DeliveryListQuery &query) = 0;
    virtual Result<qint64> countDeliveries(WebhookId webhook, const Filter &filter) = 0;
    //! Forgets what ended before \p time.
    virtual Result<> removeEndedDeliveries(Timestamp time) = 0;
};

} // namespace linnet

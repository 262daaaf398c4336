// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "server/services/webhook/webhooknews.h"

namespace linnet {

class IdGenerator;
struct Stores;

inline const QString WebhookJobKind = QStringLiteral("webhook");

//! \brief Has webhooks told of what happens, within the transaction in which it does.
class WebhookWriter
{
public:
    //! \p ids outlive the writer.
    explicit WebhookWriter(IdGenerator &ids)
        : m_ids(ids)
    {}

    //! Tells every webhook that is on and wants to know.
    Result<> write(Stores &stores, const WebhookNews &news) const;

    //! Tells \p webhook, whatever it wants to know. \return what is to be delivered.
    Result<WebhookDelivery> writeTo(Stores &stores, WebhookId webhook,
                                    const WebhookNews &news) const;

    //! Has \p delivery, which is stored, delivered again.
    Result<> queue(Stores &stores, const WebhookDelivery &delivery, Timestamp at) const;

private:
    IdGenerator &m_ids;
};

//! \return which delivery \p payload, of a job of WebhookJobKind, is about; nothing if it says
//! none.
std::optional<DeliveryId> deliveryOf(const QByteArray &payload);

} // namespace linnet

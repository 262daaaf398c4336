// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/random.h"
#include "common/core/secretbox.h"
#include "common/domain/webhook.h"

#include <optional>

namespace linnet {

//! \return what deliveries can be signed with: text, so that people can hand it on.
inline QByteArray newWebhookSecret()
{
    constexpr int Bytes = 32;
    return "whsec_" + randomToken(Bytes);
}

//! \return \p secret as it is stored for \p webhook, and no other.
inline QByteArray sealWebhookSecret(const SecretBox &box, WebhookId webhook,
                                    const QByteArray &secret)
{
    return box.seal(secret, "webhook-secret:" + webhook.toString().toLatin1());
}

//! \return nothing if \p sealed is not of \p webhook, or sealed with another key.
inline std::optional<QByteArray> openWebhookSecret(const SecretBox &box, WebhookId webhook,
                                                   const QByteArray &sealed)
{
    return box.open(sealed, "webhook-secret:" + webhook.toString().toLatin1());
}

} // namespace linnet

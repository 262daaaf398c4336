// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/identity/codesender.h"

#include <QByteArray>

namespace linnet {

class CpuPool;

struct WebhookSettings
{
    QByteArray url; //!< http or https.
    QByteArray authorization = {}; //!< The Authorization header, if not empty.
    std::chrono::milliseconds timeout = std::chrono::seconds(10);
};

//! \brief Hands codes to a gateway over HTTP: POST of {"kind", "to", "code", "lifetime"} as JSON,
//! lifetime in seconds. A status of 200 to 299 means delivered; redirects are not followed.
class WebhookCodeSender : public CodeSender
{
public:
    //! \param workers where to wait for the gateway, until it is told to stop now; not the pool
    //! that hashes.
    WebhookCodeSender(CpuPool &workers, WebhookSettings settings);

    QCoro::Task<Result<>> send(CodeMessage message) override;

private:
    Result<> post(const QByteArray &body) const;

    CpuPool &m_workers;
    const WebhookSettings m_settings;
};

} // namespace linnet

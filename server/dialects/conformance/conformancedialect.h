// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/systemdialect.h"
#include "server/services/identity/keepingcodesender.h"

namespace linnet {

//! \brief What a test harness asks a server in the profile "app": the code that was just sent, and
//! what the verifier of access tokens says of any signature. Never part of a normal server.
class ConformanceDialect : public Dialect
{
public:
    //! Both outlive the dialect. \p system shapes the errors.
    ConformanceDialect(const SystemDialect &system, const KeepingCodeSender &codes)
        : m_system(system)
        , m_codes(codes)
    {}

    QLatin1String name() const override;
    QList<Endpoint> endpoints() override;
    std::vector<SocketEvent> encode(const Event &event) const override;
    QJsonObject errorBody(const Error &error) const override;
    QJsonObject errorAcknowledgement(const Error &error) const override;
    QString connectError(const Error &error) const override;

private:
    QCoro::Task<Result<Answer>> lastCode(Call call);
    static QCoro::Task<Result<Answer>> checkSignature(Call call);

    const SystemDialect &m_system;
    const KeepingCodeSender &m_codes;
};

} // namespace linnet

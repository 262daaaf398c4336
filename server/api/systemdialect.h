// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/dialect.h"

#include <functional>

namespace linnet {

//! \brief One thing the server works with, and how to find out whether it is there.
struct HealthCheck
{
    enum class Weight {
        Required,
        Helpful, //!< The node serves without it, though not everything.
    };

    QString name; //!< e.g. "database".
    std::function<QCoro::Task<Result<>>()> run;
    Weight weight = Weight::Required;
};

//! \brief What a node says about itself: alive, ready, and with which keys it signs.
//!
//! Also shapes the errors of paths that no dialect knows.
class SystemDialect : public Dialect
{
public:
    using Keys = std::function<QJsonObject()>;
    using Details = std::function<QJsonObject()>;

    //! \param publicKeys the JSON Web Key Set. \p clock outlives the dialect.
    //! \param details what those who run the node are told besides, when they ask whether it is
    //! ready: who asks from the machine itself.
    SystemDialect(std::vector<HealthCheck> checks, Keys publicKeys, const Clock &clock,
                  Details details = {});

    QLatin1String name() const override;
    QList<Endpoint> endpoints() override;
    std::vector<SocketEvent> encode(const Event &event) const override;
    QJsonObject errorBody(const Error &error) const override;
    QJsonObject errorAcknowledgement(const Error &error) const override;
    QString connectError(const Error &error) const override;

private:
    QCoro::Task<Result<Answer>> alive(Call call);
    QCoro::Task<Result<Answer>> ready(Call call);
    QCoro::Task<Result<Answer>> health(Call call);
    QCoro::Task<Result<Answer>> keys(Call call);
    //! \return "ok", "failed" or, of what is merely helpful, "degraded" for each check by name.
    QCoro::Task<QJsonObject> runChecks();

    std::vector<HealthCheck> m_checks;
    Keys m_publicKeys;
    Details m_details;
    const Clock &m_clock;
    Timestamp m_startedAt;
};

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/dialect.h"
#include "server/api/healthcheck.h"

#include <functional>

namespace linnet {

//! \brief What a node says about itself: alive, ready, with which keys it signs, and what it
//! serves.
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

    //! Before anybody asks: what is served here, \p paths as an OpenAPI document and \p events as
    //! an AsyncAPI one.
    void setReferences(const QJsonObject &paths, const QJsonObject &events);

    //! Before anybody asks: \p rows are served besides. Every listener serves what is the system's.
    void add(const QList<Endpoint> &rows) { m_others += rows; }

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
    QCoro::Task<Result<Answer>> pathReference(Call call);
    QCoro::Task<Result<Answer>> eventReference(Call call);

    std::vector<HealthCheck> m_checks;
    Keys m_publicKeys;
    Details m_details;
    const Clock &m_clock;
    Timestamp m_startedAt;
    JsonText m_pathReference;
    JsonText m_eventReference;
    QList<Endpoint> m_others;
};

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QCoroTask>

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

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

//! \brief What came of a node's checks.
struct HealthReport
{
    QJsonObject services; //!< "ok", "failed" or, of what is merely helpful, "degraded", by name.
    QStringList missing; //!< Names of what is required and failed.
    QStringList reasons; //!< Why what is not "ok" is not, each beginning with its name.

    //! \return "ok", or "degraded".
    QString status() const;
};

//! Runs all of \p checks, and logs what fails.
QCoro::Task<HealthReport> runChecks(std::vector<HealthCheck> checks);

} // namespace linnet

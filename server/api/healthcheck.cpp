// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/healthcheck.h"

#include <QLoggingCategory>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(log, "linnet.health")

} // namespace

QString HealthReport::status() const
{
    return reasons.isEmpty() ? u"ok"_s : u"degraded"_s;
}

QCoro::Task<HealthReport> runChecks(std::vector<HealthCheck> checks)
{
    HealthReport report;
    for (const HealthCheck &check : checks) {
        const auto outcome = co_await check.run();
        const bool isRequired = check.weight == HealthCheck::Weight::Required;
        if (outcome) {
            report.services.insert(check.name, u"ok"_s);
            continue;
        }
        report.services.insert(check.name, isRequired ? u"failed"_s : u"degraded"_s);
        report.reasons.append(check.name + u": "_s + outcome.error().message);
        if (isRequired)
            report.missing.append(check.name);
        qCWarning(log) << "check failed" << check.name << outcome.error().message
                       << outcome.error().detail;
    }
    co_return report;
}

} // namespace linnet

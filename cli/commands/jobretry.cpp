// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/jobretry.h"

#include "cli/commands/invocation.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

const Table Shown{
    u"JobRetry"_s, {{u"To be tried again"_s, u"count"_s}}, u"count"_s, Table::Shape::Card};
const Table Preview{u"JobRetryPreview"_s,
                    {{u"Would be tried again"_s, u"count"_s}},
                    u"count"_s,
                    Table::Shape::Card};

} // namespace

Declaration JobRetry::declaration()
{
    return {.name = u"job retry"_s,
            .summary = u"Have jobs that were given up tried again."_s,
            .examples = {u"linnetctl job retry 382514099738640385"_s,
                         u"linnetctl job retry --filter 'kind:mail updated>-1d' --dry-run"_s,
                         u"linnetctl job retry --filter state:dead --yes"_s},
            .arguments = m_selection.arguments(),
            .options = m_selection.options(),
            .hasDryRun = true};
}

Result<> JobRetry::run(Invocation &invocation)
{
    if (auto checked = m_selection.check(); !checked)
        return checked;
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    ApiClient &api = (*connection)->api();
    const QString path = adminPath({u"jobs"_s, u"retries"_s});

    QJsonObject asked = m_selection.body();
    const bool isToBeAsked = !m_selection.filter.isEmpty() && !invocation.options().isConfirmed;
    if (invocation.options().isDryRun || isToBeAsked) {
        const auto preview = m_selection.preview(api, path);
        if (!preview)
            return preview.error();
        if (invocation.options().isDryRun)
            return invocation.show(Preview, *preview);
        auto confirmed = invocation.confirm(
            u"Jobs that are tried again: %1. Go on?"_s.arg((*preview)["count"_L1].toInteger()));
        if (!confirmed)
            return confirmed;
        asked = m_selection.asPreviewed(*preview);
    }
    const auto retried = api.post(path, asked);
    if (!retried)
        return retried.error();
    return invocation.show(Shown, *retried);
}

} // namespace linnet::cli

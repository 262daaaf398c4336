// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/jobdiscard.h"

#include "cli/commands/invocation.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

const Table Shown{u"JobDiscard"_s, {{u"Removed"_s, u"count"_s}}, u"count"_s, Table::Shape::Card};
const Table Preview{
    u"JobDiscardPreview"_s, {{u"Would remove"_s, u"count"_s}}, u"count"_s, Table::Shape::Card};

} // namespace

Declaration JobDiscard::declaration()
{
    return {.name = u"job discard"_s,
            .summary = u"Remove jobs that were given up; nobody does them any more."_s,
            .examples = {u"linnetctl job discard 382514099738640385 --confirm=1"_s,
                         u"linnetctl job discard --filter 'kind:mail updated<-30d' --dry-run"_s},
            .arguments = m_selection.arguments(),
            .options = m_selection.options(),
            .hasDryRun = true,
            .isFinal = true};
}

Result<> JobDiscard::run(Invocation &invocation)
{
    if (auto checked = m_selection.check(); !checked)
        return checked;
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    ApiClient &api = (*connection)->api();
    const QString path = adminPath({u"jobs"_s, u"discards"_s});

    const auto preview = m_selection.preview(api, path);
    if (!preview)
        return preview.error();
    if (invocation.options().isDryRun)
        return invocation.show(Preview, *preview);
    const QString count = QString::number((*preview)["count"_L1].toInteger());
    auto confirmed = invocation.confirmFinal(
        u"Jobs that this removes: %1. It cannot be undone."_s.arg(count), count);
    if (!confirmed)
        return confirmed;
    const auto discarded = api.post(path, m_selection.asPreviewed(*preview));
    if (!discarded)
        return discarded.error();
    return invocation.show(Shown, *discarded);
}

} // namespace linnet::cli

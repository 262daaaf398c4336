// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/sessionrevoke.h"

#include "cli/commands/invocation.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

const Table Shown{u"Revocation"_s, {{u"Ended"_s, u"revoked"_s}}, u"revoked"_s, Table::Shape::Card};
const Table Preview{
    u"RevocationPreview"_s, {{u"Would end"_s, u"count"_s}}, u"count"_s, Table::Shape::Card};

QString path()
{
    return adminPath({u"sessions"_s, u"revocations"_s});
}

//! Shows \p answer, and says how many sessions it leaves alone.
Result<> showCount(Invocation &invocation, const Table &table, const QJsonObject &answer)
{
    const qint64 leftOut = answer["leftOut"_L1].toInteger();
    if (leftOut > 0)
        invocation.console().note(
            u"Left out, because their accounts' roles may do more than yours: %1."_s.arg(leftOut));
    return invocation.show(table, answer);
}

} // namespace

Declaration SessionRevoke::declaration()
{
    return {.name = u"session revoke"_s,
            .summary = u"End sessions, on every socket at once."_s,
            .examples = {u"linnetctl session revoke 382514099738640385"_s,
                         u"linnetctl session revoke --filter 'address:10.0.0.0/8' --dry-run"_s,
                         u"linnetctl session revoke --filter 'user:alice' --yes"_s},
            .arguments = m_selection.arguments(),
            .options = m_selection.options()
                + QList<Option>{{u"--reason"_s, u"TEXT"_s,
                                 u"Written down with it, for the audit log."_s, &m_reason}},
            .hasDryRun = true};
}

Result<> SessionRevoke::run(Invocation &invocation)
{
    if (auto checked = m_selection.check(); !checked)
        return checked;
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    ApiClient &api = (*connection)->api();

    QJsonObject asked = m_selection.body();
    if (invocation.options().isDryRun || !invocation.options().isConfirmed) {
        const auto preview = m_selection.preview(api, path());
        if (!preview)
            return preview.error();
        if (invocation.options().isDryRun)
            return showCount(invocation, Preview, *preview);
        auto confirmed = invocation.confirm(
            u"Sessions that this ends: %1. Go on?"_s.arg((*preview)["count"_L1].toInteger()));
        if (!confirmed)
            return confirmed;
        asked = m_selection.asPreviewed(*preview);
    }
    if (!m_reason.isEmpty())
        asked["reason"_L1] = m_reason;
    const auto revoked = api.post(path(), asked);
    if (!revoked)
        return revoked.error();
    return showCount(invocation, Shown, *revoked);
}

} // namespace linnet::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/sessionrevoke.h"

#include "cli/commandline/usageerror.h"
#include "cli/commands/invocation.h"

#include <QJsonArray>

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
    return {
        .name = u"session revoke"_s,
        .summary = u"End sessions, on every socket at once."_s,
        .examples = {u"linnetctl session revoke 382514099738640385"_s,
                     u"linnetctl session revoke --filter 'address:10.0.0.0/8' --dry-run"_s,
                     u"linnetctl session revoke --filter 'user:alice' --yes"_s},
        .arguments =
            {{u"ID"_s, u"A session."_s, &m_ids, Argument::Need::Optional, {}, Referent::Session}},
        .options = {{u"--filter"_s, u"EXPR"_s, u"End all that match."_s, &m_filter},
                    {u"--reason"_s, u"TEXT"_s, u"Written down with it, for the audit log."_s,
                     &m_reason}},
        .hasDryRun = true};
}

QJsonObject SessionRevoke::selection() const
{
    if (m_ids.isEmpty())
        return {{"filter"_L1, m_filter}};
    return {{"ids"_L1, QJsonArray::fromStringList(m_ids)}};
}

Result<> SessionRevoke::run(Invocation &invocation)
{
    if (m_ids.isEmpty() == m_filter.isEmpty())
        return usageError(u"Name sessions, or say which with --filter."_s);
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    ApiClient &api = (*connection)->api();

    if (invocation.options().isDryRun || !invocation.options().isConfirmed) {
        QJsonObject asked = selection();
        asked["dryRun"_L1] = true;
        const auto preview = api.post(path(), asked);
        if (!preview)
            return preview.error();
        if (invocation.options().isDryRun)
            return showCount(invocation, Preview, *preview);
        auto confirmed = invocation.confirm(
            u"Sessions that this ends: %1. Go on?"_s.arg((*preview)["count"_L1].toInteger()));
        if (!confirmed)
            return confirmed;
    }
    QJsonObject asked = selection();
    if (!m_reason.isEmpty())
        asked["reason"_L1] = m_reason;
    const auto revoked = api.post(path(), asked);
    if (!revoked)
        return revoked.error();
    return showCount(invocation, Shown, *revoked);
}

} // namespace linnet::cli

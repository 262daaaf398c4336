// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/usererase.h"

#include "cli/commands/erasuretable.h"
#include "cli/commands/invocation.h"
#include "cli/commands/usertable.h"
#include "cli/output/fields.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

//! \return what \p would become of an account, in words.
QString warningOf(const QJsonObject &would)
{
    const QString begins = u"This ends the sessions of \"%1\", and erases the account "_s.arg(
        would["name"_L1].toString());
    const QJsonValue due = fieldAt(would, u"erasure.dueAt"_s);
    if (due == fieldAt(would, u"erasure.requestedAt"_s))
        return begins + u"at once, which cannot be undone."_s;
    return begins
        + u"after %1. Until then it can be cancelled; it cannot be undone."_s.arg(
            fieldText(due, Column::As::Time));
}

} // namespace

Declaration UserErase::declaration()
{
    return {.name = u"user erase"_s,
            .summary = u"Have an account erased; until its time has come it only cannot be used."_s,
            .examples = {u"linnetctl user erase alice --dry-run"_s,
                         u"linnetctl user erase +911111111111 --confirm='Alice'"_s,
                         u"linnetctl user erase alice --grace 0 --messages remove"_s},
            .arguments = {userArgument(m_user)},
            .options = {{u"--grace"_s, u"TIME"_s,
                         u"How long it can be cancelled, e.g. 7d; 0: not at all. Default: the "
                         "setting accounts.erasureGrace."_s,
                         &m_grace},
                        {u"--messages"_s,
                         u"WHAT"_s,
                         u"What becomes of what they wrote: keep (default) or remove."_s,
                         &m_messages,
                         {u"keep"_s, u"remove"_s}}},
            .hasDryRun = true,
            .isFinal = true};
}

Result<> UserErase::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    ApiClient &api = (*connection)->api();
    const QString path = adminPath({u"users"_s, m_user, u"erase"_s});
    QJsonObject asked = givenFields({{"grace"_L1, m_grace}, {"messages"_L1, m_messages}});
    if (!invocation.options().isDryRun) {
        QJsonObject rehearsal = asked;
        rehearsal["dryRun"_L1] = true;
        const auto would = api.post(path, rehearsal);
        if (!would)
            return would.error();
        auto confirmed = invocation.confirmFinal(warningOf(*would), (*would)["name"_L1].toString());
        if (!confirmed)
            return confirmed;
    }
    const auto erasure = api.post(path, invocation.withDryRun(std::move(asked)));
    if (!erasure)
        return erasure.error();
    return invocation.show(erasureRequestTable(), *erasure);
}

} // namespace linnet::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/status.h"

#include "cli/commandline/usageerror.h"
#include "cli/commands/invocation.h"
#include "cli/commands/statustable.h"
#include "cli/interruption.h"
#include "cli/output/fields.h"
#include "cli/output/liveregion.h"
#include "cli/versionskew.h"
#include "common/core/clock.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr int LongestInterval = 24 * 60 * 60;

//! Adds what only administrators are told; that one is none, or that the server knows nothing of
//! it, is no failure.
Result<> addDetails(ApiClient &api, QJsonObject &row)
{
    const auto details = api.get(adminPath({u"status"_s}));
    if (details) {
        for (auto each = details->begin(); each != details->end(); ++each)
            row[each.key()] = each.value();
        return {};
    }
    switch (details.error().kind) {
    case Error::Kind::Unauthenticated:
    case Error::Kind::Forbidden:
    case Error::Kind::NotFound:
        return {};
    default:
        return details.error();
    }
}

//! \brief How a server is, and what to make of it.
struct Found
{
    QJsonObject status;
    std::optional<Error> unready; //!< Why it does not serve.
};

Result<Found> look(ServerConnection &connection)
{
    ApiClient &api = connection.api();
    const auto ready = api.get(u"/readyz"_s);
    const bool isUnready = !ready && ready.error().code == "not_ready"_L1;
    if (!ready && !isUnready)
        return ready.error();
    QJsonObject row;
    if (connection.isSignedIn())
        if (auto added = addDetails(api, row); !added)
            return added.error();
    row["server"_L1] = connection.target().server.toString();
    row["status"_L1] = ready ? (*ready)["status"_L1] : "not ready"_L1;
    if (ready)
        row["services"_L1] = (*ready)["services"_L1];
    const QJsonValue version = ready ? fieldAt(*ready, u"details.version"_s) : QJsonValue();
    if (!row.contains("version"_L1) && version.isString())
        row["version"_L1] = version; // Told to who asks from the server's own machine.
    return Found{row, isUnready ? std::optional(ready.error()) : std::nullopt};
}

//! As look(), with the time; that the server is out of reach for a while is a status, too.
Result<QJsonObject> lookAgain(ServerConnection &connection)
{
    QJsonObject row;
    const auto found = look(connection);
    if (found)
        row = found->status;
    else if (found.error().code == "server_out_of_reach"_L1)
        row = {{"server"_L1, connection.target().server.toString()},
               {"status"_L1, "out of reach"_L1}};
    else
        return found.error();
    if (!row.contains("at"_L1))
        row["at"_L1] = toIso(SystemClock().now());
    return row;
}

} // namespace

Declaration Status::declaration()
{
    return {.name = u"status"_s,
            .summary = u"Show how the server is."_s,
            .examples = {u"linnetctl status"_s, u"linnetctl status -o json"_s,
                         u"linnetctl --local status --watch --interval 5"_s},
            .options = {
                {u"--watch"_s, {}, u"Show it again and again, until interrupted."_s, &m_isWatching},
                {u"--interval"_s, u"SECONDS"_s, u"With --watch: how often (2)."_s, &m_interval}}};
}

Result<> Status::run(Invocation &invocation)
{
    if (m_interval > LongestInterval)
        return usageError(u"--interval takes a day at most: %1 seconds."_s.arg(LongestInterval));
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    return m_isWatching ? watch(invocation, **connection) : show(invocation, **connection);
}

Result<> Status::show(Invocation &invocation, ServerConnection &connection) const
{
    const auto found = look(connection);
    if (!found)
        return found.error();
    if (auto shown = invocation.show(statusCard(found->status), found->status); !shown)
        return shown;
    const QString warning =
        versionWarning(QStringLiteral(LINNET_VERSION), found->status["version"_L1].toString());
    if (!warning.isEmpty())
        invocation.console().warn(warning);
    if (const std::optional<Error> &unready = found->unready)
        return *unready;
    return {};
}

Result<> Status::watch(Invocation &invocation, ServerConnection &connection) const
{
    if (const auto first = look(connection); !first)
        return first.error();
    const bool isTable = invocation.options().format == u"table"_s;
    const bool canRedraw = isTable && invocation.console().screen().canRedraw;
    return canRedraw ? watchInPlace(invocation, connection) : watchByLine(invocation, connection);
}

Result<> Status::watchInPlace(Invocation &invocation, ServerConnection &connection) const
{
    LiveRegion region(invocation.console().screen(), invocation.console().out());
    do {
        const auto row = lookAgain(connection);
        if (!row)
            return row.error();
        if (auto added = invocation.liveRecords(statusCard(*row), region)->add(*row); !added)
            return added;
        if (auto drawn = region.draw(); !drawn)
            return drawn;
    } while (waitFor(std::chrono::seconds(m_interval)));
    return interruption();
}

Result<> Status::watchByLine(Invocation &invocation, ServerConnection &connection) const
{
    const auto rows = invocation.liveRecords(statusLines(), invocation.console().out());
    do {
        const auto row = lookAgain(connection);
        if (!row)
            return row.error();
        if (auto added = rows->add(*row); !added)
            return added;
        if (auto shown = rows->flush(); !shown)
            return shown;
    } while (waitFor(std::chrono::seconds(m_interval)));
    return interruption();
}

} // namespace linnet::cli

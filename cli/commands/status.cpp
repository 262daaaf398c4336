// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/status.h"

#include "cli/commands/invocation.h"
#include "cli/output/fields.h"
#include "cli/versionskew.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

const Table Shown{u"Status"_s,
                  {{u"Server"_s, u"server"_s},
                   {u"Status"_s, u"status"_s},
                   {u"Parts"_s, u"services"_s},
                   {u"Version"_s, u"version"_s},
                   {u"Running for"_s, u"uptimeSeconds"_s, Column::As::Duration}},
                  u"server"_s,
                  Table::Shape::Card};

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

} // namespace

Declaration Status::declaration()
{
    return {.name = u"status"_s,
            .summary = u"Show how the server is."_s,
            .examples = {u"linnetctl status"_s, u"linnetctl status -o json"_s,
                         u"linnetctl --local status"_s}};
}

Result<> Status::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    ApiClient &api = (*connection)->api();
    const auto ready = api.get(u"/readyz"_s);
    const bool isUnready = !ready && ready.error().code == "not_ready"_L1;
    if (!ready && !isUnready)
        return ready.error();
    QJsonObject row;
    if ((*connection)->isSignedIn())
        if (auto added = addDetails(api, row); !added)
            return added;
    row["server"_L1] = (*connection)->target().server.toString();
    row["status"_L1] = ready ? (*ready)["status"_L1] : "not ready"_L1;
    if (ready)
        row["services"_L1] = (*ready)["services"_L1];
    const QJsonValue version = ready ? fieldAt(*ready, u"details.version"_s) : QJsonValue();
    if (!row.contains("version"_L1) && version.isString())
        row["version"_L1] = version; // Told to who asks from the server's own machine.
    if (auto shown = invocation.show(Shown, row); !shown)
        return shown;
    const QString warning =
        versionWarning(QStringLiteral(LINNET_VERSION), row["version"_L1].toString());
    if (!warning.isEmpty())
        invocation.console().warn(warning);
    return isUnready ? Result<>(ready.error()) : Result<>();
}

} // namespace linnet::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/jobselection.h"

#include "cli/commandline/usageerror.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::cli {

QList<Argument> JobSelection::arguments()
{
    return {{u"ID"_s, u"A job."_s, &ids, Argument::Need::Optional, {}, Referent::Job}};
}

QList<Option> JobSelection::options()
{
    return {{u"--filter"_s, u"EXPR"_s, u"All that were given up and match."_s, &filter}};
}

Result<> JobSelection::check() const
{
    if (ids.isEmpty() == filter.isEmpty())
        return usageError(u"Name jobs, or say which with --filter."_s);
    return {};
}

QJsonObject JobSelection::body() const
{
    if (ids.isEmpty())
        return {{"filter"_L1, filter}};
    return {{"ids"_L1, QJsonArray::fromStringList(ids)}};
}

Result<QJsonObject> JobSelection::preview(ApiClient &api, const QString &path) const
{
    QJsonObject asked = body();
    asked["dryRun"_L1] = true;
    return api.post(path, asked);
}

QJsonObject JobSelection::asPreviewed(const QJsonObject &preview) const
{
    QJsonObject asked = body();
    asked["asOf"_L1] = preview["asOf"_L1];
    return asked;
}

} // namespace linnet::cli

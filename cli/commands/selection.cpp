// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/selection.h"

#include "cli/commandline/usageerror.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::cli {

QList<Argument> Selection::arguments()
{
    return {{u"ID"_s, words.one, &ids, Argument::Need::Optional, {}, words.referent}};
}

QList<Option> Selection::options()
{
    return {{u"--filter"_s, u"EXPR"_s, words.matching, &filter}};
}

Result<> Selection::check() const
{
    if (ids.isEmpty() == filter.isEmpty())
        return usageError(u"Name %1, or say which with --filter."_s.arg(words.things));
    return {};
}

QJsonObject Selection::body() const
{
    if (ids.isEmpty())
        return {{"filter"_L1, filter}};
    return {{"ids"_L1, QJsonArray::fromStringList(ids)}};
}

Result<QJsonObject> Selection::preview(ApiClient &api, const QString &path) const
{
    QJsonObject asked = body();
    asked["dryRun"_L1] = true;
    return api.post(path, asked);
}

QJsonObject Selection::asPreviewed(const QJsonObject &preview) const
{
    QJsonObject asked = body();
    asked["asOf"_L1] = preview["asOf"_L1];
    return asked;
}

} // namespace linnet::cli

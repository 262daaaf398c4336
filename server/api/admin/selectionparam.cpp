// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/selectionparam.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

constexpr int MostIds = 1'000;

Error invalid(const QString &message)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, message};
}

Result<Filter> idsParam(const QJsonArray &values, const QString &thing)
{
    if (values.isEmpty() || values.size() > MostIds)
        return invalid(u"ids must name 1 to %1 %2s"_s.arg(MostIds).arg(thing));
    AnyId ids;
    for (const auto &value : values) {
        const auto id = FilteredId::parse(value.toString());
        if (!id)
            return invalid(u"ids must be %1 ids"_s.arg(thing));
        ids.push_back(*id);
    }
    return Filter{{"id"_L1, false, ids}};
}

} // namespace

//! A filter that asks for nothing would mean all, which nobody says by leaving something out.
Result<Filter> selectionParam(const QJsonObject &params, const SelectionWords &words,
                              const std::function<Result<Filter>(const QString &)> &parse)
{
    const bool hasIds = params.contains("ids"_L1);
    if (hasIds == params.contains("filter"_L1))
        return invalid(u"Say which %1s: either ids or filter"_s.arg(words.thing));
    if (hasIds)
        return idsParam(params["ids"_L1].toArray(), words.thing);
    auto filter = parse(params["filter"_L1].toString());
    if (filter && filter->empty())
        return invalid(u"filter must ask for something; "_s + words.everything);
    return filter;
}

Result<Timestamp> asOfParam(const QJsonObject &params, Timestamp now)
{
    if (!params.contains("asOf"_L1))
        return now;
    const auto asOf = parseIso(params["asOf"_L1].toString());
    if (!asOf || *asOf > now)
        return invalid(u"asOf must be a time that a dry run gave"_s);
    return *asOf;
}

} // namespace linnet::admin

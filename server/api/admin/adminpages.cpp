// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminpages.h"

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

constexpr QChar SortEnd = u'~'; // It is in no cursor, and needs no escape in addresses.

Error invalid(const QString &message)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, message};
}

Error cursorOfAnotherSort()
{
    return invalid(u"cursor must be one this server gave, for the same sort"_s);
}

//! \return what cursors of the order begin with that is asked for: nothing where none is said.
QString beginOf(const QJsonObject &params)
{
    const QString sort = params["sort"_L1].toString();
    return sort.isEmpty() ? QString() : sort + SortEnd;
}

} // namespace

Schema pageSchema(Schema fields)
{
    return fields << Field{"limit"_L1, Field::Type::Integer, Field::Need::Optional, 1, 200}
                  << Field{"cursor"_L1, Field::Type::String, Field::Need::Optional};
}

Schema listSchema()
{
    return {{"filter"_L1, Field::Type::String, Field::Need::Optional},
            {"sort"_L1, Field::Type::String, Field::Need::Optional}};
}

int limitParam(const QJsonObject &params)
{
    return params["limit"_L1].toInt(DefaultLimit);
}

Error foreignCursor()
{
    return invalid(u"cursor must be one this server gave"_s);
}

std::optional<QString> withSort(const QJsonObject &params, std::optional<QString> next)
{
    if (next)
        next->prepend(beginOf(params));
    return next;
}

Result<std::optional<QString>> sortedCursorParam(const QJsonObject &params)
{
    if (!params.contains("cursor"_L1))
        return std::optional<QString>();
    const QString cursor = params["cursor"_L1].toString();
    const QString begin = beginOf(params);
    if (!cursor.startsWith(begin) || cursor.indexOf(SortEnd, begin.size()) >= 0)
        return cursorOfAnotherSort();
    return std::optional(cursor.mid(begin.size()));
}

Result<ListQuery> listParam(const QJsonObject &params, const Result<Filter> &filter,
                            const SortKeys &keys)
{
    if (!filter)
        return filter.error();
    const auto order = params.contains("sort"_L1) ? parseOrder(params["sort"_L1].toString(), keys)
                                                  : ListOrder{keys.front()};
    if (!order)
        return invalid(u"sort must be one of "_s + orderNames(keys).join(u", "_s));
    ListQuery query{.filter = *filter, .order = *order, .limit = limitParam(params)};
    if (!params.contains("cursor"_L1))
        return query;
    query.after = parseListCursor(params["cursor"_L1].toString(), *order);
    if (!query.after)
        return cursorOfAnotherSort();
    return query;
}

Answer pageAnswer(const std::vector<QJsonObject> &items, const ListQuery &query,
                  const std::optional<ListPlace> &next)
{
    QJsonArray array;
    for (const QJsonObject &item : items)
        array.append(item);
    return pageAnswer(array, next ? std::optional(toCursor(*next, query.order)) : std::nullopt);
}

Answer pageAnswer(const QJsonArray &items, const std::optional<QString> &next)
{
    return {QJsonObject{{"items"_L1, items},
                        {"nextCursor"_L1, next ? QJsonValue(*next) : QJsonValue()}}};
}

Answer countAnswer(qint64 count)
{
    return {QJsonObject{{"count"_L1, count}, {"isExact"_L1, true}}};
}

} // namespace linnet::admin

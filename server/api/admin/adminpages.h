// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/listquery.h"
#include "server/api/endpoint.h"

#include <QJsonArray>
#include <QJsonObject>

#include <optional>
#include <vector>

//! \file
//! What the lists of the administration have in common.

namespace linnet::admin {

//! Items of a page, unless the caller says how many.
inline constexpr int DefaultLimit = 50;

//! \return \p fields, and those that every list takes: "limit" and "cursor".
Schema pageSchema(Schema fields);

//! \return the limit that the caller said, or the usual one.
int limitParam(const QJsonObject &params);

//! \return what says that a cursor is none of this server's.
Error foreignCursor();

//! \return the cursor \p next, which is good for the "sort" of \p params alone.
std::optional<QString> withSort(const QJsonObject &params, std::optional<QString> next);

//! \return the cursor that withSort() was given; nothing if none is named. An InvalidInput error
//! for one of another sort.
Result<std::optional<QString>> sortedCursorParam(const QJsonObject &params);

//! \return what lists take that can be filtered and sorted: "filter" and "sort".
Schema listSchema();

//! \return which page of a list is asked for. \param filter what "filter" says; an error is passed
//! on. \param keys what the list can be sorted by; it is the newest first unless "sort" is given.
Result<ListQuery> listParam(const QJsonObject &params, const Result<Filter> &filter,
                            const SortKeys &keys);

//! \return a page of what \p query asked for. \param next where the next one begins.
Answer pageAnswer(const std::vector<QJsonObject> &items, const ListQuery &query,
                  const std::optional<ListPlace> &next);

//! \return where the page begins, of a list whose cursors are ids; nothing if none is named.
template <typename AnyId>
Result<std::optional<AnyId>> cursorParam(const QJsonObject &params)
{
    if (!params.contains(QLatin1String("cursor")))
        return std::optional<AnyId>();
    const auto id = AnyId::parse(params[QLatin1String("cursor")].toString());
    if (!id)
        return foreignCursor();
    return id;
}

//! \return a page. \param next where the next one begins; nothing: this is the last one.
Answer pageAnswer(const QJsonArray &items, const std::optional<QString> &next);

//! \return how many rows there are.
Answer countAnswer(qint64 count);

} // namespace linnet::admin

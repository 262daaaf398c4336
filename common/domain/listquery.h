// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/filter.h"

#include <QStringList>

#include <optional>
#include <variant>
#include <vector>

//! \file
//! Which page of a long list is wanted, and in which order the list is.

namespace linnet {

//! \brief Something that a list can be sorted by.
struct SortKey
{
    enum class Kind {
        Id, //!< Of the rows: they are as old as what they name.
        Number, //!< Times are numbers, too.
        Text,
    };

    QLatin1String name; //!< As people write it.
    Kind kind = Kind::Number;
};

//! What a list can be sorted by: the ids first, and at least those.
using SortKeys = std::vector<SortKey>;

//! \brief In which order a list is; rows that are alike in it are in that of their ids.
struct ListOrder
{
    SortKey by{{}, SortKey::Kind::Id};
    bool isDescending = true;
};

//! \return the names of all orders: "created", "-created", which is the newest first, …
QStringList orderNames(const SortKeys &keys);

//! \return nothing if there is no such order.
std::optional<ListOrder> parseOrder(const QString &name, const SortKeys &keys);

//! What a row is sorted by; 0 where that is its id.
using SortValue = std::variant<qint64, QString>;

//! \brief The place of a row in a list: what comes after it is the next page.
struct ListPlace
{
    qint64 id = 0;
    SortValue value = qint64(0);

    friend bool operator==(const ListPlace &, const ListPlace &) = default;
};

//! \return \p place as clients know it: a text that tells them nothing.
QString toCursor(const ListPlace &place, const ListOrder &order);

//! \return nothing unless \p cursor is of a list of that order.
std::optional<ListPlace> parseListCursor(const QString &cursor, const ListOrder &order);

//! \brief Which page of a list.
struct ListQuery
{
    Filter filter = {};
    ListOrder order = {}; //!< The newest first.
    std::optional<ListPlace> after = {}; //!< None: from the beginning.
    int limit = 50;
};

} // namespace linnet

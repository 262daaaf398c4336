// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/mediaview.h"

namespace linnet {

using namespace Qt::StringLiterals;

const FilterFields &mediaFields()
{
    using Kind = FilterField::Kind;
    static const FilterFields list = {
        {
            {"name"_L1},
            {"id"_L1, Kind::Id},
            {"owner"_L1},
            {"owner_id"_L1, Kind::Id},
            {"type"_L1},
            {"size"_L1, Kind::Number},
            {"created"_L1, Kind::Time},
            {"unused"_L1, Kind::Flag},
            {"pinned"_L1, Kind::Flag},
            {"state"_L1, Kind::Exact, {u"kept"_s, u"removed"_s}},
            {"removed"_L1, Kind::Time},
        },
        "name"_L1,
    };
    return list;
}

const SortKeys &mediaKeys()
{
    using Kind = SortKey::Kind;
    static const SortKeys keys = {
        {"created"_L1, Kind::Id}, {"size"_L1, Kind::Number}, {"name"_L1, Kind::Text}};
    return keys;
}

ListPlace placeOf(const MediaView &view, const ListOrder &order)
{
    if (order.by.name == "name"_L1)
        return {view.id.value(), view.originalName};
    return {view.id.value(), order.by.name == "size"_L1 ? view.size : 0};
}

QLatin1String nameOf(MediaRemoval::Why why)
{
    return why == MediaRemoval::Why::TooOld ? "too-old"_L1 : "no-room"_L1;
}

Error mediaRemoved(const MediaRemoval &removal)
{
    const QString reason = removal.why == MediaRemoval::Why::TooOld
        ? u"files are not kept longer"_s
        : u"there is no room for older files"_s;
    return {Error::Kind::Gone, "media_removed"_L1,
            u"This file was removed on %1: %2"_s.arg(toIso(removal.at).first(10), reason)};
}

} // namespace linnet

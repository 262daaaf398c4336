// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/groupview.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

SortValue valueOf(const GroupView &view, QLatin1String key)
{
    if (key == "updated"_L1)
        return qint64(view.group.updatedAt.time_since_epoch().count());
    if (key == "title"_L1)
        return view.group.title;
    if (key == "members"_L1)
        return qint64(view.members);
    return key == "messages"_L1 ? view.group.lastSeq : 0;
}

} // namespace

GroupState stateOf(const GroupView &view)
{
    if (view.members == 0)
        return GroupState::Dissolved;
    return view.group.isFrozen ? GroupState::Frozen : GroupState::Active;
}

QLatin1String nameOf(GroupState state)
{
    switch (state) {
    case GroupState::Active:
        return "active"_L1;
    case GroupState::Frozen:
        return "frozen"_L1;
    case GroupState::Dissolved:
        return "dissolved"_L1;
    }
    Q_UNREACHABLE();
}

Error groupFrozen()
{
    return {Error::Kind::Forbidden, "group_frozen"_L1,
            u"This group is frozen: it can be read, and nobody can write in it"_s};
}

const FilterFields &groupFields()
{
    using Kind = FilterField::Kind;
    static const FilterFields list = {
        {
            {"title"_L1},
            {"id"_L1, Kind::Id},
            {"owner"_L1},
            {"owner_id"_L1, Kind::Id},
            {"state"_L1, Kind::Exact, {u"active"_s, u"frozen"_s, u"dissolved"_s}},
            {"members"_L1, Kind::Number},
            {"messages"_L1, Kind::Number},
            {"created"_L1, Kind::Time},
            {"updated"_L1, Kind::Time},
        },
        "title"_L1,
    };
    return list;
}

const SortKeys &groupKeys()
{
    using Kind = SortKey::Kind;
    static const SortKeys keys = {{"created"_L1, Kind::Id},
                                  {"updated"_L1, Kind::Number},
                                  {"title"_L1, Kind::Text},
                                  {"members"_L1, Kind::Number},
                                  {"messages"_L1, Kind::Number}};
    return keys;
}

ListPlace placeOf(const GroupView &view, const ListOrder &order)
{
    return {view.group.id.value(), valueOf(view, order.by.name)};
}

QLatin1String nameOf(Role role)
{
    return role == Role::Admin ? "admin"_L1 : "member"_L1;
}

std::optional<Role> parseRole(QStringView name)
{
    for (const Role role : {Role::Member, Role::Admin}) {
        if (nameOf(role) == name)
            return role;
    }
    return std::nullopt;
}

QStringList roleNames()
{
    return {nameOf(Role::Member), nameOf(Role::Admin)};
}

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/accountview.h"

#include <array>

namespace linnet {

using namespace Qt::StringLiterals;

AccountState stateOf(const AccountView &view, Timestamp now)
{
    if (view.erasure)
        return view.erasure->erasedAt ? AccountState::Erased : AccountState::Erasing;
    if (view.merger)
        return view.isMerging ? AccountState::Merging : AccountState::Merged;
    const bool isSuspended = view.suspension && view.suspension->isInForce(now);
    return isSuspended ? AccountState::Suspended : AccountState::Active;
}

QLatin1String nameOf(AccountState state)
{
    constexpr std::array Names = {"active"_L1, "suspended"_L1, "erasing"_L1,
                                  "erased"_L1, "merged"_L1,    "merging"_L1};
    return Names.at(size_t(state));
}

const FilterFields &accountFields()
{
    using Kind = FilterField::Kind;
    static const FilterFields list = {
        {
            {"any"_L1},
            {"user"_L1},
            {"name"_L1},
            {"username"_L1},
            {"phone"_L1},
            {"email"_L1},
            {"id"_L1, Kind::Id},
            {"state"_L1,
             Kind::Exact,
             {u"active"_s, u"suspended"_s, u"erasing"_s, u"erased"_s, u"merging"_s, u"merged"_s}},
            {"role"_L1, Kind::Exact, staffRoleNames()},
            {"verified"_L1, Kind::Flag},
            {"second_factor"_L1, Kind::Flag},
            {"created"_L1, Kind::Time},
            {"last_seen"_L1, Kind::Time},
            {"suspended"_L1, Kind::Time},
        },
        "any"_L1,
    };
    return list;
}

QStringList accountOrderNames()
{
    return {u"-created"_s, u"created"_s, u"name"_s};
}

std::optional<AccountOrder> parseAccountOrder(QStringView name)
{
    const qsizetype place = accountOrderNames().indexOf(name);
    return place < 0 ? std::nullopt : std::optional(AccountOrder(place));
}

} // namespace linnet

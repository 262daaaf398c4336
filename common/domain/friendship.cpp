// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/friendship.h"

#include <array>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

//! In the order of FriendshipState.
constexpr std::array Names = {"pending"_L1, "accepted"_L1, "declined"_L1, "withdrawn"_L1,
                              "removed"_L1};

} // namespace

QLatin1String nameOf(FriendshipState state)
{
    return Names.at(size_t(state));
}

std::optional<FriendshipState> parseFriendshipState(QStringView name)
{
    for (size_t state = 0; state < Names.size(); ++state) {
        if (Names.at(state) == name)
            return FriendshipState(state);
    }
    return std::nullopt;
}

} // namespace linnet

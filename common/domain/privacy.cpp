// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/privacy.h"

#include <array>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

//! In the order of Audience.
constexpr std::array Names = {"everyone"_L1, "friends"_L1, "nobody"_L1};

} // namespace

QLatin1String nameOf(Audience audience)
{
    return Names.at(size_t(audience));
}

std::optional<Audience> parseAudience(QStringView name)
{
    for (size_t audience = 0; audience < Names.size(); ++audience) {
        if (Names.at(audience) == name)
            return Audience(audience);
    }
    return std::nullopt;
}

} // namespace linnet

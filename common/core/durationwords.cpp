// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/durationwords.h"

#include <array>
#include <utility>

namespace linnet {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

QString inWords(std::chrono::milliseconds duration)
{
    using Unit = std::pair<std::chrono::milliseconds, QLatin1String>;
    constexpr std::array<Unit, 4> Units = {Unit{24h, "day"_L1}, Unit{1h, "hour"_L1},
                                           Unit{1min, "minute"_L1}, Unit{1s, "second"_L1}};
    duration = std::chrono::abs(duration);
    for (const auto &[length, name] : Units) {
        const qint64 count = duration / length;
        if (count > 0)
            return u"%1 %2%3"_s.arg(count).arg(name, count == 1 ? QString() : u"s"_s);
    }
    return u"%1 ms"_s.arg(duration.count());
}

} // namespace linnet

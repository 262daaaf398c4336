// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/identifier.h"

#include <algorithm>

namespace linnet {

std::optional<Identifier> parsePhone(const QString &text)
{
    constexpr int LeastDigits = 7;
    constexpr int MostDigits = 15;
    const QStringView digits = QStringView(text).mid(1);
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    if (!text.startsWith(u'+') || digits.size() < LeastDigits || digits.size() > MostDigits
        || digits.front() == u'0' || !std::all_of(digits.begin(), digits.end(), isDigit))
        return std::nullopt;
    return Identifier{Identifier::Kind::Phone, text};
}

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>
#include <QStringView>

#include <optional>

namespace linnet {

//! \brief Whom somebody lets see or do something. Friends are those who accepted, or were accepted.
enum class Audience { Everyone, Friends, Nobody };

//! \return e.g. "everyone".
QLatin1String nameOf(Audience audience);
//! \return nothing if there is no such audience.
std::optional<Audience> parseAudience(QStringView name);

//! \return an audience that is within both \p one and \p other.
constexpr Audience stricter(Audience one, Audience other)
{
    return one < other ? other : one;
}

//! \brief What somebody shows of themselves, and to whom.
struct Privacy
{
    Audience lastSeen = Audience::Everyone; //!< Also of whether they are here now.
    Audience avatar = Audience::Everyone;
    Audience groups = Audience::Everyone; //!< Who may put them into groups.
    bool readReceipts = true; //!< Whether direct chats tell that they have read.

    friend bool operator==(const Privacy &, const Privacy &) = default;
};

} // namespace linnet

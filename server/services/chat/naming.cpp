// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/naming.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet {

QString namesOf(const std::vector<User> &users)
{
    constexpr size_t MostNamed = 3;
    QStringList names;
    for (size_t i = 0; i < std::min(users.size(), MostNamed); ++i)
        names.append(users[i].displayName);
    if (users.size() > MostNamed)
        return names.join(u", "_s) + u" and %1 others"_s.arg(users.size() - MostNamed);
    const QString last = names.takeLast();
    return names.isEmpty() ? last : names.join(u", "_s) + u" and "_s + last;
}

} // namespace linnet

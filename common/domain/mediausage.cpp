// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/mediausage.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr UsageBy All[] = {UsageBy::User, UsageBy::Conversation, UsageBy::Type, UsageBy::Age};

} // namespace

QLatin1String nameOf(UsageBy by)
{
    switch (by) {
    case UsageBy::User:
        return "user"_L1;
    case UsageBy::Conversation:
        return "conversation"_L1;
    case UsageBy::Type:
        return "type"_L1;
    case UsageBy::Age:
        return "age"_L1;
    }
    Q_UNREACHABLE();
}

std::optional<UsageBy> parseUsageBy(QStringView name)
{
    for (const UsageBy by : All) {
        if (nameOf(by) == name)
            return by;
    }
    return std::nullopt;
}

QStringList usageByNames()
{
    QStringList names;
    for (const UsageBy by : All)
        names.append(nameOf(by));
    return names;
}

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/erasure.h"

namespace linnet {

using namespace Qt::StringLiterals;

QLatin1String nameOf(Erasure::Messages messages)
{
    return messages == Erasure::Messages::Kept ? "keep"_L1 : "remove"_L1;
}

std::optional<Erasure::Messages> parseErasureMessages(QStringView name)
{
    for (const auto messages : {Erasure::Messages::Kept, Erasure::Messages::Removed}) {
        if (nameOf(messages) == name)
            return messages;
    }
    return std::nullopt;
}

void addCount(QJsonObject &counts, const QString &what, qint64 number)
{
    counts[what] = counts[what].toInteger() + number;
}

} // namespace linnet

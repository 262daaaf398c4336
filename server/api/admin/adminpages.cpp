// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminpages.h"

using namespace Qt::StringLiterals;

namespace linnet::admin {

Schema pageSchema(Schema fields)
{
    return fields << Field{"limit"_L1, Field::Type::Integer, Field::Need::Optional, 1, 200}
                  << Field{"cursor"_L1, Field::Type::String, Field::Need::Optional};
}

int limitParam(const QJsonObject &params)
{
    return params["limit"_L1].toInt(DefaultLimit);
}

Error foreignCursor()
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1,
            u"cursor must be one this server gave"_s};
}

Answer pageAnswer(const QJsonArray &items, const std::optional<QString> &next)
{
    return {QJsonObject{{"items"_L1, items},
                        {"nextCursor"_L1, next ? QJsonValue(*next) : QJsonValue()}}};
}

Answer countAnswer(qint64 count)
{
    return {QJsonObject{{"count"_L1, count}, {"isExact"_L1, true}}};
}

} // namespace linnet::admin

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/admin/historybatch.h"

#include <QJsonValue>

//! \brief What was written elsewhere, as those who bring it in say it.
namespace linnet::admin {

//! \return an InvalidInput error that names \p field if \p value is no id.
template <typename IdType>
Result<IdType> idParam(const QJsonValue &value, QLatin1String field)
{
    const auto id = IdType::parse(value.toString());
    if (!id)
        return Error{Error::Kind::InvalidInput, QLatin1String("invalid_input"),
                     field + QStringLiteral(" must be an id")};
    return *id;
}

//! \return nothing if \p value is missing; an InvalidInput error if \p field is no time.
Result<std::optional<Timestamp>> pastTimeOf(const QJsonValue &value, QLatin1String field);
//! \return the message that another thing is about; nothing if \p value is missing.
Result<std::optional<PastReference>> pastReferenceOf(const QJsonValue &value, QLatin1String field);
Result<PastMessage> pastMessageOf(const QJsonValue &value);
Result<PastMarks> pastMarksOf(const QJsonValue &value);

} // namespace linnet::admin

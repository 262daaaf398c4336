// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/erasure.h"
#include "server/storage/sql/sqlrow.h"

#include <QJsonDocument>

namespace linnet {

//! The columns that toErasure() takes an erasure from.
#define LINNET_ERASURE_COLUMNS(e)                                                                  \
    e "account_id, " e "requested_at, " e "requested_by, " e "due_at, " e "messages, " e           \
      "begun_at, " e "erased_at, " e "counts, " e "receipt"

constexpr int ErasureColumns = 9;

//! \param first the column at which the erasure's columns begin.
inline Erasure toErasure(const SqlRow &row, int first = 0)
{
    return {.user = row.id<UserId>(first),
            .requestedAt = row.time(first + 1),
            .requestedBy = row.text(first + 2),
            .dueAt = row.time(first + 3),
            .messages =
                row.number(first + 4) == 0 ? Erasure::Messages::Kept : Erasure::Messages::Removed,
            .begunAt = row.optionalTime(first + 5),
            .erasedAt = row.optionalTime(first + 6),
            .counts = QJsonDocument::fromJson(row.text(first + 7).toUtf8()).object(),
            .receipt = row.text(first + 8).toLatin1()};
}

} // namespace linnet

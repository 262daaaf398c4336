// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/mergeprogress.h"
#include "common/domain/merger.h"
#include "server/storage/sql/enumcodes.h"
#include "server/storage/sql/sqlrow.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace linnet {

//! The columns that toMerger() takes a merger from.
#define LINNET_MERGER_COLUMNS(m) m "account_id, " m "into_id, " m "merged_at, " m "merged_by"

constexpr int MergerColumns = 4;

//! The columns that toMergeProgress() takes it from.
#define LINNET_MERGER_PROGRESS_COLUMNS                                                             \
    "account_id, state, phase, conversation_id, place, steps, row_count, ended_sessions, "         \
    "before, after, freed, ended_at, problem"

//! \param first the column at which the merger's columns begin.
inline Merger toMerger(const SqlRow &row, int first = 0)
{
    return {.from = row.id<UserId>(first),
            .into = row.id<UserId>(first + 1),
            .at = row.time(first + 2),
            .by = row.text(first + 3)};
}

inline MergeProgress toMergeProgress(const SqlRow &row)
{
    MergeProgress progress{.from = row.id<UserId>(0),
                           .state = fromCode<MergeProgress::State>(row.number(1)),
                           .phase = fromCode<MergePhase>(row.number(2)),
                           .conversation = row.id<ConversationId>(3),
                           .place = row.integer(4),
                           .steps = row.integer(5),
                           .rows = row.integer(6),
                           .endedSessions = row.integer(7),
                           .before = QJsonDocument::fromJson(row.text(8).toUtf8()).object(),
                           .after = QJsonDocument::fromJson(row.text(9).toUtf8()).object(),
                           .endedAt = row.optionalTime(11),
                           .problem = row.text(12)};
    for (const auto &freed : QJsonDocument::fromJson(row.text(10).toUtf8()).array())
        progress.freed.append(freed.toString());
    return progress;
}

} // namespace linnet

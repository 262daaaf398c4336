// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace linnet {

//! \brief What merging two accounts does, in this order.
enum class MergePhase {
    Seats, //!< The target takes the source's place in each conversation.
    Messages, //!< Those of one conversation after the other become the target's,
    Readings, //!< and what is known of when they read.
    Belongings, //!< Files, sessions, friends, blocks, notifications, stars and reports.
    Identity, //!< What the source is known by becomes the target's, and the source is closed.
    Counting, //!< It is told what both have now.
};

//! \brief How far merging one account into another is.
struct MergeProgress
{
    enum class State { Waiting, Running, Done, Failed };

    UserId from; //!< As Merger::from.
    State state = State::Waiting;
    MergePhase phase = MergePhase::Seats;
    ConversationId conversation; //!< The one it is at, or the last one that is done.
    qint64 place = 0; //!< Within it, or among the belongings; what the phase makes of it.
    qint64 steps = 0; //!< Transactions so far.
    qint64 rows = 0; //!< Changed by them.
    qint64 endedSessions = 0;
    QJsonObject before =
        {}; //!< How many of what "source" and "target" had: see MergeStore::tally().
    QJsonObject after = {}; //!< The same when it is done; empty until then.
    QStringList freed = {}; //!< What the two were known by, and nobody is any more.
    std::optional<Timestamp> endedAt = {};
    QString problem = {}; //!< Why it failed.

    bool isUnderWay() const { return state == State::Waiting || state == State::Running; }

    friend bool operator==(const MergeProgress &, const MergeProgress &) = default;
};

inline QLatin1String nameOf(MergeProgress::State state)
{
    switch (state) {
    case MergeProgress::State::Waiting:
        return QLatin1String("waiting");
    case MergeProgress::State::Running:
        return QLatin1String("running");
    case MergeProgress::State::Done:
        return QLatin1String("done");
    case MergeProgress::State::Failed:
        break;
    }
    return QLatin1String("failed");
}

} // namespace linnet

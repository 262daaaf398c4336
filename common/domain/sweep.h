// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace linnet {

//! \brief How long files are kept, and how much room they may take.
struct SweepRules
{
    using Duration = std::chrono::milliseconds;

    Duration uploadGrace = std::chrono::hours(24); //!< So long may an upload wait to be sent.
    Duration greatestAge{}; //!< Zero: files are kept for ever.
    qint64 budget = 0; //!< Bytes of files; zero: any.

    //! \return whether files go that somebody needs.
    bool limitsFiles() const { return greatestAge > Duration() || budget > 0; }

    friend bool operator==(const SweepRules &, const SweepRules &) = default;
};

//! \brief How many files, and the bytes that are free without them: those of thumbnails are beside.
struct SweepTally
{
    qint64 files = 0;
    qint64 bytes = 0;

    void add(qint64 size)
    {
        ++files;
        bytes += size;
    }

    friend bool operator==(const SweepTally &, const SweepTally &) = default;
};

//! \brief What a sweep came across.
struct SweepFindings
{
    SweepTally unused; //!< Files that no message and no picture needs any more, or ever did.
    SweepTally tooOld;
    SweepTally noRoom;
    SweepTally unreferenced; //!< Blobs that no file consists of.
    SweepTally leftovers; //!< Of blobs whose writing was cut short.
    qint64 missing = 0; //!< Files whose blob is not there: nothing is done about them.
    std::vector<MediaId> missingFiles; //!< The oldest of those.

    friend bool operator==(const SweepFindings &, const SweepFindings &) = default;
};

//! How many of those that are missing are named.
inline constexpr size_t MostMissingNamed = 50;

//! \brief A search for what takes room and is needed no more, as the server remembers it.
struct Sweep
{
    enum class State { UnderWay, Done, Failed };
    enum class Mode {
        ForReal, //!< What is found is removed.
        DryRun, //!< It is only counted.
    };
    //! \brief How far it is.
    struct Progress
    {
        QString step; //!< "files", "retention" or "blobs"; empty: it has not begun.
        qint64 done = 0;

        friend bool operator==(const Progress &, const Progress &) = default;
    };

    qint64 number = 0; //!< 1, 2, 3, …, by age; 0: not stored yet.
    State state = State::UnderWay;
    Mode mode = Mode::ForReal;
    SweepRules rules; //!< As they were when it was asked for.
    QString requestedBy; //!< As the audit log has it.
    Timestamp requestedAt{};
    std::optional<Timestamp> endedAt;
    Progress progress;
    SweepFindings findings;
    QString problem; //!< Why it failed.

    friend bool operator==(const Sweep &, const Sweep &) = default;
};

//! \return "under-way", "done" or "failed".
QLatin1String nameOf(Sweep::State state);

QJsonObject toJson(const SweepRules &rules);
SweepRules sweepRules(const QJsonObject &object);

QJsonObject toJson(const SweepFindings &findings);
SweepFindings sweepFindings(const QJsonObject &object);

} // namespace linnet

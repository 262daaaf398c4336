// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"

#include <QString>

#include <optional>

namespace linnet {

//! The kind of the jobs that make backups, and verify them.
constexpr QLatin1String BackupJobKind("backup");

//! \brief A backup of this server, as the server remembers it.
struct Backup
{
    enum class State { UnderWay, Made, Failed };
    //! \brief What became of restoring it into a scratch folder.
    enum class Proof { None, UnderWay, Restored, Failed };

    qint64 number = 0; //!< 1, 2, 3, …, by age; 0: not stored yet.
    QString name; //!< Of its file in the folder of backups; elsewhere its path.
    State state = State::UnderWay;
    qint64 size = 0; //!< Bytes, once it is made.
    Timestamp createdAt{};
    QString problem; //!< Why it failed.
    Proof proof = Proof::None;
    std::optional<Timestamp> provenAt; //!< When that ended, whichever way.
    QString proofProblem; //!< Why it could not be restored.
};

//! \return what the file of a backup that is made at \p time is called:
//! "linnet-20260131T090500042Z.backup".
QString backupName(Timestamp time);

} // namespace linnet

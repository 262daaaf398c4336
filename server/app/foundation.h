// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/idgenerator.h"
#include "server/app/config.h"
#include "server/app/jobparts.h"
#include "server/app/options.h"
#include "server/backup/backupjob.h"
#include "server/bus/inprocessbus.h"
#include "server/services/admin/sweepjob.h"
#include "server/services/cpupool.h"
#include "server/storage/blob/fileblobstore.h"
#include "server/storage/sql/sqldatabase.h"

namespace linnet {

//! \brief What all services stand on: time, ids, events, storage, jobs, and threads for slow
//! work.
struct Foundation
{
    //! Opens the database below \p config's data directory. Blocks.
    static Result<std::unique_ptr<SqlDatabase>> openDatabase(const Config &config);

    //! \param database as openDatabase() has opened it; null: it is opened. Blocks.
    static Result<std::unique_ptr<Foundation>> open(
        const Config &config, const Options &options = {},
        std::unique_ptr<SqlDatabase> database = nullptr);

    explicit Foundation(const Config &config);

    const SystemClock clock;
    InProcessBus bus;
    std::unique_ptr<SqlDatabase> database;
    IdGenerator ids;
    FileBlobStore blobs;
    CpuPool cpu; //!< Long bodies and answers.
    CpuPool signing; //!< Tokens: who asks for what is long keeps nobody from signing in.
    CpuPool files; //!< Taking files in: who sends large pictures keeps nobody from signing in.
    CpuPool hashing; //!< Passwords and codes: who guesses them keeps nobody from all else.
    CpuPool errands; //!< Waiting for programs and gateways that deliver codes.
    CpuPool rounds; //!< Looking at disks, and at what may not answer, for the doctor.
    std::unique_ptr<backup::BackupJob> backups;
    std::unique_ptr<SweepJob> sweeps;
    std::unique_ptr<JobParts> jobs; //!< What is done after commits.
};

//! \return \p path, below \p config's data directory unless it is absolute.
QString inDataDirectory(const Config &config, const QString &path);

//! \return where \p config has what a backup is made of.
backup::DataLayout dataLayout(const Config &config);

//! \return the files that \p config names for backups.
backup::KeyFiles backupKeyFiles(const Config &config);

} // namespace linnet

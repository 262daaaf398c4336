// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/backup.h"

#include <limits>
#include <vector>

namespace linnet {

//! \brief The backups that were made of this server, and what came of verifying them.
class BackupStore
{
public:
    virtual ~BackupStore() = default;

    //! \return NotFound if none has that name.
    virtual Result<Backup> find(const QString &name) = 0;
    //! Adds \p backup, or replaces the one of its name.
    virtual Result<> put(const Backup &backup) = 0;
    //! \return a page, the newest first; \p before is the number of a backup.
    virtual Result<std::vector<Backup>> list(
        int limit, qint64 before = std::numeric_limits<qint64>::max()) = 0;
};

} // namespace linnet

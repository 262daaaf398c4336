// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QString>

namespace linnet {

//! \brief The directory that holds all of a server's state, for one process at a time.
//!
//! Two servers on one database would hand out the same numbers, so the directory is locked for as
//! long as this object lives; the lock ends with the process, however that ends.
class DataDirectory
{
public:
    DataDirectory() = default;
    ~DataDirectory();
    Q_DISABLE_COPY_MOVE(DataDirectory)

    //! Makes \p path if it is not there, readable by its owner only, and locks it.
    Result<> open(const QString &path);

private:
    int m_lock = -1;
};

} // namespace linnet

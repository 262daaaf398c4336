// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QtGlobal>

namespace linnet::cli {

//! \brief Held by one program at a time, to the end of its life.
class FileLock
{
public:
    FileLock() = default;
    ~FileLock();
    Q_DISABLE_COPY_MOVE(FileLock)

    //! Waits until nobody else holds the lock that the file at \p path stands for, which is made.
    Result<> take(const QString &path);

private:
    int m_descriptor = -1;
};

} // namespace linnet::cli

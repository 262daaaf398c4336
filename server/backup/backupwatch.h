// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <functional>
#include <stop_token>

namespace linnet::backup {

//! \brief Who looks on while a backup is made or read, and may end it.
struct BackupWatch
{
    std::stop_token stop = {};
    std::function<void(qint64 bytes)> progress = [](qint64) {}; //!< Of the file, so far.
};

} // namespace linnet::backup

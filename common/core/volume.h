// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace linnet {

//! \brief What a file system has, in bytes.
struct Volume
{
    qint64 total = 0;
    qint64 available = 0; //!< To whom does not run as root.
    bool isReadOnly = false;
};

//! \return that of \p path or, where there is nothing yet, of what it will be made in; nothing if
//! it does not answer. Asks statvfs(2): QStorageInfo looks for it in the list of what is mounted,
//! which in a chroot does not name it. Blocks on the disk.
std::optional<Volume> volumeAt(QString path);

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/volume.h"

#include <QFile>
#include <QFileInfo>

#include <sys/statvfs.h>

namespace linnet {

std::optional<Volume> volumeAt(QString path)
{
    while (!QFileInfo::exists(path) && QFileInfo(path).path() != path)
        path = QFileInfo(path).path();
    struct statvfs found = {};
    if (::statvfs(QFile::encodeName(path).constData(), &found) != 0)
        return std::nullopt;
    const auto bytes = [&found](fsblkcnt_t blocks) { return qint64(blocks * found.f_frsize); };
    return Volume{bytes(found.f_blocks), bytes(found.f_bavail), (found.f_flag & ST_RDONLY) != 0};
}

} // namespace linnet

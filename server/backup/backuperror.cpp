// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/backup/backuperror.h"

#include <cerrno>
#include <cstring>

namespace linnet::backup {

using namespace Qt::StringLiterals;

Error damaged(const QString &how)
{
    return {Error::Kind::InvalidInput, "backup_damaged"_L1,
            u"The backup is damaged: %1."_s.arg(how)};
}

Error wrongKey()
{
    return {Error::Kind::Forbidden, "backup_key"_L1,
            u"The passphrase or key does not open this backup, or its beginning is damaged."_s};
}

Error fileFailure(const QString &path)
{
    const QString reason = QString::fromLocal8Bit(std::strerror(errno));
    return {Error::Kind::Unavailable, "backup_file"_L1, u"A file of the backup cannot be used."_s,
            u"%1: %2"_s.arg(path, reason)};
}

Error interrupted()
{
    return {Error::Kind::Unavailable, "interrupted"_L1, u"Interrupted."_s};
}

} // namespace linnet::backup

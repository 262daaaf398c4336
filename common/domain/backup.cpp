// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/backup.h"

using namespace Qt::StringLiterals;

namespace linnet {

QString backupName(Timestamp time)
{
    const QString stamp = toIso(time).remove(u'-').remove(u':').remove(u'.');
    return u"linnet-%1.backup"_s.arg(stamp);
}

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/partlydone.h"

namespace linnet {

using namespace Qt::StringLiterals;

Error partlyDone(Error error, qint64 count, const QString &things)
{
    if (count > 0)
        error.message +=
            u" It was done to %1 %2 before that; ask again for the rest."_s.arg(count).arg(things);
    return error;
}

} // namespace linnet

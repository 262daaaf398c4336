// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/suspension.h"

namespace linnet {

using namespace Qt::StringLiterals;

Error accountSuspended(const Suspension &suspension)
{
    const QString message = suspension.until
        ? u"This account is suspended until %1."_s.arg(toIso(*suspension.until))
        : u"This account is suspended."_s;
    return {Error::Kind::Forbidden, "account_suspended"_L1, message};
}

} // namespace linnet

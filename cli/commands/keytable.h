// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output/table.h"

namespace linnet::cli {

//! \return how keys that access tokens are signed with are shown.
inline Table keyTable()
{
    using namespace Qt::StringLiterals;
    return {u"KeyList"_s,
            {{u"ID"_s, u"id"_s},
             {u"STATE"_s, u"state"_s},
             {u"SINCE"_s, u"since"_s, Column::As::Time},
             {u"UNTIL"_s, u"until"_s, Column::As::Time}}};
}

} // namespace linnet::cli

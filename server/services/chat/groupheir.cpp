// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/groupheir.h"

#include "server/storage/stores.h"

namespace linnet {

Result<UserId> heirAmong(Stores &stores, const std::vector<Member> &members, Timestamp now)
{
    for (const Member &member : members) {
        const auto suspension = stores.suspensions.find(member.user);
        if (!suspension)
            return suspension.error();
        if (!*suspension || !(*suspension)->isInForce(now))
            return member.user;
    }
    return members.front().user;
}

} // namespace linnet

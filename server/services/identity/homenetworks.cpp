// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/homenetworks.h"

#include "server/services/identity/budgets.h"

namespace linnet {

namespace {

constexpr std::chrono::hours Lately(30 * 24);

} // namespace

Result<QSet<QString>> homeNetworks(Stores &stores, UserId user, Timestamp now)
{
    QSet<QString> networks;
    if (user.isNull())
        return networks;
    const auto addresses = stores.sessions.listAddresses(user, now, now - Lately);
    if (!addresses)
        return addresses.error();
    for (const QString &address : *addresses)
        networks.insert(networkOf(QHostAddress(address)));
    return networks;
}

} // namespace linnet

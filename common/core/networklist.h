// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QHostAddress>
#include <QStringList>

#include <vector>

namespace linnet {

//! \return \p address, as IPv4 if it is an IPv4 one in IPv6's clothes.
QHostAddress plainAddress(const QHostAddress &address);

//! \brief Addresses and networks from the configuration, e.g. "10.0.0.0/8" or "::1".
class NetworkList
{
public:
    //! \return an InvalidInput error that names the first entry it does not understand.
    static Result<NetworkList> parse(const QStringList &entries);
    static NetworkList loopback();

    bool contains(const QHostAddress &address) const;

    //! \return what parse() makes the same list of.
    QStringList entries() const;

    bool operator==(const NetworkList &) const = default;

private:
    std::vector<std::pair<QHostAddress, int>> m_networks;
};

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/networklist.h"

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

QHostAddress plainAddress(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    return isIpv4 ? QHostAddress(ipv4) : address;
}

Result<NetworkList> NetworkList::parse(const QStringList &entries)
{
    NetworkList list;
    for (const QString &entry : entries) {
        const auto network = QHostAddress::parseSubnet(entry);
        if (network.first.isNull())
            return Error{Error::Kind::InvalidInput, "invalid_network"_L1,
                         u"\"%1\" is neither an address nor a network"_s.arg(entry)};
        list.m_networks.emplace_back(network);
    }
    return list;
}

NetworkList NetworkList::loopback()
{
    return *parse({u"127.0.0.0/8"_s, u"::1"_s});
}

bool NetworkList::contains(const QHostAddress &address) const
{
    const QHostAddress plain = plainAddress(address);
    return std::any_of(m_networks.begin(), m_networks.end(), [&](const auto &network) {
        return plain.isInSubnet(network.first, network.second);
    });
}

} // namespace linnet

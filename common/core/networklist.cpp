// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/networklist.h"

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

//! \return \p network, as one of IPv4 if it is an IPv4 one in IPv6's clothes.
QPair<QHostAddress, int> plainNetwork(const QPair<QHostAddress, int> &network)
{
    constexpr int Clothes = 96; // RFC 4291, section 2.5.5.2
    const QHostAddress plain = plainAddress(network.first);
    // "::" counts as IPv4's "any address", but a network that begins there is one of IPv6.
    if (network.second < Clothes || network.first == QHostAddress(QHostAddress::AnyIPv6)
        || plain.protocol() == network.first.protocol())
        return network;
    return {plain, network.second - Clothes};
}

} // namespace

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
        list.m_networks.emplace_back(plainNetwork(network));
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

QStringList NetworkList::entries() const
{
    QStringList entries;
    for (const auto &[address, prefix] : m_networks)
        entries.append(address.toString() + u'/' + QString::number(prefix));
    return entries;
}

} // namespace linnet

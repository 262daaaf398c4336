// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/publicaddress.h"

#include "common/core/networklist.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

// IANA's special-purpose registries. What has an IPv4 address in it could lead to any of those.
const QStringList Special = {
    u"0.0.0.0/8"_s,      u"10.0.0.0/8"_s,     u"100.64.0.0/10"_s, u"127.0.0.0/8"_s,
    u"169.254.0.0/16"_s, u"172.16.0.0/12"_s,  u"192.0.0.0/24"_s,  u"192.0.2.0/24"_s,
    u"192.88.99.0/24"_s, u"192.168.0.0/16"_s, u"198.18.0.0/15"_s, u"198.51.100.0/24"_s,
    u"203.0.113.0/24"_s, u"224.0.0.0/4"_s,    u"240.0.0.0/4"_s,   u"::/96"_s,
    u"64:ff9b::/96"_s,   u"64:ff9b:1::/48"_s, u"100::/64"_s,      u"2001::/23"_s,
    u"2001:db8::/32"_s,  u"2002::/16"_s,      u"3fff::/20"_s,     u"5f00::/16"_s,
    u"fc00::/7"_s,       u"fe80::/10"_s,      u"fec0::/10"_s,     u"ff00::/8"_s,
};

} // namespace

bool isPublicAddress(const QHostAddress &address)
{
    static const NetworkList special = NetworkList::parse(Special).value();
    QHostAddress plain = plainAddress(address);
    plain.setScopeId({});
    return !plain.isNull() && !special.contains(plain);
}

} // namespace linnet

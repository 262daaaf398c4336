// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/requestorigin.h"

#include "server/net/httptarget.h"

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

//! \return what the nearest proxy says; empty if there is none that is trusted.
QByteArray forwarded(const net::Request &request, const NetworkList &proxies, QByteArrayView name)
{
    if (!proxies.contains(request.peer.address))
        return {};
    const QByteArray value = request.headers.value(name);
    return value.sliced(value.lastIndexOf(',') + 1).trimmed();
}

//! Stricter than RFC 3986, because this goes into URLs that others follow.
bool isPlainHost(QByteArrayView host)
{
    const auto isPlain = [](char c) {
        const bool isAlphanumeric =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        return isAlphanumeric || QByteArrayView(".-_:[]").contains(c);
    };
    return net::isAuthority(host) && std::all_of(host.begin(), host.end(), isPlain);
}

QString ownAddress(const net::Peer &peer)
{
    const bool isIpv6 = peer.localAddress.protocol() == QAbstractSocket::IPv6Protocol;
    const QString address = peer.localAddress.toString();
    return u"%1:%2"_s.arg(isIpv6 ? u'[' + address + u']' : address).arg(peer.localPort);
}

QString hostOf(const net::Request &request, const NetworkList &proxies)
{
    for (const QByteArray &host :
         {forwarded(request, proxies, "x-forwarded-host"), request.headers.value("host")}) {
        if (isPlainHost(host))
            return QString::fromLatin1(host);
    }
    return ownAddress(request.peer);
}

} // namespace

QString requestOrigin(const net::Request &request, const QString &publicUrl,
                      const NetworkList &proxies)
{
    if (!publicUrl.isEmpty())
        return publicUrl;
    const bool isSecure = cameSecurely(request, publicUrl, proxies);
    return (isSecure ? "https://"_L1 : "http://"_L1) + hostOf(request, proxies);
}

bool cameSecurely(const net::Request &request, const QString &publicUrl, const NetworkList &proxies)
{
    if (request.peer.isSecure || publicUrl.startsWith("https://"_L1))
        return true;
    const QByteArray scheme = forwarded(request, proxies, "x-forwarded-proto");
    return scheme.compare("https", Qt::CaseInsensitive) == 0;
}

} // namespace linnet

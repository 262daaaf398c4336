// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/client/serveraddress.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

Error wrongAddress(const QString &text)
{
    return {Error::Kind::InvalidInput, "server_address"_L1,
            u"\"%1\" is not the address of a server; write https://chat.example.org"_s.arg(text)};
}

} // namespace

Result<ServerAddress> parseServerAddress(const QString &text)
{
    if (text.startsWith(u"unix:"_s)) {
        const QString path = text.mid(5);
        if (!path.startsWith(u'/'))
            return wrongAddress(text);
        return ServerAddress{u"http://localhost"_s, path};
    }
    const QUrl url(text.contains(u"://"_s) ? text : u"https://"_s + text, QUrl::StrictMode);
    const bool isHttp = url.scheme() == u"http"_s || url.scheme() == u"https"_s;
    const bool hasMore = !url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment();
    if (!url.isValid() || !isHttp || url.host().isEmpty() || hasMore)
        return wrongAddress(text);
    QString address = url.toString(QUrl::FullyEncoded | QUrl::NormalizePathSegments);
    while (address.endsWith(u'/'))
        address.chop(1);
    return ServerAddress{address};
}

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/httpdate.h"

#include <QDateTime>
#include <QLocale>

namespace linnet::net {

QByteArray httpDate()
{
    thread_local qint64 madeAt = -1;
    thread_local QByteArray made;
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    if (std::exchange(madeAt, now) != now)
        made = QLocale::c()
                   .toString(QDateTime::fromSecsSinceEpoch(now, Qt::UTC),
                             QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"))
                   .toLatin1();
    return made;
}

} // namespace linnet::net

// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/versionskew.h"

#include <QVersionNumber>

#include <cstdlib>

using namespace Qt::StringLiterals;

namespace linnet::cli {

QString versionWarning(const QString &client, const QString &server)
{
    const QVersionNumber ours = QVersionNumber::fromString(client);
    const QVersionNumber theirs = QVersionNumber::fromString(server);
    if (ours.isNull() || theirs.isNull())
        return {};
    const bool isNear = ours.majorVersion() == theirs.majorVersion()
        && std::abs(ours.minorVersion() - theirs.minorVersion()) <= 1;
    if (isNear)
        return {};
    return u"linnetctl is of version %1, and the server of version %2; "
           "they may not understand each other."_s.arg(client, server);
}

} // namespace linnet::cli

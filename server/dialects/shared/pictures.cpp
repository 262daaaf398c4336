// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/pictures.h"

using namespace Qt::StringLiterals;

namespace linnet {

QString absoluteUrl(const QString &origin, const QString &url)
{
    const bool isPath = url.startsWith(u'/') && !url.startsWith("//"_L1);
    return isPath ? origin + url : url;
}

QString relativeUrl(const QString &origin, const QString &url)
{
    const bool isOurs = !origin.isEmpty() && url.startsWith(origin + u'/');
    return isOurs ? url.mid(origin.size()) : url;
}

QString linkedText(const Message &message, const QString &origin)
{
    const bool isShown = message.mediaUrl.isEmpty() || message.kind == MessageKind::Image;
    if (isShown || message.body.contains(message.mediaUrl)) // Edited where the link was seen.
        return message.body;
    const QString url = absoluteUrl(origin, message.mediaUrl);
    return message.body.isEmpty() ? url : message.body + u'\n' + url;
}

QCoro::Task<Result<QString>> keepPicture(MediaService *media, Call call)
{
    if (!call.file)
        co_return QString();
    const auto kept = co_await media->add(call.caller.user, call.file->path, call.file->name,
                                          MediaFilter::Pictures);
    if (!kept)
        co_return kept.error();
    co_return mediaPath(*kept);
}

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/mediapath.h"
#include "common/domain/message.h"
#include "server/api/endpoint.h"
#include "server/services/media/mediaservice.h"

//! \brief Files as dialects pass them on: stored as paths of this server, shown as URLs.
namespace linnet {

//! \return \p url as pages of another origin can follow it: a path is taken to be one of \p origin.
QString absoluteUrl(const QString &origin, const QString &url);

//! The way back, for what clients send as it was shown to them: pages of another dialect, or who
//! comes to this server by another name, could not follow it.
//! \return \p url as a path if it is one of \p origin, else as it is.
QString relativeUrl(const QString &origin, const QString &url);

//! \return the text of \p message for pages that show no files but pictures: with a link to what
//! they cannot show.
QString linkedText(const Message &message, const QString &origin);

//! Keeps the picture that came with \p call, as its caller's. \p media outlives the task.
//! \return its path, or an empty text if there came none.
QCoro::Task<Result<QString>> keepPicture(MediaService *media, Call call);

} // namespace linnet

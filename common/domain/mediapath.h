// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/media.h"

namespace linnet {

//! \return where \p media is found on this server.
QString mediaPath(const Media &media);
//! \return where its thumbnail is found; empty if it has none.
QString thumbnailPath(const Media &media);

} // namespace linnet

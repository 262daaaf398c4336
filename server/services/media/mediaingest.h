// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/media.h"
#include "server/storage/blobstore.h"

namespace linnet {

//! \brief What is taken in.
enum class MediaFilter { Anything, Pictures };

//! \brief Judges an uploaded file, cleans it and stores its bytes.
//!
//! Slow: for the CPU pool.
//! \param path the file as it came in; it is only read.
//! \return what is known of the file now: type, size, dimensions, blob, thumbnail. The error names
//! what is wrong with the file.
Result<Media> ingestMedia(const QString &path, MediaFilter filter, BlobStore &blobs);

} // namespace linnet

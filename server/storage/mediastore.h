// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/media.h"

#include <vector>

namespace linnet {

class MediaStore
{
public:
    virtual ~MediaStore() = default;

    virtual Result<> add(const Media &media) = 0;

    //! \return NotFound if nothing has that name; names cannot be guessed.
    virtual Result<Media> find(const QByteArray &name) = 0;

    //! \return files of \p owner that are no part of a message or of a group's profile.
    virtual Result<std::vector<Media>> listUnneeded(UserId owner, int limit) = 0;
    virtual Result<> remove(MediaId id) = 0;
    //! \return whether a file that can be read, or its thumbnail, consists of the blob \p sha256.
    virtual Result<bool> refersTo(const QByteArray &sha256) = 0;
};

} // namespace linnet

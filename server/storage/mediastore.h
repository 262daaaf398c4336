// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/media.h"

namespace linnet {

class MediaStore
{
public:
    virtual ~MediaStore() = default;

    virtual Result<> add(const Media &media) = 0;

    //! \return NotFound if nothing has that name; names cannot be guessed.
    virtual Result<Media> find(const QByteArray &name) = 0;
};

} // namespace linnet

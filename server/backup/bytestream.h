// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QByteArray>

namespace linnet::backup {

//! \brief Where bytes go, one part after the other.
class ByteSink
{
public:
    virtual ~ByteSink() = default;

    virtual Result<> write(QByteArrayView bytes) = 0;
    //! Says that all has been written. Without it nothing counts as whole.
    virtual Result<> finish() = 0;
};

//! \brief Where bytes come from.
class ByteSource
{
public:
    virtual ~ByteSource() = default;

    //! \return the next \p most bytes, fewer at the end, and none after it.
    virtual Result<QByteArray> read(qsizetype most) = 0;
};

} // namespace linnet::backup

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QByteArray>
#include <QString>

namespace linnet {

//! \brief Files addressed by what is in them. Safe from any thread; blocks on the disk.
class BlobStore
{
public:
    virtual ~BlobStore() = default;

    //! Stores \p content durably, once however often it is added.
    //! \return its address: the SHA-256 of \p content, 32 bytes.
    virtual Result<QByteArray> add(const QByteArray &content) = 0;

    //! Takes the blob away; none is there afterwards. Who stores a file of the same content at that
    //! time looks whether it still is, once what refers to it is stored.
    virtual Result<> remove(const QByteArray &sha256) = 0;

    //! \return where the blob \p sha256 can be read; nothing is said of whether it is there.
    virtual QString path(const QByteArray &sha256) const = 0;
};

} // namespace linnet

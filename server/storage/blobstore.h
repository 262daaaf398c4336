// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace linnet {

//! Into so many parts a BlobStore divides what it has.
inline constexpr int BlobShelves = 256;

//! \brief A file in which a blob is, or was to be.
struct BlobFile
{
    QByteArray sha256; //!< Its address; empty of a leftover, whose writing was cut short.
    QString path;
    qint64 size = 0; //!< Bytes.
    Timestamp modifiedAt{};
};

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

    //! \return whether the blob \p sha256 is there.
    virtual bool contains(const QByteArray &sha256) const = 0;

    //! \return all that is in one of the BlobShelves, in no order. Files that are none of the
    //! store's are left out.
    virtual Result<std::vector<BlobFile>> list(int shelf) const = 0;
    //! Takes away what list() found to be a leftover.
    virtual Result<> removeLeftover(const BlobFile &file) = 0;

    //! \return where the blob \p sha256 can be read; nothing is said of whether it is there.
    virtual QString path(const QByteArray &sha256) const = 0;
};

} // namespace linnet

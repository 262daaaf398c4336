// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/blobstore.h"

namespace linnet {

//! \brief Blobs as files below one directory: ab/cdef… is the blob whose SHA-256 is abcdef…. What
//! is being written beside them is called new-…
class FileBlobStore : public BlobStore
{
public:
    //! \param directory made on first use, readable by its owner only.
    explicit FileBlobStore(QString directory);

    Result<QByteArray> add(const QByteArray &content) override;
    Result<> remove(const QByteArray &sha256) override;
    bool contains(const QByteArray &sha256) const override;
    Result<std::vector<BlobFile>> list(int shelf) const override;
    Result<> removeLeftover(const BlobFile &file) override;
    QString path(const QByteArray &sha256) const override;

private:
    QString m_directory;
};

} // namespace linnet

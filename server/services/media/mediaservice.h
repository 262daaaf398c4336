// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/idgenerator.h"
#include "common/core/result.h"
#include "common/domain/media.h"
#include "server/services/cpupool.h"
#include "server/services/media/mediaingest.h"
#include "server/storage/database.h"

#include <QCoroTask>

namespace linnet {

//! \brief Takes files in and hands them out.
//!
//! A file's name is a secret of 128 random bits: whoever was given it may read it, as pages that
//! show it in an <img> send no credentials.
class MediaService
{
public:
    //! All outlive the service.
    MediaService(Database &database, BlobStore &blobs, CpuPool &pool, IdGenerator &ids,
                 const Clock &clock);

    //! Takes over the content of the file at \p path, which stays where it is.
    //! \param originalName as the uploader called it: shown, never used as a path.
    //! \return UnsupportedType, InvalidInput for a damaged image, or Unavailable.
    QCoro::Task<Result<Media>> add(UserId owner, QString path, QString originalName,
                                   MediaFilter filter = MediaFilter::Anything);

    //! \return NotFound if there is no file of that name; Gone if it was removed.
    QCoro::Task<Result<Media>> find(QByteArray name);

    //! \return where a blob of a Media can be read.
    QString path(const QByteArray &sha256) const { return m_blobs.path(sha256); }

private:
    bool isThere(const Media &media) const;

    Database &m_database;
    BlobStore &m_blobs;
    CpuPool &m_pool;
    IdGenerator &m_ids;
    const Clock &m_clock;
};

} // namespace linnet

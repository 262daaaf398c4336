// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/mediausage.h"
#include "server/services/admin/admincontext.h"
#include "server/storage/medialiststore.h"

#include <QCoroTask>

#include <optional>
#include <vector>

namespace linnet {

class CpuPool;

//! \brief Where a server keeps what it stores.
struct StoragePlaces
{
    QString database; //!< The file.
    QString media; //!< The directory.
};

//! \brief How much fits on the volume of something.
struct VolumeSpace
{
    qint64 bytes = 0; //!< In all; 0: that is not known.
    qint64 freeBytes = 0; //!< That the server may still use.
};

//! \brief What takes how much room.
struct StorageUse
{
    MediaTotals media;
    qint64 databaseBytes = 0; //!< With its log.
    VolumeSpace databaseVolume;
    VolumeSpace mediaVolume; //!< The same one, where both are on it.
};

//! \brief A page of everybody's files.
struct MediaPage
{
    std::vector<MediaView> files;
    std::optional<ListPlace> next; //!< Set if there are more: to be passed as "after".
};

//! \brief What a server stores: what takes the room, and which files there are. What is in them is
//! not told.
class StorageService
{
public:
    //! \p pool outlives it.
    StorageService(AdminContext context, StoragePlaces places, CpuPool &pool);

    QCoro::Task<Result<StorageUse>> use();
    //! \return the largest shares, and the rest together. \param limit more than 200 means 200.
    QCoro::Task<Result<MediaUsage>> usage(UsageBy by, int limit);

    //! \return what \p expression asks for; see mediaFields(). An error as of parseFilter().
    Result<Filter> parse(const QString &expression) const;
    //! \param query a limit of more than 200 means 200.
    QCoro::Task<Result<MediaPage>> list(ListQuery query);
    QCoro::Task<Result<qint64>> count(Filter filter);

private:
    const AdminContext m_context;
    const StoragePlaces m_places;
    CpuPool &m_pool;
};

} // namespace linnet

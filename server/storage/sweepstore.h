// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/media.h"
#include "common/domain/sweep.h"

#include <limits>
#include <optional>
#include <vector>

namespace linnet {

//! \brief Where a file is in the order in which a sweep goes: the oldest first.
struct MediaPlace
{
    Timestamp createdAt = Timestamp::min();
    MediaId id;
};

inline MediaPlace placeOf(const Media &media)
{
    return {media.createdAt, media.id};
}

//! \brief The sweeps that were asked for, and what they look at and take away.
//!
//! A file is unused that is part of no message and nobody's picture; what was uploaded lately may
//! still be sent, so it counts as used up to some time.
class SweepStore
{
public:
    virtual ~SweepStore() = default;

    //! \return NotFound if there was none of that number.
    virtual Result<Sweep> find(qint64 number) = 0;
    //! \return the number of \p sweep, whose own says nothing.
    virtual Result<qint64> add(const Sweep &sweep) = 0;
    //! Stores how far \p sweep is, and how it ended.
    virtual Result<> update(const Sweep &sweep) = 0;
    //! \return a page, the newest first.
    virtual Result<std::vector<Sweep>> list(int limit,
                                            qint64 before = std::numeric_limits<qint64>::max()) = 0;

    //! \return when a sweep that was no dry run was last asked for.
    virtual Result<std::optional<Timestamp>> lastForReal() = 0;

    //! \return files after \p after, also those that were removed.
    virtual Result<std::vector<Media>> listFiles(const MediaPlace &after, int limit) = 0;
    //! \return whether the file is there, unused, and older than \p uploadedBefore.
    virtual Result<bool> isUnused(MediaId id, Timestamp uploadedBefore) = 0;
    //! \return files after \p after that can be read and are not pinned, but for unused ones.
    virtual Result<std::vector<Media>> listRemovable(const MediaPlace &after,
                                                     Timestamp uploadedBefore, int limit) = 0;
    //! \return whether the file is there, can be read and is not pinned.
    virtual Result<bool> isRemovable(MediaId id) = 0;
    //! \return the bytes of all blobs of files that can be read, but for unused ones.
    virtual Result<qint64> usedBytes(Timestamp uploadedBefore) = 0;

    //! \return whether nothing would be left of \p file's content without it, the unused files
    //! before it, and, unless it is unused itself, all unused files and the removable ones before
    //! it: what a dry run has to ask.
    virtual Result<bool> wouldFree(const Media &file, Timestamp uploadedBefore) = 0;

    //! Marks what can be read no more, and of which the rest stays.
    virtual Result<> markRemoved(MediaId id, const MediaRemoval &removal) = 0;
};

} // namespace linnet

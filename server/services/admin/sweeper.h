// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/domain/media.h"
#include "common/domain/sweep.h"
#include "server/storage/sweepstore.h"

#include <chrono>
#include <optional>
#include <stop_token>
#include <vector>

namespace linnet {

class BlobStore;
class Clock;
class Database;
struct BlobFile;
struct Stores;

//! Stores how \p sweep ended, and notes in the audit log what it removed, if it was no dry run.
Result<> storeEnded(Stores &stores, const Sweep &sweep);

//! \brief Carries out one sweep, step by step: a crash in between is made up for by doing it again.
//!
//! First go the files that nobody needs, then those that are too old or that there is no room for,
//! the oldest first, then what lies on the disk and belongs to nothing. What is removed is looked
//! at again in the transaction that removes it, so whoever needed it meanwhile keeps it. All of it
//! blocks, and runs on a thread that has a Mailbox and nothing else to do.
class Sweeper
{
public:
    //! \brief What it stands on. All of it outlives it.
    struct Around
    {
        Database &database;
        BlobStore &blobs;
        const Clock &clock;
    };

    //! \param sweep as it is stored.
    Sweeper(const Around &around, Sweep sweep, std::stop_token stop);

    //! \return Unavailable if it was asked to stop before all was done.
    Result<> run();

private:
    using Files = std::vector<Media>;

    //! \brief A sweep within a transaction, which may be undone and repeated.
    struct Batch
    {
        Sweep sweep;
        qint64 used = 0; //!< Bytes of files that are kept so far.
        bool isOver = false; //!< What comes after is kept.
    };

    Result<> sweepFiles();
    Result<> lookForBlobs(const Files &files);
    Result<> sweepUnused(const Files &files);
    Result<> sweepOld();
    Result<> sweepBlobs();
    Result<> sweepBlobs(std::vector<BlobFile> files);
    Result<> finish();

    Result<Sweep> takeUnused(Stores &stores, Sweep sweep, const Files &files) const;
    Result<Batch> takeOld(Stores &stores, Batch batch, const Files &files) const;
    Result<Sweep> takeBlobs(Stores &stores, Sweep sweep, const std::vector<BlobFile> &files) const;
    std::optional<MediaRemoval::Why> verdict(const Media &file, qint64 used) const;
    Result<bool> forget(Stores &stores, const Media &file) const;
    Result<bool> markRemoved(Stores &stores, const Media &file, MediaRemoval::Why why) const;
    Result<bool> removeBlobs(Stores &stores, const Media &file) const;
    Result<bool> isReferenced(Stores &stores, const BlobFile &file) const;

    template <typename Work>
    auto transact(Work work);
    Result<> proceed(const QString &step, qint64 done);
    bool isReal() const { return m_sweep.mode == Sweep::Mode::ForReal; }

    const Around m_around;
    Sweep m_sweep;
    const std::stop_token m_stop;
    const Timestamp m_startedAt;
    const Timestamp m_uploadedBefore; //!< What is younger may still be sent.
    std::chrono::steady_clock::time_point m_notedAt{};
};

} // namespace linnet

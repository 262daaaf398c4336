// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/sweeper.h"

#include "server/jobs/blockon.h"
#include "server/services/admin/auditservice.h"
#include "server/storage/blobstore.h"
#include "server/storage/database.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr int BatchSize = 200; // Others write between two of them.
constexpr auto NoteInterval = std::chrono::milliseconds(500);

Error interrupted()
{
    return {Error::Kind::Unavailable, "interrupted"_L1, u"The server is going down."_s};
}

SweepTally &tallyOf(SweepFindings &findings, MediaRemoval::Why why)
{
    return why == MediaRemoval::Why::TooOld ? findings.tooOld : findings.noRoom;
}

//! \return those of \p files that a sweep takes away if nobody needs them.
Result<std::vector<Media>> unusedAmong(Stores &stores, const std::vector<Media> &files,
                                       Timestamp uploadedBefore)
{
    std::vector<Media> unused;
    for (const Media &file : files) {
        const auto isUnused = stores.sweeps.isUnused(file.id, uploadedBefore);
        if (!isUnused)
            return isUnused.error();
        if (*isUnused)
            unused.push_back(file);
    }
    return unused;
}

} // namespace

Result<> storeEnded(Stores &stores, const Sweep &sweep)
{
    if (auto updated = stores.sweeps.update(sweep); !updated)
        return updated;
    if (sweep.mode == Sweep::Mode::DryRun)
        return {};
    return AuditService::record(stores, {.user = {}, .name = u"system"_s},
                                {.action = u"storage.swept"_s,
                                 .target = u"sweep:%1"_s.arg(sweep.number),
                                 .after = toJson(sweep.findings)},
                                sweep.endedAt.value_or(sweep.requestedAt));
}

Sweeper::Sweeper(const Around &around, Sweep sweep, std::stop_token stop)
    : m_around(around)
    , m_sweep(std::move(sweep))
    , m_stop(std::move(stop))
    , m_startedAt(around.clock.now())
    , m_uploadedBefore(m_startedAt - m_sweep.rules.uploadGrace)
{
    // What an earlier attempt removed is removed; what it only saw is seen again.
    if (!isReal())
        m_sweep.findings = {};
    m_sweep.findings.missing = 0;
    m_sweep.findings.missingFiles.clear();
}

Result<> Sweeper::run()
{
    if (auto swept = sweepFiles(); !swept)
        return swept;
    if (m_sweep.rules.limitsFiles()) {
        if (auto swept = sweepOld(); !swept)
            return swept;
    }
    if (auto swept = sweepBlobs(); !swept)
        return swept;
    return finish();
}

//! Runs \p work in a transaction that can write only where something is to be removed.
template <typename Work>
auto Sweeper::transact(Work work)
{
    return isReal() ? blockOn(m_around.database.write(std::move(work)))
                    : blockOn(m_around.database.read(std::move(work)));
}

//! Notes now and then how far it is. \return an error if it has to stop.
Result<> Sweeper::proceed(const QString &step, qint64 done)
{
    if (m_stop.stop_requested())
        return interrupted();
    m_sweep.progress = {step, done};
    const auto now = std::chrono::steady_clock::now();
    if (now - m_notedAt < NoteInterval)
        return {};
    m_notedAt = now;
    return blockOn(m_around.database.write(
        [sweep = m_sweep](Stores &stores) { return stores.sweeps.update(sweep); }));
}

Result<> Sweeper::sweepFiles()
{
    MediaPlace last;
    qint64 done = 0;
    for (;;) {
        if (auto proceeded = proceed(u"files"_s, done); !proceeded)
            return proceeded;
        const auto files = blockOn(m_around.database.read(
            [last](Stores &stores) { return stores.sweeps.listFiles(last, BatchSize); }));
        if (!files)
            return files.error();
        if (files->empty())
            return {};
        last = placeOf(files->back());
        done += qint64(files->size());
        if (auto looked = lookForBlobs(*files); !looked)
            return looked;
        if (auto swept = sweepUnused(*files); !swept)
            return swept;
    }
}

//! Those that are young may be on their way to the disk.
Result<> Sweeper::lookForBlobs(const Files &files)
{
    Files lost;
    std::copy_if(files.begin(), files.end(), std::back_inserter(lost), [this](const Media &file) {
        return !file.removal && file.createdAt < m_uploadedBefore
            && !m_around.blobs.contains(file.sha256);
    });
    for (const Media &file : lost) {
        const auto found = blockOn(m_around.database.read(
            [name = file.name](Stores &stores) { return stores.media.find(name); }));
        if (!found && found.error().kind == Error::Kind::NotFound)
            continue; // It went meanwhile.
        if (!found)
            return found.error();
        if (found->removal)
            continue;
        ++m_sweep.findings.missing;
        if (m_sweep.findings.missingFiles.size() < MostMissingNamed)
            m_sweep.findings.missingFiles.push_back(file.id);
    }
    return {};
}

Result<> Sweeper::sweepUnused(const Files &files)
{
    const auto unused = blockOn(m_around.database.read(
        [&files, this](Stores &stores) { return unusedAmong(stores, files, m_uploadedBefore); }));
    if (!unused)
        return unused.error();
    if (unused->empty())
        return {};
    auto swept =
        transact([&unused, this](Stores &stores) { return takeUnused(stores, m_sweep, *unused); });
    if (!swept)
        return swept.error();
    m_sweep = *std::move(swept);
    return {};
}

Result<Sweep> Sweeper::takeUnused(Stores &stores, Sweep sweep, const Files &files) const
{
    const auto unused = unusedAmong(stores, files, m_uploadedBefore);
    if (!unused)
        return unused.error();
    for (const Media &file : *unused) {
        const auto isFreed =
            isReal() ? forget(stores, file) : stores.sweeps.wouldFree(file, m_uploadedBefore);
        if (!isFreed)
            return isFreed.error();
        sweep.findings.unused.add(*isFreed ? file.size : 0);
    }
    if (isReal())
        if (const auto noted = stores.sweeps.update(sweep); !noted)
            return noted.error();
    return sweep;
}

Result<> Sweeper::sweepOld()
{
    const auto used = blockOn(m_around.database.read(
        [this](Stores &stores) { return stores.sweeps.usedBytes(m_uploadedBefore); }));
    if (!used)
        return used.error();
    Batch batch{m_sweep, *used};
    MediaPlace last;
    qint64 done = 0;
    while (!batch.isOver) {
        if (auto proceeded = proceed(u"retention"_s, done); !proceeded)
            return proceeded;
        batch.sweep = m_sweep;
        const auto files = blockOn(m_around.database.read([last, this](Stores &stores) {
            return stores.sweeps.listRemovable(last, m_uploadedBefore, BatchSize);
        }));
        if (!files)
            return files.error();
        if (files->empty() || !verdict(files->front(), batch.used))
            return {};
        last = placeOf(files->back());
        done += qint64(files->size());
        auto taken = transact(
            [&batch, &files, this](Stores &stores) { return takeOld(stores, batch, *files); });
        if (!taken)
            return taken.error();
        batch = *std::move(taken);
        m_sweep = batch.sweep;
    }
    return {};
}

//! \return why \p file has to go; nothing: it stays, and whatever is younger.
std::optional<MediaRemoval::Why> Sweeper::verdict(const Media &file, qint64 used) const
{
    const SweepRules &rules = m_sweep.rules;
    if (rules.greatestAge > SweepRules::Duration()
        && file.createdAt < m_startedAt - rules.greatestAge)
        return MediaRemoval::Why::TooOld;
    if (rules.budget > 0 && used > rules.budget)
        return MediaRemoval::Why::NoRoom;
    return std::nullopt;
}

Result<Sweeper::Batch> Sweeper::takeOld(Stores &stores, Batch batch, const Files &files) const
{
    for (const Media &file : files) {
        const auto why = verdict(file, batch.used);
        batch.isOver = !why;
        if (!why)
            break;
        const auto isRemovable = stores.sweeps.isRemovable(file.id);
        if (!isRemovable)
            return isRemovable.error();
        if (!*isRemovable)
            continue;
        const auto isFreed = isReal() ? markRemoved(stores, file, *why)
                                      : stores.sweeps.wouldFree(file, m_uploadedBefore);
        if (!isFreed)
            return isFreed.error();
        const qint64 freed = *isFreed ? file.size : 0;
        tallyOf(batch.sweep.findings, *why).add(freed);
        batch.used -= freed;
    }
    if (isReal())
        if (const auto noted = stores.sweeps.update(batch.sweep); !noted)
            return noted.error();
    return batch;
}

//! \return whether the blob went with it.
Result<bool> Sweeper::forget(Stores &stores, const Media &file) const
{
    if (const auto removed = stores.media.remove(file.id); !removed)
        return removed.error();
    return removeBlobs(stores, file);
}

//! \return whether the blob went with it.
Result<bool> Sweeper::markRemoved(Stores &stores, const Media &file, MediaRemoval::Why why) const
{
    if (const auto marked = stores.sweeps.markRemoved(file.id, {m_startedAt, why}); !marked)
        return marked.error();
    return removeBlobs(stores, file);
}

//! In the transaction, so that nobody comes to need them meanwhile. Should that be undone, the row
//! is found again, and blobs that are gone are no error.
Result<bool> Sweeper::removeBlobs(Stores &stores, const Media &file) const
{
    if (file.removal)
        return false; // It has none any more; one of the same content is not its own.
    bool isFreed = false;
    for (const QByteArray &sha256 : {file.sha256, file.thumbnailSha256}) {
        if (sha256.isEmpty())
            continue;
        const auto isNeeded = stores.media.refersTo(sha256);
        if (!isNeeded)
            return isNeeded.error();
        if (*isNeeded)
            continue;
        if (const auto removed = m_around.blobs.remove(sha256); !removed)
            return removed.error();
        isFreed = isFreed || sha256 == file.sha256;
    }
    return isFreed;
}

Result<> Sweeper::sweepBlobs()
{
    for (int shelf = 0; shelf < BlobShelves; ++shelf) {
        if (auto proceeded = proceed(u"blobs"_s, shelf); !proceeded)
            return proceeded;
        auto files = m_around.blobs.list(shelf);
        if (!files)
            return files.error();
        std::erase_if(*files, [this](const BlobFile &file) {
            return file.modifiedAt >= m_uploadedBefore; // It may be somebody's in a moment.
        });
        for (size_t first = 0; first < files->size(); first += BatchSize) {
            const size_t end = std::min(files->size(), first + BatchSize);
            auto swept =
                sweepBlobs({files->begin() + qsizetype(first), files->begin() + qsizetype(end)});
            if (!swept)
                return swept;
        }
    }
    return {};
}

Result<> Sweeper::sweepBlobs(std::vector<BlobFile> files)
{
    auto found = blockOn(
        m_around.database.read([&files, this](Stores &stores) -> Result<std::vector<BlobFile>> {
            std::vector<BlobFile> unreferenced;
            for (const BlobFile &file : files) {
                const auto isNeeded = isReferenced(stores, file);
                if (!isNeeded)
                    return isNeeded.error();
                if (!*isNeeded)
                    unreferenced.push_back(file);
            }
            return unreferenced;
        }));
    if (!found)
        return found.error();
    if (found->empty())
        return {};
    auto swept =
        transact([&found, this](Stores &stores) { return takeBlobs(stores, m_sweep, *found); });
    if (!swept)
        return swept.error();
    m_sweep = *std::move(swept);
    return {};
}

Result<Sweep> Sweeper::takeBlobs(Stores &stores, Sweep sweep,
                                 const std::vector<BlobFile> &files) const
{
    for (const BlobFile &file : files) {
        const auto isNeeded = isReferenced(stores, file);
        if (!isNeeded)
            return isNeeded.error();
        if (*isNeeded)
            continue;
        const bool isLeftover = file.sha256.isEmpty();
        if (isReal()) {
            const auto removed = isLeftover ? m_around.blobs.removeLeftover(file)
                                            : m_around.blobs.remove(file.sha256);
            if (!removed)
                return removed.error();
        }
        (isLeftover ? sweep.findings.leftovers : sweep.findings.unreferenced).add(file.size);
    }
    if (isReal())
        if (const auto noted = stores.sweeps.update(sweep); !noted)
            return noted.error();
    return sweep;
}

Result<bool> Sweeper::isReferenced(Stores &stores, const BlobFile &file) const
{
    if (file.sha256.isEmpty())
        return false;
    return stores.media.refersTo(file.sha256);
}

Result<> Sweeper::finish()
{
    m_sweep.state = Sweep::State::Done;
    m_sweep.endedAt = m_around.clock.now();
    return blockOn(m_around.database.write(
        [sweep = m_sweep](Stores &stores) { return storeEnded(stores, sweep); }));
}

} // namespace linnet

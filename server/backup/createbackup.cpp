// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/backup/createbackup.h"

#include "server/backup/archivewriter.h"
#include "server/backup/backuperror.h"
#include "server/backup/backupfile.h"
#include "server/backup/scratchspace.h"
#include "server/backup/sealedstream.h"
#include "server/storage/blob/fileblobstore.h"
#include "server/storage/sql/snapshot.h"

#include <QCryptographicHash>
#include <QDir>

namespace linnet::backup {

using namespace Qt::StringLiterals;

namespace {

//! \brief Writes one backup, member by member.
class BackupWriter
{
public:
    BackupWriter(const CreateRequest &request, ByteSink &sink)
        : m_request(request)
        , m_archive(sink, request.at)
    {
        m_manifest.server = QStringLiteral(LINNET_VERSION);
        m_manifest.createdAt = request.at;
    }

    const Manifest &manifest() const { return m_manifest; }

    Result<> addDatabase(const QString &snapshot)
    {
        const auto facts = readFacts(snapshot);
        if (!facts)
            return facts.error();
        m_manifest.schema = facts->schema;
        m_manifest.rows = facts->rows;
        return addFile(DatabaseMember.toByteArray(), snapshot);
    }

    Result<> addSecrets()
    {
        const QDir folder(m_request.layout.directory);
        for (const QString &member : m_request.layout.secrets()) {
            auto added = addFile(member.toLatin1(), folder.filePath(member));
            if (!added)
                return added;
        }
        return {};
    }

    Result<> addMedia(BlobListing &listing)
    {
        auto page = listing.next();
        for (; page && !page->empty(); page = listing.next()) {
            for (const QByteArray &sha256 : *page) {
                if (auto added = addBlob(sha256); !added)
                    return added;
            }
        }
        if (!page)
            return page.error();
        return {};
    }

    Result<> finish()
    {
        const auto sum = m_archive.add("manifest.json", toJson(m_manifest));
        if (!sum)
            return sum.error();
        const auto added = m_archive.add("manifest.sha256", sum->toHex() + "  manifest.json\n");
        if (!added)
            return added.error();
        return m_archive.finish();
    }

private:
    Result<> addFile(const QByteArray &member, const QString &path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return fileFailure(path);
        const auto sum = m_archive.add(member, file);
        if (!sum)
            return sum.error();
        m_manifest.sums[QString::fromLatin1(member)] = *sum;
        return {};
    }

    //! What the server itself has lost is counted, and keeps nobody from saving the rest.
    Result<> addBlob(const QByteArray &sha256)
    {
        QFile file(FileBlobStore(m_request.layout.media).path(sha256));
        QCryptographicHash hash(QCryptographicHash::Sha256);
        const bool isWhole =
            file.open(QIODevice::ReadOnly) && hash.addData(&file) && hash.result() == sha256;
        if (!isWhole) {
            ++m_manifest.lostMedia;
            return {};
        }
        file.seek(0);
        const auto added = m_archive.add(mediaMember(sha256), file);
        if (!added)
            return added.error();
        ++m_manifest.media;
        m_manifest.mediaBytes += file.size();
        return {};
    }

    const CreateRequest &m_request;
    ArchiveWriter m_archive;
    Manifest m_manifest;
};

//! \brief Where the archive goes: into the file, through what encrypts it.
std::unique_ptr<ByteSink> sealingSink(const SealHeader &header, ByteSink &file)
{
    return header.key.isEmpty() ? nullptr : std::make_unique<SealingSink>(header, file);
}

Result<Manifest> writeBackup(const CreateRequest &request, const ScratchSpace &scratch,
                             ByteSink &sink, const std::stop_token &stop)
{
    const QString snapshot = scratch.file(u"snapshot.db"_s);
    if (const auto taken = takeSnapshot(request.layout.database, snapshot, stop); !taken)
        return taken.error();
    BackupWriter writer(request, sink);
    if (const auto added = writer.addDatabase(snapshot); !added)
        return added.error();
    if (const auto added = writer.addSecrets(); !added)
        return added.error();
    const auto listing = BlobListing::open(snapshot, scratch.file(u"blobs.db"_s));
    if (!listing)
        return listing.error();
    if (const auto added = writer.addMedia(**listing); !added)
        return added.error();
    if (const auto finished = writer.finish(); !finished)
        return finished.error();
    return writer.manifest();
}

} // namespace

Result<CreatedBackup> createBackup(const CreateRequest &request, const BackupWatch &watch)
{
    const auto scratch = ScratchSpace::open(request.layout.directory);
    if (!scratch)
        return scratch.error();
    const auto file = NewBackupFile::create(request.file, watch);
    if (!file)
        return file.error();
    const auto header = makeSealHeader(request.encryption);
    if (!header)
        return header.error();
    const auto sealing = sealingSink(*header, **file);
    ByteSink &sink = sealing ? *sealing : static_cast<ByteSink &>(**file);
    const auto manifest = writeBackup(request, **scratch, sink, watch.stop);
    if (!manifest)
        return manifest.error();
    return CreatedBackup{*manifest, (*file)->size()};
}

} // namespace linnet::backup
